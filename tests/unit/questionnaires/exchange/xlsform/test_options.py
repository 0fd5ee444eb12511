"""Questions with options: filters, cascades, other answers, and lists that cannot be had."""

from typing import Any

import pytest

from survey.questionnaires.kinds import Item, MultipleChoice, OptionsItem

from .books import items, notices, received

CHOICES = """
| list_name | name | label | country | region |
| country | NL | Netherlands |
| country | BE | Belgium |
| region | 1 | North | NL |
| region | 2 | South | NL |
| region | 3 | West | BE |
| town | a | Aa | NL | 1 |
| town | b | Be | NL | 2 |
| town | c | Ce | BE | 3 |
| town | d | De | FR | 9 |
"""
CASCADE = """
| type | name | label | choice_filter |
| select_one country | land | Country? |
| select_one region | region | Region? | country = ${land} |
"""


def options(item: Item) -> dict[str, str | None]:
    """The condition of each option by its code."""
    assert isinstance(item, OptionsItem)
    return {option.code: option.when for option in item.options}


def town(choice_filter: str, type_: str = "select_one town") -> tuple[Item, list[str]]:
    """A question on towns with this filter, and what is said of it."""
    survey = f"{CASCADE}| {type_} | town | Town? | {choice_filter} |"
    return items(survey, CHOICES)["town"], [each for each in notices(survey, CHOICES) if each.startswith("4: survey")]


def test_a_cascade_becomes_a_condition_on_each_option() -> None:
    found = items(CASCADE, CHOICES)["region"]
    assert options(found) == {"c1": "land == nl", "c2": "land == nl", "c3": "land == be"}
    assert [each for each in notices(CASCADE, CHOICES) if "survey" in each] == []


FILTERS: list[tuple[str, dict[str, str | None]]] = [
    ("", {"a": None, "b": None, "c": None, "d": None}),
    ("true()", {"a": None, "b": None, "c": None, "d": None}),
    ("country = ${land}", {"a": "land == nl", "b": "land == nl", "c": "land == be"}),
    (
        "country = ${land} and region = ${region}",
        {"a": "land == nl and region == c1", "b": "land == nl and region == c2", "c": "land == be and region == c3"},
    ),
    ("country = 'NL'", {"a": None, "b": None}),
    ("country != 'NL'", {"c": None, "d": None}),
    ("name = 'a' or name = 'c'", {"a": None, "c": None}),
    ("country = 'NL' or ${land} = 'BE'", {"a": None, "b": None, "c": "land == be", "d": "land == be"}),
]


@pytest.mark.parametrize(("choice_filter", "shown"), FILTERS, ids=[each for each, _ in FILTERS])
def test_a_filter_leaves_the_options_that_can_be_shown(choice_filter: str, shown: dict[str, str | None]) -> None:
    item, said = town(choice_filter)
    assert options(item) == shown
    gone = [code for code in "abcd" if code not in shown]
    never = (
        f"4: survey, choice_filter: The choice filter never shows these options. They were left out: {', '.join(gone)}."
    )
    assert said == ([never] if gone else [])


def test_what_was_chosen_before_can_be_filtered_on() -> None:
    survey = """
    | type | name | label | choice_filter |
    | select_multiple country | lived | Where did you live? |
    | select_one country | best | Where was it best? | selected(${lived}, name) |"""
    assert options(items(survey, CHOICES)["best"]) == {"nl": "lived contains nl", "be": "lived contains be"}


NO_FILTER = [
    ("starts-with(name, 'a')", "“starts-with(name, 'a')” has no counterpart"),
    ("country = ${gone}", "it names “gone”, which was not imported"),
    ("country = (((", "it cannot be read"),
    ("country = NL", "it shows no option at all"),
    ("country = 'XX'", "it shows no option at all"),
]


@pytest.mark.parametrize(("choice_filter", "reason"), NO_FILTER)
def test_a_filter_without_counterpart_leaves_all_options(choice_filter: str, reason: str) -> None:
    item, said = town(choice_filter)
    assert list(options(item)) == ["a", "b", "c", "d"]
    assert said == [
        f"4: survey, choice_filter: The choice filter was left out, so that all options are shown: {reason}."
    ]


def test_a_filter_that_leaves_one_option_asks_yes_or_no() -> None:
    item, said = town("name = 'a'")
    assert item.model_dump()["kind"] == "consent"
    assert item.model_dump()["yes"] == {"en": "Aa"}
    assert (
        said[-1]
        == "4: survey, type: The list “town” has one option. The question is asked as yes or no; check the words."
    )


def test_a_condition_on_the_only_option_is_said_to_be_left_out() -> None:
    survey = CASCADE + "| select_one one | q | Q | country = ${land} |"
    found = notices(survey, CHOICES + "| one | x | X | NL |\n")
    assert "4: survey, choice_filter: The choice filter was left out with the options." in found


@pytest.mark.parametrize(
    "type_", ["select_one_from_file towns.csv", "select_multiple nowhere", "select one external towns"]
)
def test_with_options_that_cannot_be_had_the_filter_is_left_out_as_well(type_: str) -> None:
    item, said = town("country = ${land}", type_)
    assert item.model_dump()["kind"] == "short_text"
    assert said[-1] == "4: survey, choice_filter: The choice filter was left out with the options."


def test_a_condition_on_an_option_that_is_never_shown_is_never_so() -> None:
    survey = """
    | type | name | label | choice_filter | relevant |
    | select_one town | town | Town? | country = 'NL' |
    | note | last | Last | | ${town} = 'c' or ${town} = 'a' |"""
    assert items(survey, CHOICES)["last"].when == "town == a"
    assert (
        "3: survey, relevant: A part of the condition is never so, and was left out: “town” has no answer “c”."
        in notices(survey, CHOICES)
    )


def multiple(constraint: str, **changes: str) -> MultipleChoice:
    """A question with more answers and this constraint."""
    row = {"type": "select_multiple town", "name": "q", "label": "Q", "constraint": constraint} | changes
    survey = [list(row), list(row.values())]
    found = items("\n".join("| " + " | ".join(cells) + " |" for cells in survey), CHOICES)["q"]
    assert isinstance(found, MultipleChoice)
    return found


def test_how_many_may_be_chosen_and_what_stands_alone() -> None:
    found = multiple("count-selected(.) <= 2 and not(selected(., 'd') and count-selected(.) > 1)")
    assert found.maximum == 2
    assert [option.code for option in found.options if option.exclusive] == ["d"]


def test_an_option_of_its_own_stands_behind_those_of_the_list() -> None:
    found = multiple("", type="select_multiple town or_other")
    assert [option.code for option in found.options] == ["a", "b", "c", "d", "other"]
    assert found.options[-1].text == {"en": "Something else, namely"}


def test_an_option_that_is_called_other_already_keeps_its_code() -> None:
    survey = "| type | name | label | relevant |\n| select_one l or_other | q | Q |\n| note | n | N | ${q} = 'other' |"
    choices = "| list_name | name | label |\n| l | other | Other |\n| l | a | A |"
    found = items(survey, choices)
    assert list(options(found["q"])) == ["other", "a", "something_else"]
    assert found["n"].when == "q == other"


PARAMETERS: list[tuple[str, dict[str, Any]]] = [
    ("randomize=true", {"randomise": True}),
    ("randomize=true, seed=5", {"randomise": True}),
    ("randomize=false", {}),
    ("", {}),
]


@pytest.mark.parametrize(("parameters", "fields"), PARAMETERS)
def test_options_in_a_random_order(parameters: str, fields: dict[str, Any]) -> None:
    found = multiple("", parameters=parameters).model_dump(exclude_defaults=True)
    assert {name: value for name, value in found.items() if name == "randomise"} == fields


def test_only_lists_that_are_shared_as_they_are_become_scales() -> None:
    survey = (
        CASCADE
        + "| select_one town | a | A |\n| select_one town | b | B |\n| select_one town | c | C | country = 'NL' |"
    )
    found = received(survey, CHOICES).questionnaire
    assert list(found.scales) == ["town"]
    assert [item.model_dump().get("scale") for item in found.items()] == [None, None, "town", "town", None]
