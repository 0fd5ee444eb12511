"""From stored answers to typed columns: values apart from the reasons why there is none."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.coding import STATUSES, UncodableAnswerError
from survey.analysis.frames import COMPLETE, Record, frame, register_column
from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import KINDS, Answer, Missing
from survey.questionnaires.study import Attribute, Class
from tests.unit.questionnaires.writing import item as written

WORDS = {"nl": "..."}
OPTIONS = [
    {"code": "low", "text": WORDS},
    {"code": "high", "text": WORDS},
    {"code": "unneeded", "text": WORDS, "missing": "not_applicable"},
    {"code": "unsure", "text": WORDS, "missing": "dont_know"},
]
QUESTIONNAIRE = Questionnaire.model_validate(
    {
        "id": "small",
        "version": "1",
        "audience": "participant",
        "languages": ["nl"],
        "title": WORDS,
        "minutes": 1,
        "pages": [
            {"id": "hello", "kind": "information", "text": WORDS},
            {"id": "grade", "kind": "report_grade", "text": WORDS, "low": WORDS, "high": WORDS, "dont_know": WORDS},
            {"id": "choice", "kind": "single_choice", "text": WORDS, "options": OPTIONS},
            {"id": "several", "kind": "multiple_choice", "text": WORDS, "options": OPTIONS},
            {"id": "words", "kind": "open_text", "text": WORDS},
            {"id": "extra", "kind": "single_choice", "text": WORDS, "options": OPTIONS, "core": False},
        ],
    }
)
DISTRICT = Attribute(
    id="district", text=WORDS, classes=(Class(code="west", text=WORDS), Class(code="east", text=WORDS))
)


def coded(item: str, *answers: object) -> pd.DataFrame:
    """The columns of one item; `...` stands for an answer that is not there."""
    records = [Record({} if answer is ... else {item: answer}) for answer in answers]
    table = frame(QUESTIONNAIRE, records)
    return table[[name for name in table.columns if name.split(".")[0] == item]]


def test_a_grade_is_a_nullable_whole_number_with_its_status() -> None:
    columns = coded("grade", 8, "dont_know", None, ...)
    assert columns["grade"].tolist() == [8, pd.NA, pd.NA, pd.NA]
    assert str(columns["grade"].dtype) == "Int8"
    assert columns["grade.status"].tolist() == ["answered", "dont_know", "missing", "not_shown"]


def test_a_single_choice_is_ordered_and_has_no_value_for_dont_know() -> None:
    columns = coded("choice", "high", "low", "unneeded", "unsure", None, ...)
    assert columns["choice"].dropna().tolist() == ["high", "low"]
    assert columns["choice"].min() == "low"
    assert columns["choice"].cat.categories.tolist() == ["low", "high"]
    assert columns["choice.code"].tolist()[:4] == ["high", "low", "unneeded", "unsure"]
    assert columns["choice.status"].tolist() == [
        "answered",
        "answered",
        "not_applicable",
        "dont_know",
        "missing",
        "not_shown",
    ]


def test_a_multiple_choice_is_yes_or_no_per_option() -> None:
    columns = coded("several", ["low", "high"], ("low",), ["unsure"], None, ...)
    assert columns["several.low"].tolist() == [True, True, False, pd.NA, pd.NA]
    assert columns["several.high"].tolist() == [True, False, False, pd.NA, pd.NA]
    assert columns["several.status"].tolist() == ["answered", "answered", "dont_know", "missing", "not_shown"]


def test_open_text_and_information_have_no_columns() -> None:
    assert list(frame(QUESTIONNAIRE, [Record({})]).filter(regex="^(words|hello)")) == []


def test_attributes_are_ordered_classes_and_what_is_unknown_has_none() -> None:
    records = [Record({}, {"district": "east"}), Record({}, {"district": "mars"}), Record({}, {})]
    column = frame(QUESTIONNAIRE, records, [DISTRICT])[register_column("district")]
    assert column.cat.codes.tolist() == [1, -1, -1]


def test_no_responses_give_an_empty_frame_with_every_column() -> None:
    empty = frame(QUESTIONNAIRE, [], [DISTRICT])
    assert empty.columns.tolist() == frame(QUESTIONNAIRE, [Record({"grade": 8})], [DISTRICT]).columns.tolist()
    assert len(empty) == 0


@pytest.mark.parametrize("answers", [{"grade": 11}, {"grade": "high"}, {"choice": "none"}, {"several": ["low", "low"]}])
def test_an_answer_to_another_questionnaire_is_refused(answers: dict[str, object]) -> None:
    with pytest.raises(UncodableAnswerError, match="another questionnaire"):
        frame(QUESTIONNAIRE, [Record(answers)])


@pytest.mark.parametrize(
    ("answers", "complete"),
    [
        ({"grade": 8, "choice": "low", "several": ("low",), "extra": None}, True),
        ({"grade": "dont_know", "choice": "unsure", "several": ("low",)}, True),
        ({"grade": 8, "choice": "low", "several": None, "extra": "low"}, False),
        ({"grade": None}, False),
        ({"grade": 8}, True),
        ({}, True),
    ],
)
def test_four_fifths_of_the_core_items_shown_make_a_response_complete(
    answers: dict[str, Answer], *, complete: bool
) -> None:
    assert frame(QUESTIONNAIRE, [Record(answers)])[COMPLETE].tolist() == [complete]


ANSWERS: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        "grade": st.sampled_from([1, 10, "dont_know", None]),
        "choice": st.sampled_from(["low", "high", "unsure", None]),
        "several": st.sampled_from([("low",), ("low", "high"), None]),
        "extra": st.sampled_from(["low", None]),
    },
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ANSWERS, max_size=20))
def test_completeness_is_that_of_routing_and_every_status_is_known(people: list[dict[str, Answer]]) -> None:
    table = frame(QUESTIONNAIRE, [Record(answers) for answers in people])
    assert table[COMPLETE].tolist() == [routing.is_complete(QUESTIONNAIRE, answers) for answers in people]
    for item in ("grade", "choice", "several", "extra"):
        statuses = table[f"{item}.status"]
        assert set(statuses) <= set(STATUSES)
        assert (statuses == Missing.NOT_SHOWN).tolist() == [item not in answers for answers in people]


def test_every_kind_of_item_has_a_coding() -> None:
    every = Questionnaire.model_validate(
        {**QUESTIONNAIRE.model_dump(), "pages": [written(f"item_{kind}", kind, None) for kind in KINDS]}
    )
    table = frame(every, [Record({}), Record(dict.fromkeys(every.domains))])
    for item in every.items():
        assert all(f"{key}.status" in table.columns for key in item.closed_keys())


@pytest.mark.parametrize(
    ("kind", "answers", "values", "statuses"),
    [
        ("likelihood", [0, 10, "dont_know"], [0, 10, None], ["answered", "answered", "dont_know"]),
        ("number", [0, 12, None], [0, 12, None], ["answered", "answered", "missing"]),
        ("hours_per_month", ["4.5", "0.0", ...], [4.5, 0.0, None], ["answered", "answered", "not_shown"]),
        ("calculated", [-3, None, 4], [-3, None, 4], ["answered", "missing", "answered"]),
        ("rating_scale", ["third", "dont_know", None], ["third", None, None], ["answered", "dont_know", "missing"]),
        ("recommendation", ["no", "dont_know", "yes"], ["no", None, "yes"], ["answered", "dont_know", "answered"]),
        ("consent", ["no", None, ...], ["no", None, None], ["answered", "missing", "not_shown"]),
        ("month", ["2023-05", "dont_know"], [pd.Timestamp("2023-05-01"), None], ["answered", "dont_know"]),
        ("date", ["2024-02-29", None], [pd.Timestamp("2024-02-29"), None], ["answered", "missing"]),
    ],
)
def test_a_value_stands_in_its_column_and_why_there_is_none_beside_it(
    kind: str, answers: list[object], values: list[object], statuses: list[str]
) -> None:
    one = Questionnaire.model_validate({**QUESTIONNAIRE.model_dump(), "pages": [written("x", kind, None)]})
    table = frame(one, [Record({} if answer is ... else {"x": answer}) for answer in answers])
    assert table["x"].astype(object).where(table["x"].notna(), None).tolist() == values
    assert table["x.status"].tolist() == statuses


def test_a_value_card_has_a_column_for_each_question() -> None:
    card = Questionnaire.model_validate({**QUESTIONNAIRE.model_dump(), "pages": [written("x", "value_card", None)]})
    table = frame(card, [Record({"x__a": "third", "x__b": None}), Record({"x__a": "dont_know"}), Record({})])
    assert table["x__a"].cat.ordered
    assert table["x__a.status"].tolist() == ["answered", "dont_know", "not_shown"]
    assert table["x__b.status"].tolist() == ["missing", "not_shown", "not_shown"]
    assert table[COMPLETE].tolist() == [False, True, True]


def test_a_ranking_has_the_place_of_each_option() -> None:
    ranking = Questionnaire.model_validate({**QUESTIONNAIRE.model_dump(), "pages": [written("x", "ranking", None)]})
    table = frame(ranking, [Record({"x": ["third", "first"]}), Record({"x": None})])
    assert table["x.third"].tolist() == [1, pd.NA]
    assert table["x.first"].tolist() == [2, pd.NA]
    assert table["x.second"].tolist() == [pd.NA, pd.NA]
    assert table["x.status"].tolist() == ["answered", "missing"]
