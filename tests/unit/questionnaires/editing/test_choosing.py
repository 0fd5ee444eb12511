"""Conditions by choosing: what is chosen is written, what is written is shown as chosen, and the rest stays text."""

import pytest

from survey.questionnaires import catalogue
from survey.questionnaires.checks.conditions import written_conditions
from survey.questionnaires.conditions import parse
from survey.questionnaires.editing.choosing import NAMES, OFFERED, Chosen, Relation, Rule, chosen, condition
from survey.questionnaires.kinds import Domain, Sort
from survey.questionnaires.located import Located

DOMAINS = {
    "grade": Domain(Sort.NUMBER, ("dont_know",), ("dont_know",)),
    "recommend": Domain(Sort.CODE, ("yes", "no", "not", "grade")),
    "good": Domain(Sort.CODES, ("time", "other")),
    "since": Domain(Sort.MONTH),
    "yes": Domain(Sort.NUMBER),
}

SAME = [
    "grade <= 5",
    "grade == 2.5",
    "grade == dont_know",
    "recommend == no",
    "recommend != no and grade > 3",
    "recommend == grade or good contains time",
    'recommend == "not"',
    "not good contains other",
    "good is answered",
    "not good is answered and since >= 2026-03",
    "recommend == yes",
]


@pytest.mark.parametrize("text", SAME)
def test_what_can_be_chosen_is_written_again_as_it_was(text: str) -> None:
    found = chosen(text, DOMAINS)
    assert found is not None
    assert condition(found, DOMAINS) == text
    assert parse(condition(found, DOMAINS)) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "grade + 1 > 3",
        "not (grade > 3)",
        "grade > 3 and (recommend == no or good contains time)",
        "count(good) > 1",
        "grade > yes",
        "unknown == 3",
        "nonsense ===",
    ],
)
def test_what_cannot_be_chosen_stays_text(text: str) -> None:
    assert chosen(text, DOMAINS) is None


def test_every_condition_of_the_library_can_be_chosen() -> None:
    seen = 0
    for name in catalogue.shipped_questionnaires():
        found = catalogue.questionnaire(name)
        for _page, conditions in written_conditions(Located(name, found, {})):
            for _place, text in conditions:
                rules = chosen(text, found.domains)
                assert rules is not None
                assert parse(condition(rules, found.domains)) == parse(text)
                seen += 1
    assert seen > 10


def test_rules_that_are_not_whole_are_left_out() -> None:
    rules = (Rule("grade", Relation.AT_MOST, "5"), Rule(""), Rule("recommend"), Rule("good", Relation.LEFT_OPEN))
    assert condition(Chosen(rules), DOMAINS) == "grade <= 5 and not good is answered"
    assert condition(Chosen((Rule(""),)), DOMAINS) == ""


def test_a_comma_is_a_point() -> None:
    assert condition(Chosen((Rule("grade", Relation.ABOVE, "7,5"),)), DOMAINS) == "grade > 7.5"


def test_one_of_them_is_or() -> None:
    rules = (Rule("grade", Relation.IS, "1"), Rule("grade", Relation.IS, "2"))
    assert condition(Chosen(rules, any_of=True), DOMAINS) == "grade == 1 or grade == 2"
    found = chosen("grade == 1 or grade == 2", DOMAINS)
    assert found is not None
    assert found.any_of


def test_every_relation_has_a_name_and_texts_have_none() -> None:
    assert set(NAMES) == set(Relation)
    assert set(OFFERED) == set(Sort) - {Sort.TEXT}
