"""Answers read as whole columns are those read one by one, whatever the questions are."""

import json
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.coding import UncodableAnswerError
from survey.analysis.documents import STAND_IN, UnreadableError, answered
from survey.analysis.frames import Record, frame, frame_of
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import KINDS, Answer
from survey.questionnaires.study import Attribute, Class
from tests.unit.questionnaires.writing import item as written

WORDS = {"nl": "..."}
HEAD = {"version": "1", "audience": "participant", "languages": ["nl"], "title": WORDS, "minutes": 1, "id": "every"}
EVERY = Questionnaire.model_validate(HEAD | {"pages": [written(kind, kind, None) for kind in KINDS]})
GIVEN: Mapping[str, tuple[Answer, ...]] = {
    "report_grade": (1, 8, 10, "dont_know"),
    "single_choice": ("first", "third", "dont_know"),
    "multiple_choice": (("first",), ("first", "second"), ("dont_know",)),
    "rating_scale": ("first", "dont_know"),
    "value_card__a": ("first", "third"),
    "value_card__b": ("second",),
    "recommendation": ("yes", "no", "dont_know"),
    "likelihood": (0, 10),
    "number": (0, 12),
    "hours_per_month": ("4.5", "0.0"),
    "month": ("2023-05", "dont_know"),
    "date": ("2024-02-29",),
    "ranking": (("third", "first"), ("second",)),
    "consent": ("no",),
    "calculated": (-3, 4),
}
NORTH = Attribute(id="part", text=WORDS, classes=(Class(code="north", text=WORDS), Class(code="south", text=WORDS)))
TRICKS = ('"report_grade": "dont_know"', '{"likelihood":null}', "a\\", "é, \n", '"single_choice":')

answers = st.fixed_dictionaries(
    {}, optional={key: st.one_of(st.none(), st.sampled_from(known)) for key, known in GIVEN.items()}
)
people = st.lists(st.tuples(answers, st.sampled_from([{}, {"part": "north"}, {"part": "moon"}])), max_size=12)


@settings(max_examples=60, deadline=None)
@given(people, st.booleans(), st.sampled_from(TRICKS))
def test_columns_read_at_once_are_those_read_one_by_one(
    known: list[tuple[dict[str, Answer], dict[str, str]]], compact: bool, trick: str
) -> None:
    separators = (",", ":") if compact else None
    texts = [json.dumps({**person, "single_choice__other": trick}, separators=separators) for person, _ in known]
    facts = [json.dumps(fact) for _, fact in known]
    expected = frame(EVERY, [Record(*each) for each in known], [NORTH])
    pd.testing.assert_frame_equal(frame_of(EVERY, texts, facts, [NORTH]), expected)


@pytest.mark.parametrize(
    "wrong",
    [
        {"report_grade": "high"}, {"report_grade": 8.0}, {"report_grade": True}, {"report_grade": STAND_IN},
        {"single_choice": 3}, {"single_choice": ["first"]}, {"multiple_choice": []}, {"multiple_choice": [None]},
        {"multiple_choice": "first"}, {"multiple_choice": [""]}, {"ranking": {"first": 1}}, {"number": 10**30},
        {"hours_per_month": 4}, {"likelihood": [1]},
    ],
)  # fmt: skip
def test_what_no_question_can_have_is_refused_in_the_same_words(wrong: dict[str, Answer]) -> None:
    with pytest.raises((UncodableAnswerError, TypeError)) as expected:
        frame(EVERY, [Record(wrong)])
    with pytest.raises(type(expected.value)) as found:
        frame_of(EVERY, [json.dumps(wrong)], ["{}"])
    assert str(found.value) == str(expected.value)


def test_arrow_says_so_where_it_does_not_read_a_column() -> None:
    items = [item for item in EVERY.items() if item.id == "likelihood"]
    with pytest.raises(UnreadableError):
        answered(['{"likelihood": "many"}'], items)
    with pytest.raises(UnreadableError):
        answered(['{"likelihood": 1}\n{"likelihood": 2}'], items)


def test_distinct_answers_alone_become_python_values() -> None:
    items = [item for item in EVERY.items() if item.id in ("likelihood", "report_grade")]
    found = answered(['{"likelihood": 3, "report_grade": "dont_know"}'] * 1000 + ["{}"], items)
    assert found["likelihood"].distinct == (3, "", None)
    assert found["report_grade"].distinct == ("dont_know", "", None)
    assert found["likelihood"].places.tolist() == [0] * 1000 + [1]
