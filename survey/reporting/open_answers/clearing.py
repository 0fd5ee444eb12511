"""Clearing: taking out of an answer what leads to a person, setting it aside, and approving it as a quote.

What is taken out is gone: the database keeps no other copy, and its files are written anew at night. The caller
commits.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.traces import Span, Trace, spans, traces
from survey.storage.responses import OpenText

MARKS: Mapping[str, str] = {
    Trace.NAME: N_("name"),
    Trace.PHONE: N_("telephone number"),
    Trace.MAIL: N_("e-mail address"),
    Trace.ACCOUNT: N_("account number"),
    Trace.CITIZEN_NUMBER: N_("citizen service number"),
    Trace.POSTCODE: N_("postcode"),
    Trace.LINK: N_("link"),
    "place": N_("place"),
    "organisation": N_("organisation"),
    "other": N_("left out"),
}
"""What stands in the place of what was taken out: message ids by kind."""


class NotInTextError(RefusedError):
    """Somebody mistyped, or the answer has changed."""

    sentence = N_("“{words}” is not in this answer.")


class ChangedMeanwhileError(RefusedError):
    """What was confirmed is not what would be done."""

    sentence = N_("Somebody else has changed this answer meanwhile. Look at it again.")


class NotInAnswerError(RefusedError):
    """A quote is what somebody wrote."""

    sentence = N_("A quote is a part of the answer as it stands, word for word.")


class StillTracesError(RefusedError):
    """A quote that leads to a person."""

    sentence = N_("There may still be something personal in this quote: {words}. Take it out first, or quote less.")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words to take out wherever they stand in an answer, and the mark in their place."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and the kind of trace that it is, if any."""

    text: str
    kind: Trace | None = None


def pieces(text: str) -> list[Piece]:
    """The text in stretches, so that what may lead to a person can be marked."""
    found: list[Piece] = []
    at = 0
    for span in spans(text):
        found += [Piece(text[at : span.start]), Piece(text[span.start : span.end], span.kind)]
        at = span.end
    return [each for each in (*found, Piece(text[at:])) if each.text]


def suggested(text: str) -> list[tuple[str, Trace]]:
    """What may lead to a person, each once, in the order of the text."""
    return list(dict.fromkeys((_at(text, span), span.kind) for span in spans(text)))


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]


def cleared(text: str, cuts: Sequence[Cut]) -> str:
    """The text with marks instead of words, the longest first; `NotInTextError` for words that are not in it."""
    for cut in sorted(cuts, key=lambda each: -len(each.words)):
        pattern = re.compile(rf"(?<!\w){re.escape(cut.words.strip())}(?!\w)", re.IGNORECASE)
        if not cut.words.strip() or not pattern.search(text):
            raise NotInTextError(words=cut.words)
        text = f"[{cut.mark}]".join(pattern.split(text))
    return text


def clear(responses: Session, key: uuid.UUID, before: str, cuts: Sequence[Cut]) -> str:
    """Replace words in an answer for good; what is left of it. A quote of it is no longer approved.

    Raises:
        ChangedMeanwhileError, NotInTextError: nothing was changed.
    """
    row = responses.get(OpenText, key, with_for_update=True)
    if row is None or row.text != before:
        raise ChangedMeanwhileError
    row.text = cleared(before, cuts)
    row.traces = list(traces(row.text))
    row.quote = None
    return row.text


def set_aside(responses: Session, key: uuid.UUID, *, aside: bool) -> None:
    """Let an answer count nowhere, or count again: what says nothing, or says what cannot be shown to coders."""
    row = responses.get_one(OpenText, key, with_for_update=True)
    row.aside = aside
    row.quote = None if aside else row.quote


def approve_quote(responses: Session, key: uuid.UUID, quote: str, *, sure: bool = False) -> None:
    """Let a part of an answer be shown to everybody, without anything beside it. `sure`: what looks like a trace of a
    person is none.

    Raises:
        NotInAnswerError, StillTracesError: nothing was approved.
    """
    row = responses.get_one(OpenText, key, with_for_update=True)
    words = quote.strip()
    if not words or _plain(words) not in _plain(row.text):
        raise NotInAnswerError
    if (found := suggested(words)) and not sure:
        raise StillTracesError(words=", ".join(each for each, _kind in found))
    row.quote = words


def drop_quote(responses: Session, key: uuid.UUID) -> None:
    """Show a quote no more, from the next publication on."""
    responses.get_one(OpenText, key, with_for_update=True).quote = None


def _plain(text: str) -> str:
    """A browser ends lines in its own way."""
    return "\n".join(text.splitlines())
