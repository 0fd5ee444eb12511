"""Where a study begins: with little to fill in, whatever it begins with."""

from datetime import date

import pytest

from survey.questionnaires import catalogue
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design_beginnings import (
    EXAMPLES,
    Beginning,
    empty,
    example,
    from_example,
    from_other,
)

BEGUN = Beginning("nieuw", "Wat vindt u?", "Jobcoaching", ["nl", "en"], "anna@example.org", date(2026, 11, 22))
FOUND = {name: catalogue.questionnaire(name) for name in catalogue.shipped_questionnaires()}


def lacking(values: design.Values) -> list[str]:
    return [".".join(map(str, each.place)) for each in design.examine(values, FOUND).findings]


def test_an_empty_study_lacks_what_only_whoever_begins_it_knows() -> None:
    lacks = ["organisation", "waves", "privacy.controller", "privacy.officer", "results.measures", "title"]
    assert lacking(empty(BEGUN)) == lacks


@pytest.mark.parametrize("name", [each.id for each in EXAMPLES])
def test_an_example_lacks_what_is_of_somebody_else(name: str) -> None:
    values = from_example(name, BEGUN)
    assert lacking(values) == ["organisation", "privacy.controller", "privacy.officer", "title"]
    assert values["id"] == "nieuw"
    assert values["programme"] == {"nl": "Jobcoaching", "en": "Jobcoaching"}
    assert values["helpdesk"] == {"name": "Helpdesk", "email": "anna@example.org"}
    assert "dpia" not in values


def test_every_study_that_comes_with_the_product_is_an_example() -> None:
    assert {each.id for each in EXAMPLES} == set(catalogue.shipped_studies())
    with pytest.raises(KeyError):
        example("../secret")


def test_a_copy_keeps_everything_but_its_name_and_its_approval() -> None:
    before = from_example("jobcoaching", BEGUN) | {"dpia": {"reference": "1"}, "purpose": "demo"}
    after = from_other(before, Beginning("twee", "Opnieuw", "Anders", ["nl", "en"], "b@example.org", BEGUN.today))
    assert (after["id"], after["purpose"], "dpia" in after) == ("twee", "real", False)
    assert after["title"] == {"nl": "Opnieuw"}
    assert after["programme"] == {"nl": "Anders", "en": "Anders"}
    assert after["waves"] == before["waves"]


def test_an_empty_study_can_remind() -> None:
    assert design.at(empty(BEGUN), ("reminder", "body", "nl"))
