"""The sheet `choices`: names of options as codes, labels in every language, and what is left of the sheet."""

import pytest

from survey.questionnaires.kinds import Item, OptionsItem

from .books import items, received

HEAD = "| list_name | name | label |\n"
SURVEY = "| type | name | label |\n| select_one l | q | Q |"


def codes(names: list[str]) -> list[str]:
    """Our codes for options with these names."""
    choices = HEAD + "\n".join(f"| l | {name} | Option {number} |" for number, name in enumerate(names))
    item = items(SURVEY, choices)["q"]
    assert isinstance(item, OptionsItem)
    return [option.code for option in item.options]


def said(choices: str, survey: str = SURVEY) -> list[str]:
    """The notices on the sheet `choices`."""
    found = received(survey, choices).notices
    return [str(each).removeprefix("form.xlsx:") for each in found if each.place.startswith("choices")]


NAMES = [
    (["yes", "no"], ["yes", "no"]),
    (["Yes", "No"], ["yes", "no"]),
    (["1", "2"], ["c1", "c2"]),
    (["0", "1"], ["c0", "c1"]),
    (["-88", "-99"], ["minus_88", "minus_99"]),
    (["2nd", "1.5"], ["c2nd", "c1_5"]),
    (["a-b", "a b"], ["a_b", "a_b_2"]),
    (["Apple", "apple"], ["apple_2", "apple"]),
    (["camelCase", "x"], ["camel_case", "x"]),
    (["نعم", "لا"], ["c", "c_2"]),
    (["é", "Ünï"], ["e", "uni"]),
    (["x" * 60, "x" * 59], ["x" * 40, "x" * 35 + "_2"]),
]


@pytest.mark.parametrize(("names", "expected"), NAMES, ids=[" ".join(names)[:20] for names, _ in NAMES])
def test_names_become_codes_each_once(names: list[str], expected: list[str]) -> None:
    assert codes(names) == expected


def test_the_codes_that_changed_are_told_with_their_list() -> None:
    choices = (
        HEAD
        + "| l | 1 | One |\n| l | two | Two |\n| l | No Way | Three |\n| unused | 9 | Nine |\n| unused | 8 | Eight |"
    )
    assert received(SURVEY, choices).names == {"l/1": "c1", "l/No Way": "no_way"}


def test_a_name_that_is_there_twice_is_said_and_both_options_stay() -> None:
    choices = HEAD + "| l | a | First |\n| l | a | Second |"
    assert said(choices) == ["3: choices, name: “a” is already in the list “l”. It became “a_2”."]
    assert codes(["a", "a"]) == ["a", "a_2"]


LEFT_OUT = [
    ("|  | x | Nowhere |", "4: choices, list_name: This option names no list, and was left out."),
    ("| l |  | Nameless |", "4: choices, name: This option has no name, and was left out."),
    (
        "| other | x | Unused |",
        "4: choices, list_name: No question that was imported uses the list “other”. This option was left out.",
    ),
]


@pytest.mark.parametrize(("row", "notice"), LEFT_OUT)
def test_an_option_that_cannot_be_chosen_is_said(row: str, notice: str) -> None:
    assert said(f"{HEAD}| l | a | A |\n| l | b | B |\n{row}") == [notice]


def test_an_option_without_a_label_is_called_by_its_name() -> None:
    choices = HEAD + "| l | a | A |\n| l | b |"
    assert said(choices) == ["3: choices, label: This option has no label. Its name “b” is used."]


def test_a_list_of_a_question_that_is_left_out_is_said_option_by_option() -> None:
    survey = "| type | name | label | relevant |\n| note | n | N |\n| select_one l | q | Q | false() |"
    found = said(HEAD + "| l | a | A |\n| l | b | B |", survey)
    assert [each.partition(":")[0] for each in found] == ["2", "3"]


def test_columns_that_a_choice_filter_reads_are_used_and_others_are_said() -> None:
    choices = "| list_name | name | label | region | image | empty |\n| l | a | A | n | a.png |\n| l | b | B | s |"
    plain = said(choices)
    assert [each for each in plain if "region" in each] == [
        "1: choices: The column “region” has no counterpart and was not imported."
    ]
    survey = """
    | type | name | label | choice_filter |
    | select_one l | p | P |
    | select_one l | q | Q | region = 'n' or region = ${p} |"""
    assert said(choices, survey) == ["1: choices: The column “image” has no counterpart and was not imported."]


def test_labels_are_read_in_every_language() -> None:
    choices = "| list_name | name | label::English (en) | label::Nederlands (nl) |\n"
    choices += "| l | a | Yes | Ja |\n| l | b | No | Nee |"
    survey = "| type | name | label::English (en) | label::Nederlands (nl) |\n| select_one l | q | Q | V |"
    item: Item = items(survey, choices)["q"]
    assert isinstance(item, OptionsItem)
    assert [option.text for option in item.options] == [{"en": "Yes", "nl": "Ja"}, {"en": "No", "nl": "Nee"}]


@pytest.mark.parametrize("header", ["list_name", "list name", "List Name", "LIST_NAME"])
def test_the_list_column_is_known_however_it_is_spelt(header: str) -> None:
    choices = f"| {header} | name | label |\n| l | a | A |\n| l | b | B |"
    assert isinstance(items(SURVEY, choices)["q"], OptionsItem)


@pytest.mark.parametrize("header", ["name", "value", "Name"])
def test_the_name_column_is_known_however_it_is_spelt(header: str) -> None:
    choices = f"| list_name | {header} | label |\n| l | a | A |\n| l | b | B |"
    assert isinstance(items(SURVEY, choices)["q"], OptionsItem)
