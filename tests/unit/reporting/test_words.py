"""The words around the numbers: labels from the questionnaire and the study, and the sentence with each table."""

from dataclasses import replace
from decimal import Decimal

import pytest

from survey.analysis.disclosure import ProtectedTable, Rules, protect
from survey.analysis.disclosure.tables import _SEAL
from survey.analysis.estimates import ResponseFigures
from survey.questionnaires.study import Attribute, Class
from survey.reporting.labels import cell_label, class_label, measure_label, variable_label
from survey.reporting.reader import Reader
from survey.reporting.sentences import response_sentence, sentences
from tests.unit.analysis.disclosure.sets import choice_set, grade_set
from tests.unit.reporting.publication import STUDY, publication

ENGLISH = Reader("en", lambda message: message)
DUTCH = Reader("nl", lambda message: message, lambda value: str(value).replace(".", ","), ",.")
REPLICA = publication()


def table(measure: str, breakdown: str | None = None) -> ProtectedTable:
    found = REPLICA.table(measure, breakdown)
    assert found is not None
    return found


def labels(measure: str, breakdown: str | None = None, reader: Reader = ENGLISH) -> list[str]:
    """The labels of the cells of the first group that is shown."""
    of = table(measure, breakdown)
    shown = next(group for group in of.groups if group.cells)
    return [cell_label(REPLICA, of, cell, reader) for cell in shown.cells]


def test_bands_of_a_grade() -> None:
    assert labels("grade") == ["5 or lower", "6 and 7", "8 or higher"]
    assert labels("grade", "age_class") == ["8 or higher", "7 or lower, or no grade"]


def test_options_and_classes_come_from_the_questionnaire_in_the_readers_language() -> None:
    assert labels("recommend", reader=DUTCH) == ["Ja", "Nee", "Weet ik niet", "No answer"]
    assert labels("paid_work", reader=DUTCH) == ["Ja", "Nee"]
    assert class_label(REPLICA, "works_for", "agency", ENGLISH) == "An agency"
    assert variable_label(REPLICA, "age_class", DUTCH) == "Hoe oud bent u?"


def test_the_merged_answers_have_the_words_of_the_study() -> None:
    assert labels("yield", "age_class", DUTCH) == ["(Heel) veel", "Niet (heel) veel"]


def test_dont_know_and_no_answer_share_a_cell_in_a_breakdown() -> None:
    tables = protect(choice_set({"a": (20, 10, 3, 2), "b": (20, 10, 0, 5)}), Rules())
    split = replace(tables[2], measure="recommend", item="recommend", seal=_SEAL)
    assert [cell_label(REPLICA, split, cell, ENGLISH) for cell in split.groups[0].cells] == [
        "Yes",
        "No",
        "Don't know or no answer",
    ]


def test_register_attributes_have_the_words_of_the_study() -> None:
    west = Class(code="west", text={"nl": "West", "en": "The west"})
    district = Attribute(id="district", text={"nl": "Stadsdeel"}, classes=(west, west.model_copy(update={"code": "e"})))
    published = publication((), STUDY.model_copy(update={"attributes": (district,)}))
    assert class_label(published, "district", "west", ENGLISH) == "The west"
    assert variable_label(published, "district", ENGLISH) == "Stadsdeel"


def test_what_the_study_no_longer_knows_keeps_its_code() -> None:
    assert measure_label(REPLICA, "forgotten", ENGLISH) == "forgotten"
    assert class_label(REPLICA, "age_class", "age_0_17", ENGLISH) == "age_0_17"


def test_the_total_of_a_grade_is_told_with_base_mean_and_margin() -> None:
    assert sentences(REPLICA, table("grade"), DUTCH) == (
        "Cijfer voor de hulp: shares of the 137 people who gave a grade.",
        "The mean grade is 8,0.",
        "8 or higher: 72 %, with a margin from 65 to 79 % under random response.",
    )


def test_mentions_are_told_with_their_base_and_the_dot() -> None:
    assert sentences(REPLICA, table("why_not"), ENGLISH) == (
        "Why not recommend: shares of the 16 people who were asked this. They could choose more answers.",
        "The margins hold under random response.",
        "Groups of fewer than 30 people are indicative.",
        "A dot (.) stands for a number that is not shown, so that nobody can be recognised.",
    )


def test_a_breakdown_is_told_with_its_variable() -> None:
    first, *others = sentences(REPLICA, table("grade", "last_help"), ENGLISH)
    assert first == (
        "Grade for the help, by “When did you last have help from a job coach?”: "
        "shares of all complete responses in each group, answers taken together."
    )
    assert others == ["The margins hold under random response."]


def test_a_hidden_table_does_not_say_why() -> None:
    assert sentences(REPLICA, table("why_not", "paid_work"), ENGLISH) == (
        "This table is not shown, so that nobody can be recognised.",
    )


def test_means_of_groups_are_told_without_a_margin() -> None:
    tables = protect(grade_set({"a": {9: 20, 10: 20}, "b": {8: 10, 9: 10, 10: 10}}), Rules())
    assert sentences(REPLICA, tables[2], ENGLISH) == ("m, by “v”: the mean of each group.",)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            ResponseFigures(1561, 141, 2, 0),
            "141 of the 1561 people invited filled in the questionnaire completely: 9 %.",
        ),
        (ResponseFigures(0, 0, 0, 0), "Nobody was invited yet."),
        (
            ResponseFigures(0, 25, 3, 4),
            (
                "25 people filled in the questionnaire completely. Whom the public link reached is not known, so there "
                "is no response rate, and the figures need not hold for others."
            ),
        ),
    ],
)
def test_the_response_is_a_sentence(figures: ResponseFigures, sentence: str) -> None:
    assert response_sentence(figures, ENGLISH) == sentence


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert DUTCH.number(Decimal("7.3")) == "7,3"
