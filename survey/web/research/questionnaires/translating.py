"""All texts of a questionnaire side by side: one language beside another, with what is still missing."""

from dataclasses import dataclass

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.wordings import Words, completeness, with_text, wordings
from survey.questionnaires.kinds import Place
from survey.questionnaires.kinds.texts import clean

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from . import labels
from .desk import changed, desk, page
from .outlining import Sentences

PER_PAGE = 150
"""Texts on one page: all of most questionnaires."""


@dataclass(frozen=True, slots=True)
class Line:
    """One text in the table: its field, and the question that it belongs to where that begins."""

    field: str
    words: Words
    number: str
    begins: bool


@blueprint.route("/studies/<study>/questionnaires/<name>/texts", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_texts(study: str, name: str) -> ResponseReturnValue:
    """The texts in two languages; the fields are those of the second."""
    here = desk(study, name)
    first, others = here.languages[0], here.languages[1:]
    wanted = request.values.get("to", "")
    to = wanted if wanted in here.languages else (others or [first])[0]
    only = request.values.get("only") == "missing"
    at = max(request.values.get("page", 1, type=int), 1)
    if request.method == "POST":
        flash(_("The texts were saved."))
        address = url_for(
            "research.questionnaire_texts", study=study, name=name, to=to, page=at, only="missing" if only else None
        )
        return changed(study, name, lambda document: _written(document, to), "words", address)
    found = [each for each in wordings(here.document) if not only or not each.texts.get(to)]
    pages = max(-(-len(found) // PER_PAGE), 1)
    at = min(at, pages)
    lines = _lines(found[(at - 1) * PER_PAGE : at * PER_PAGE], Sentences(here))
    shares = completeness(here.document)
    values = {"first": first, "to": to, "only": only, "labels": labels, "shares": shares}
    return page("texts.html", here, lines=lines, number=at, pages=pages, **values)


def _lines(found: list[Words], sentences: Sentences) -> list[Line]:
    lines, before = [], ""
    for words in found:
        group = words.item or words.part
        lines.append(Line(field_of(words.place), words, sentences.number(words.item or ""), group != before))
        before = group
    return lines


def field_of(place: Place) -> str:
    """The name of the field of a text."""
    return "at:" + "/".join(str(step) for step in place)


def _written(document: Document, to: str) -> Document:
    """The document with every text that has a field in what was sent."""
    for words in list(wordings(document)):
        field = field_of(words.place)
        if field in request.form and clean(request.form[field]) != words.texts.get(to, ""):
            document = with_text(document, words.place, to, clean(request.form[field]))
    return document
