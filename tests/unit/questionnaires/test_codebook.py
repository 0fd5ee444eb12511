"""The codebook: each kind's variables, named like the columns that its answers become."""

from decimal import Decimal
from pathlib import Path

import pytest

from survey.analysis.frames import COMPLETE, frame
from survey.questionnaires.catalogue import load_checked, questionnaire, shipped_questionnaires
from survey.questionnaires.codebook import Level, Variable, variables
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import KINDS, Missing

EVERY_KIND = load_checked(Path(__file__).parent / "written" / "every-kind.yaml")
SHIPPED = [EVERY_KIND, *(questionnaire(name) for name in shipped_questionnaires())]


def book(of: Questionnaire = EVERY_KIND, language: str = "en") -> dict[str, Variable]:
    """The variables by name."""
    return {variable.name: variable for variable in variables(of, language)}


@pytest.mark.parametrize("of", SHIPPED, ids=lambda each: each.id)
def test_the_variables_are_the_columns_that_answers_become(of: Questionnaire) -> None:
    columns = {name for name in frame(of, []).columns if not name.endswith((".status", ".code"))} - {COMPLETE}
    found = list(variables(of, "nl"))
    assert {each.name for each in found if not each.apart} == columns
    assert {each.name for each in found if each.apart} == {key for item in of.items() for key in item.text_keys()}
    assert len({each.name for each in found}) == len(found)


def test_every_kind_that_is_answered_has_an_entry() -> None:
    assert {variable.kind for variable in book().values()} == KINDS.keys() - {"information"}


@pytest.mark.parametrize("of", SHIPPED, ids=lambda each: each.id)
def test_every_code_that_can_be_stored_is_explained(of: Questionnaire) -> None:
    known = book(of)
    for item in of.items():
        for part in item.parts():
            for key in part.closed_keys():
                codes = {value.code for value in known[key].values} if key in known else set()
                options = {name.removeprefix(f"{key}.") for name in known if name.startswith(f"{key}.")}
                assert set(part.domain(key).codes) <= codes | options


def test_a_grade_is_a_number_from_1_to_10() -> None:
    grade = next(each for each in book().values() if each.kind == "report_grade")
    assert (grade.level, grade.lowest, grade.highest, grade.decimals) == (Level.SCALE, Decimal(1), Decimal(10), 0)


def test_a_number_has_its_bounds_and_decimals() -> None:
    page = {"id": "pay", "kind": "number", "text": {"en": "Pay?"}, "minimum": 0, "maximum": 99, "decimals": 2}
    unsure = {"dont_know": {"en": "I don't know"}}
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["en"], "title": {"en": "Small"}}
    made = Questionnaire.model_validate(head | {"minutes": 1, "pages": [page | unsure]})
    pay = book(made)["pay"]
    assert (pay.lowest, pay.highest, pay.decimals) == (Decimal(0), Decimal(99), 2)
    assert [(value.code, value.words, value.missing) for value in pay.values] == [
        ("dont_know", "I don't know", Missing.DONT_KNOW)
    ]


def test_a_question_of_a_value_card_says_both_the_value_and_the_question() -> None:
    found = book(questionnaire("participant-baseline"), "nl")
    card = [each for each in found.values() if each.kind == "value_card"]
    assert len(card) == 21
    assert card[0].text == "Uw kennis en vaardigheden gebruiken"
    assert card[0].part == "Hoe belangrijk is dit voor u in uw werk?"
    assert card[0].level is Level.ORDINAL
    assert [value.missing for value in card[0].values] == [None] * 5 + [Missing.DONT_KNOW]


def test_conditions_of_page_and_item_stand_with_the_variable() -> None:
    found = book(questionnaire("participant-satisfaction"), "nl")
    asked_of_some = {each.name.partition(".")[0]: each.when for each in found.values() if each.when}
    assert list(asked_of_some.values()) == [("recommend == no",)] * len(asked_of_some)
    assert asked_of_some


def test_words_of_the_persons_own_are_marked_as_kept_apart() -> None:
    texts = [each for each in book(questionnaire("participant-satisfaction"), "nl").values() if each.apart]
    assert texts
    assert {each.level for each in texts} == {Level.TEXT}
