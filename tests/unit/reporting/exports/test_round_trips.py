"""Out and in again: what other programs read in a file is what was answered, in every format."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.kinds import Answers
from survey.reporting.exports.table import table
from tests.unit.questionnaires.writing import answers, questionnaires
from tests.unit.reporting.exports.rereading import FORMATS, answers_of
from tests.unit.reporting.exports.sampling import ENGLISH, a_sample, stored

EVERY_KIND = load_checked(Path(__file__).parents[2] / "questionnaires" / "written" / "every-kind.yaml")
FULL: Answers = {
    "agree": "yes",
    "work": "yes",
    "hours": "32.5",
    "coaching": "4.5",
    "since": "1970-03",
    "first_day": "1900-01-01",
    "grade": 8,
    "promote": 0,
    "recommend": "dont_know",
    "mood": "fine",
    "income__a": "very",
    "income__b": "dont_know",
    "good": ("time", "other"),
    "order": ("people", "pay"),
}
PEOPLE: list[Answers] = [
    FULL,
    {},
    {"agree": "no", "grade": 1},
    FULL | {"work": "other", "good": ("nothing",)},
    FULL | {"hours": "dont_know", "first_day": "dont_know", "grade": "dont_know", "order": ("pay",)},
    FULL | {"first_day": "2099-12-31", "hours": "0.0", "recommend": "no"},
]


@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_reads_back_as_it_was_answered(form: str, tmp_path: Path) -> None:
    given_answers = [stored(EVERY_KIND, each) for each in PEOPLE]
    made = table(a_sample(given_answers, EVERY_KIND), ENGLISH)
    found = [answers_of(EVERY_KIND, row) for row in FORMATS[form](made, tmp_path / f"wave.{form}")]
    assert found == given_answers


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_random_answers_to_random_questionnaires_read_back(form: str, tmp_path: Path, data: st.DataObject) -> None:
    asked = data.draw(questionnaires(parts=True))
    people = [stored(asked, each) for each in data.draw(st.lists(answers(asked), min_size=1, max_size=5))]
    made = table(a_sample(people, asked), ENGLISH)
    rows = FORMATS[form](made, tmp_path / f"wave.{form}")
    assert [answers_of(asked, row) for row in rows] == people
