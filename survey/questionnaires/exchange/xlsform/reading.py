"""An XLSForm as a questionnaire: everything that has a counterpart, and a notice with its place for what has none."""

from collections import Counter
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from survey.questionnaires.checks import check_questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Place
from survey.questionnaires.located import Located
from survey.questionnaires.mistakes import mistakes
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError
from survey.questionnaires.tree import Tree

from ..received import Received
from .asked import Questions
from .choices import notice_columns, notice_lists, read_lists
from .columns import Row, columns, rows
from .losses import Notices
from .names import Names
from .pages import PageDraft, Walk
from .progress import Reading, Say, in_english
from .settings import OTHER_SHEET, head, languages, tongues
from .texts import Texts
from .types import read_type
from .unread import unread
from .workbook import FORM, NO_COLUMN, Workbook, open_workbook

NOTHING = N_("No question of this form can be asked here.")

Spot = tuple[str, int]
"""A sheet and a row."""


def read_xlsform(content: bytes, file: str, language: str | None = None, say: Say = in_english) -> Received:
    """The questionnaire in the spreadsheet `content`; texts that name no language are in `language`.

    Raises:
        ProblemsFoundError: it is no spreadsheet with a form, or nothing of it can be asked.

    """
    workbook = open_workbook(content, file)
    known = {name for name, _language in columns(workbook.sheet("survey")).values()}
    if "type" not in known:
        raise ProblemsFoundError([Problem(file, 1, NO_COLUMN, {"sheet": "survey", "column": "type"})])
    notices = Notices(file, unread(content, workbook))
    reading, spoken = _start(workbook, notices, language, say)
    drafts = Walk(reading).over(rows(workbook.sheet("survey")))
    if not drafts:
        raise ProblemsFoundError([*notices.found, Problem(file, 1, NOTHING, {}, "survey")])
    fields = head(workbook, reading.texts, spoken, sum(len(draft.questions) for draft in drafts))
    written = fields | {"scales": _scales(workbook, reading), "pages": [_page(draft) for draft in drafts]}
    questionnaire = _made(written, file)
    notice_lists(reading.lists, reading.used, notices)
    notice_columns(workbook, frozenset(reading.filters), notices)
    _notice_sheets(workbook, notices)
    problems = _problems(reading, questionnaire, drafts)
    return Received(questionnaire, tuple(notices.found), problems, reading.renamed())


def _start(workbook: Workbook, notices: Notices, language: str | None, say: Say) -> tuple[Reading, tuple[str, ...]]:
    """The lists, languages and names, before any question is read."""
    found = tongues(workbook, language, notices)
    spoken = languages(workbook, found, notices)
    texts = Texts(found, Questions(), notices)
    survey = list(rows(workbook.sheet("survey")))
    uses = Counter(read_type(row.text("type")).list for row in survey)
    lists = read_lists(workbook, texts)
    ids = Names("q", (row.text("name") for row in survey))
    return Reading(texts, lists, uses, spoken, say, ids, Names("s", lists)), spoken


def _scales(workbook: Workbook, reading: Reading) -> dict[str, Any]:
    """The lists that more questions share, and those that we wrote as shared scales."""
    row = next(rows(workbook.sheet("settings")), Row("settings", 1, {}, {}))
    named = row.own().get("scales", [])
    ours = {name: [dict(each.option) for each in reading.options(name)] for name in named}
    return reading.scales | ours


def _page(draft: PageDraft) -> dict[str, Any]:
    return {"id": draft.name, "when": draft.when, "items": [each.item for each in draft.questions]}


def _made(written: dict[str, Any], file: str) -> Questionnaire:
    try:
        return Questionnaire.model_validate(written)
    except ValidationError as error:
        raise ProblemsFoundError(mistakes(error, Questionnaire, Tree(None, {(): 1}, ()), file)) from error


def _notice_sheets(workbook: Workbook, notices: Notices) -> None:
    for name in workbook.names:
        if workbook.meant(name) not in FORM:
            notices.on_sheet(name, OTHER_SHEET, sheet=name)


def _problems(reading: Reading, questionnaire: Questionnaire, drafts: list[PageDraft]) -> tuple[Problem, ...]:
    """What the checks find, each with the row that it comes from."""
    found = _spots(reading, drafts)
    spots = [("settings", 1), *(spot for _place, spot in found)]
    lines: dict[Place, int] = {(): 0} | {place: at for at, (place, _spot) in enumerate(found, start=1)}
    return tuple(
        replace(each, line=spots[each.line][1], place=spots[each.line][0], values=_said(each.values, spots))
        for each in check_questionnaire(Located(reading.notices.file, questionnaire, lines))
    )


def _said(values: dict[str, object], spots: list[Spot]) -> dict[str, object]:
    """Values that are lines too."""
    return {
        name: spots[value][1] if name == "first" and isinstance(value, int) else value for name, value in values.items()
    }


def _spots(reading: Reading, drafts: list[PageDraft]) -> list[tuple[Place, Spot]]:
    """Each place in the questionnaire that has a row of its own, and that row."""
    found: list[tuple[Place, Spot]] = []
    for name, members in reading.lists.items():
        scale: Place = ("scales", reading.scale_ids.given.get(name, name))
        found += [((*scale, at), ("choices", each.row.number)) for at, each in enumerate(members)]
    for number, draft in enumerate(drafts):
        spot = ("survey", draft.row.number)
        found += [(("pages", number), spot), (("pages", number, "items"), spot)]
        for at, question in enumerate(draft.questions):
            here: Place = ("pages", number, "items", at)
            found.append((here, ("survey", question.row.number)))
            found += [((*here, "options", nth), ("choices", row)) for nth, row in enumerate(question.rows)]
    return found
