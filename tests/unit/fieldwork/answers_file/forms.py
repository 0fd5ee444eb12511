"""Files with answers, as texts."""

import csv
import io
from collections.abc import Mapping, Sequence

from survey.fieldwork.answers_file import Filled, Reading, read
from survey.fieldwork.contacts_file.tables import of_text
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import ProblemsFoundError, Source
from survey.questionnaires.study import Study
from tests.fixtures.studies import a_questionnaire, a_study

FILE = "forms.csv"


def written(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as CSV, with all their columns."""
    text = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def taken(text: str, asked: Questionnaire | None = None, study: Study | None = None) -> list[Filled]:
    """The forms in a CSV text."""
    design = study or a_study()
    reading = Reading(FILE, design, design.waves[0], asked or a_questionnaire(), "2026Q4")
    return read(reading, of_text(Source(FILE, text)))


def one(asked: Questionnaire | None = None, **cells: str) -> Filled:
    """The form of a file with one row; a name like `good_kind` cannot have a dot, so write `good.kind` in a dict."""
    return taken(written([cells]), asked)[0]


def problems(text: str, asked: Questionnaire | None = None, study: Study | None = None) -> list[str]:
    """What is wrong, as it is told."""
    try:
        taken(text, asked, study)
    except ProblemsFoundError as found:
        return [str(problem) for problem in found.problems]
    return []
