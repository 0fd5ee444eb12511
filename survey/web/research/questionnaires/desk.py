"""The questionnaire that is being worked on: read for a page, changed by a form, and never saved over what somebody
else saved meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from survey.extensions import now, stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN, ChangedMeanwhileError, Saving
from survey.questionnaires.editing.document import Document, opened, written
from survey.questionnaires.editing.wordings import languages
from survey.questionnaires.problems import ProblemsFoundError, RefusedError, Source
from survey.questionnaires.tree import parse
from survey.questionnaires.wording import spoken
from survey.storage.engines import writing

from ... import words
from ...headers import PLAIN, nonce
from ...words import _

Change = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Desk:
    """A questionnaire in preparation as it is now: what is kept of it, and what that says."""

    kept: preparing.Document
    document: Document

    @property
    def languages(self) -> list[str]:
        """Its languages; the first is the one that others are translated from."""
        return languages(self.document)

    @property
    def title(self) -> str:
        """Its title, in the reader's language if it has that."""
        return _said(self.document.get("title")) or self.kept.name


def desk(study: str, name: str) -> Desk:
    """The questionnaire of an address; 404 if there is none. One that cannot be edited is shown as text."""
    with stores().studies() as session:
        kept = _kept(session, study, name)
    try:
        return Desk(kept, opened(kept.text, name))
    except ProblemsFoundError:
        abort(redirect(url_for("research.questionnaire_source", study=study, name=name), 303))


def page(template: str, here: Desk, **values: object) -> ResponseReturnValue:
    """A page about a questionnaire. It may show the preview in a frame."""
    nonce()
    made = make_response(
        render_template(
            f"research/questionnaires/{template}",
            study=here.kept.study,
            title=study_title(here.kept.study),
            name=here.kept.name,
            desk=here,
            **values,
        )
    )
    made.headers["Content-Security-Policy"] = (
        f"{PLAIN}; frame-src 'self'; script-src 'nonce-{nonce()}'; connect-src 'self'"
    )
    return made


def changed(study: str, name: str, make: Change, note: str, to: str) -> ResponseReturnValue:
    """Make a change, save it under `note`, and go on at the address `to`.

    If somebody saved something meanwhile, nothing is saved: the page shows both, and offers to make the change as well.
    """
    try:
        save(study, name, make, note)
    except ChangedMeanwhileError as error:
        from .meeting import both  # noqa: PLC0415 - it shows pages of this module

        return both(study, name, make, error)
    except RefusedError as error:
        flash(error.told(_), "refused")
    return redirect(to, 303)


def save(study: str, name: str, make: Change, note: str) -> None:
    """Make a change to the revision that the form was made from, and save it.

    Raises:
        ChangedMeanwhileError: there is a later one.
    """
    with stores().studies() as session:
        kept = _kept(writing(session), study, name)
        seen = replace(kept, number=request.form.get("rev", 0, type=int))
        before = opened(kept.text, name)
        after = make(before) if seen.number == kept.number else before
        text = written(after) if after != before or seen.number != kept.number else kept.text
        preparing.save(session, seen, text, saving(note))
        session.commit()


def saving(note: str) -> Saving:
    """Who saves something now; `note` says what was done, for the history."""
    return Saving(current_user.email, now(), note)


def _kept(session: Session, study: str, name: str) -> preparing.Document:
    if name == DESIGN:
        abort(404)
    try:
        return preparing.read(session, study, name)
    except preparing.UnknownDocumentError:
        abort(404)


def must_be_prepared(session: Session, study: str) -> None:
    """404 for a study that is not being set up."""
    if preparing.programme_of(session, study) is None:
        abort(404)


def study_title(study: str) -> str | None:
    """What a study in preparation is called; None if its design does not say."""
    with stores().studies() as session:
        try:
            text = preparing.read(session, study, DESIGN).text
        except preparing.UnknownDocumentError:
            return None
    return _said(_design(text).get("title"))


@lru_cache(maxsize=64)
def _design(text: str) -> Document:
    try:
        value = parse(Source(DESIGN, text)).value
    except ProblemsFoundError:
        return {}
    return dict(value) if isinstance(value, dict) else {}


def design(study: str) -> Document:
    """The design of a study in preparation as it was written; empty if it cannot be read."""
    with stores().studies() as session:
        try:
            return _design(preparing.read(session, study, DESIGN).text)
        except preparing.UnknownDocumentError:
            return {}


def _said(texts: object) -> str | None:
    known = {tag: text for tag, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else {}
    return spoken(known, words.language()) if known else None
