"""A questionnaire as an XLSForm that ODK and Kobo read, and that reads back as the same questionnaire."""

from typing import Any

from survey.questionnaires.definition import Page, Questionnaire
from survey.questionnaires.wording import spoken

from .expressions import relevant
from .ours import PAGE
from .rows import Writing, rows_of
from .sheets import Cells, own, workbook
from .texts import outward
from .tongues import title

FORMAT = 1
"""The version of our own columns."""


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an .xlsx file with the sheets `survey`, `choices` and `settings`."""
    writing = Writing(questionnaire)
    for name, options in questionnaire.scales.items():
        writing.list_of(name, options)
    taken = {item.id for item in questionnaire.items()}
    rows = [cells for page in questionnaire.pages for cells in _page(writing, page, taken)]
    sheets = {"survey": rows, "choices": writing.choices, "settings": [_settings(questionnaire)]}
    return workbook({name: cells for name, cells in sheets.items() if cells})


def _page(writing: Writing, page: Page, taken: set[str]) -> list[Cells]:
    """The rows of a page: a group, unless it is just its one item."""
    rows = [cells for item in page.items for cells in rows_of(writing, item)]
    if len(page.items) == 1 and page.when is None and page.id == page.items[0].id:
        return rows
    name = page.id
    while name in taken:
        name += "_"
    taken.add(name)
    begin: Cells = {"type": "begin_group", "name": name, "appearance": "field-list"}
    if condition := relevant(page.when, writing.domains):
        begin["relevant"] = condition
    fields = {"kind": PAGE} | page.model_dump(mode="json", exclude_defaults=True, exclude={"id", "items"})
    if name != page.id:
        fields["id"] = page.id
    return [begin | writing.own(fields), *rows, {"type": "end_group"} | writing.own({"kind": PAGE})]


def _settings(questionnaire: Questionnaire) -> Cells:
    language = questionnaire.languages[0]
    fields: dict[str, Any] = questionnaire.model_dump(
        mode="json", exclude_defaults=True, exclude={"id", "version", "scales", "pages"}
    )
    fields |= {"format": FORMAT, "scales": list(questionnaire.scales)}
    return {
        "form_title": outward(spoken(questionnaire.title, language)),
        "form_id": questionnaire.id,
        "version": questionnaire.version,
        "default_language": title(language),
    } | own(fields, questionnaire.title)
