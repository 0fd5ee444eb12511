"""Attributes of a design: a new one is called like no other, and has classes to be filled in."""

import pytest

from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Values
from survey.questionnaires.editing.design_attributes import with_attribute, with_class

ONE: Values = {"attributes": [{"id": "age", "classes": [{"code": "young"}, {"code": "old"}]}]}


def ids(values: Values) -> list[object]:
    return [design.at(each, ("id",)) for each in design.entries(values, ("attributes",))]


def codes(values: Values, position: int) -> list[object]:
    return [design.at(each, ("code",)) for each in design.entries(values, ("attributes", position, "classes"))]


def test_the_first_attribute_has_two_classes_and_an_audience() -> None:
    assert with_attribute({}, "employer") == {
        "attributes": [
            {"id": "attribute", "audience": "employer", "classes": [{"code": "first"}, {"code": "second"}]},
        ]
    }


def test_every_next_attribute_has_another_name() -> None:
    values = ONE
    for _ in range(3):
        values = with_attribute(values, "participant")
    assert ids(values) == ["age", "attribute", "attribute_2", "attribute_3"]
    assert ids(ONE) == ["age"]


def test_a_name_that_became_free_is_given_again() -> None:
    values = with_attribute(with_attribute({}, "participant"), "participant")
    assert ids(with_attribute(design.removed(values, ("attributes", 0)), "participant")) == ["attribute_2", "attribute"]


def test_every_next_class_has_another_code() -> None:
    values = with_class(with_class(ONE, 0), 0)
    assert codes(values, 0) == ["young", "old", "class", "class_2"]
    assert codes(ONE, 0) == ["young", "old"]


def test_an_attribute_without_classes_gets_its_first() -> None:
    values: Values = {"attributes": [{"id": "age"}, {"id": "region"}]}
    assert codes(with_class(values, 1), 1) == ["class"]
    assert codes(with_class(values, 1), 0) == []


@pytest.mark.parametrize("position", [1, 99])
def test_a_class_of_an_attribute_that_is_gone_changes_nothing(position: int) -> None:
    assert with_class(ONE, position) == ONE


@pytest.mark.parametrize("strange", ["text", 3, None, True, ["a"]])
def test_what_is_no_attribute_is_no_obstacle(strange: object) -> None:
    values = with_attribute({"attributes": [strange]}, "participant")  # type: ignore[list-item]
    assert design.entries(values, ("attributes",))[0] == strange
    assert ids(values)[1] == "attribute"
