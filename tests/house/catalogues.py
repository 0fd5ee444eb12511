"""Message catalogues: taken from the sources, compared with what is committed, and brought up to date.

`make translations` runs this file as a program. New messages then stand in the Dutch catalogue without a translation,
and `make check` fails until they have one; English is the language of the message ids and fills itself.

Dutch and English have every message. Another language has at least what participants read; a variant (`nl-x-easy`) has
what it says in other words, and takes the rest from the language it is a variant of.
"""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from survey.languages import languages

from .sources import ROOT

SOURCE_LANGUAGE = "en"
COMPLETE = ("en", "nl")
FOR_PARTICIPANTS = tuple(
    f"survey/{place}"
    for place in (
        "fieldwork/answers.py",
        "fieldwork/messages.py",
        "fieldwork/paragraphs.py",
        "fieldwork/paper_letters.py",
        "fieldwork/posters.py",
        "languages.py",
        "questionnaires/paper/fields.py",
        "questionnaires/paper/form.py",
        "questionnaires/paper/reader.py",
        "questionnaires/paper/sentences.py",
        "web/errors.py",
        "web/participate/",
        "web/statement.py",
        "web/templates/base.html",
        "web/templates/error.html",
        "web/templates/participate/",
    )
)
"""Where the messages stand that participants read."""

METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "translate": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*[^{}]*\}")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in every catalogue: a date that moves would make each update a change."""

HEADERS: dict[str, Any] = {
    "project": "werkpeil",
    "version": "1",
    "msgid_bugs_address": "see README.md",
    "last_translator": "Werkpeil",
    "language_team": "Werkpeil",
    "creation_date": EPOCH,
    "revision_date": EPOCH,
    "charset": "utf-8",
    "fuzzy": False,
}


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every message in the sources, with the file it stands in."""
    catalog = Catalog(**HEADERS)
    source = ROOT / "survey"
    for name, _line, message, comments, context in extract_from_dir(
        source, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        catalog.add(message, None, [(f"survey/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def committed(language: str) -> Catalog:
    """The catalogue in the project; empty when there is none yet."""
    path = path_of(language)
    if not path.exists():
        base = language.partition("-")[0]
        return Catalog(locale=base, header_comment=f"# Werkpeil: the words people read ({language}).", **HEADERS)
    with path.open("rb") as file:
        return read_po(file)


def promised(language: str, source: Catalog) -> Catalog:
    """The messages of `source` that the catalogue of `language` must have."""
    if language in COMPLETE:
        return source
    own = {(message.id, message.context) for message in committed(language)}
    chosen = Catalog(**HEADERS)
    for message in source:
        asked = any(place.startswith(FOR_PARTICIPANTS) for place, _ in message.locations)
        if (message.id, message.context) in own if "-" in language else asked:
            chosen[message.id] = message
    return chosen


def parts(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message as its forms: one, or singular and plurals."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def placeholders(text: str) -> set[str]:
    """What is filled in: `%(name)s` and `{name}`."""
    return set(PLACEHOLDER.findall(text))


def wrong_with(message: Message) -> str | None:
    """What is wrong with a translation, in a word or two."""
    forms = parts(message.string)
    if message.fuzzy:
        return "fuzzy"
    if not all(forms):
        return "not translated"
    allowed = [placeholders(each) for each in parts(message.id)]
    if any(placeholders(form) not in allowed for form in forms):
        return "other placeholders"
    return None


def problems(catalog: Catalog, source: Catalog) -> Iterator[str]:
    """Everything in which `catalog` falls short of `source`."""
    known = {(message.id, message.context): message for message in catalog if message.id}
    wanted = {(message.id, message.context) for message in source if message.id}
    for key in sorted(wanted - set(known), key=str):
        yield f"{key[0]!r}: missing; run `make translations`"
    for key in sorted(set(known) - wanted, key=str):
        yield f"{key[0]!r}: no longer used; run `make translations`"
    for key in sorted(wanted & set(known), key=str):
        if wrong := wrong_with(known[key]):
            yield f"{key[0]!r}: {wrong}"


def update(catalog: Catalog, source: Catalog) -> None:
    """Bring `catalog` up to date with the messages of `source`: new ones added, unused ones gone."""
    catalog.update(deepcopy(source), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.obsolete.clear()
    for message in catalog if catalog.locale_identifier == SOURCE_LANGUAGE else ():
        if message.id and not any(parts(message.string)):
            message.string = message.id


def main() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    everything = extracted()
    for language in languages():
        catalog, source = committed(language), promised(language, everything)
        update(catalog, source)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False)
        left = list(problems(catalog, source))
        summary = f"{path.relative_to(ROOT)}: {len(catalog)} messages, {len(left)} to do"
        sys.stdout.write("\n".join([summary, *left, ""]))


if __name__ == "__main__":
    main()
