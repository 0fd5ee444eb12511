"""Relevance, choice filters and calculations: what they become, and what is said where they become nothing."""

import pytest

from survey.questionnaires.conditions import parse
from survey.questionnaires.kinds import Calculated, OptionsItem

from .books import CHOICES, items, notices

QUESTIONS = """
| type | name | label | relevant | calculation | choice_filter |
| select_one yes_no | work | Do you work? |
| select_multiple fruit | Fruit | Which fruit? |
| select_one steps | steps | How much? |
| integer | Age-Years | How old? |
| integer | hours | How many hours? |
| date | born | Born? |
| text | name | Name? |
"""


def asked(relevant: str) -> str | None:
    """The condition of a question with this relevance."""
    return items(f"{QUESTIONS}| note | last | Last | {relevant} |")["last"].when


TRANSLATED = [
    ("${work} = 'yes'", "work == yes"),
    ("'yes' = ${work}", "work == yes"),
    ("${ work } == “yes”", "work == yes"),
    ("selected(${work}, 'no')", "work == no"),
    ("${work} != 'no'", "not (work == no)"),
    ("${work} != ''", "work is answered"),
    ("${work} = ''", "not (work is answered)"),
    ("not(${work} = 'yes')", "not (work == yes)"),
    (
        "selected(${Fruit}, 'apple') and not(selected(${Fruit}, 'pear'))",
        "fruit contains apple and not (fruit contains pear)",
    ),
    ("${Fruit} = 'apple'", "fruit contains apple and count(fruit) == 1"),
    ("${Fruit} != 'apple'", "not (fruit contains apple and count(fruit) == 1)"),
    ("count-selected(${Fruit}) >= 2", "count(fruit) >= 2"),
    ("count-selected(${Fruit}) < 2", "not (count(fruit) >= 2)"),
    ("count-selected(${Fruit}) > 0", "fruit is answered"),
    ("string-length(${Fruit}) = 0", "not (fruit is answered)"),
    ("${steps} = 2", "steps == c2"),
    ("${steps} = '2'", "steps == c2"),
    ("${steps} > 1", "steps == c2 or steps == c3"),
    ("${Age-Years} >= 18 and ${Age-Years} < 65", "age_years >= 18 and age_years < 65"),
    ("${Age-Years} > '17'", "age_years > 17"),
    ("18 <= ${Age-Years}", "age_years >= 18"),
    ("${Age-Years} > ${hours}", "age_years > hours"),
    ("${hours} * 2 + 1 > ${Age-Years} div (2 - 1)", "hours * 2 + 1 > age_years / (2 - 1)"),
    ("${hours} = 2.5", "hours == 2.5"),
    ("${born} < date('2000-01-01')", "born < 2000-01-01"),
    ("${born} >= '2000-01-01'", "born >= 2000-01-01"),
    ("(${work} = 'yes' or ${work} = 'no') and ${hours} > 0", "(work == yes or work == no) and hours > 0"),
    ("${work} = 'yes' or ${work} = 'no' and ${hours} > 0", "work == yes or work == no and hours > 0"),
    ("${work} = 'yes' AND true()", "work == yes"),
    ("true()", None),
    ("1 = 1 or ${work} = 'yes'", None),
]


@pytest.mark.parametrize(("relevant", "condition"), TRANSLATED)
def test_relevance_becomes_a_condition(relevant: str, condition: str | None) -> None:
    assert asked(relevant) == condition
    if condition is not None:
        parse(condition)


UNTRANSLATED = [
    ("${gone} = 'yes'", "it names “gone”, which was not imported"),
    ("${work} = 'maybe'", "“work” has no answer “maybe”"),
    ("${name} = 'Jan'", "“name” is a text, and texts are kept apart from the answers"),
    ("regex(${name}, '[a-z]')", "“regex(${name}, '[a-z]')” has no counterpart"),
    ("${born} < today()", "“${born} < today()” has no counterpart"),
    ("if(${hours} > 3, true(), false())", "“if(${hours} > 3, true(), false())” has no counterpart"),
    ("${work} = ", "it cannot be read"),
    ("/data/work[1] = 'yes'", "it cannot be read"),
    ("not (" * 1500 + "${work} = 'yes'" + ")" * 1500, "it cannot be read"),
    (" and ".join(f"${{hours}} != {number}" for number in range(60)), "it becomes too long"),
]


@pytest.mark.parametrize(("relevant", "reason"), UNTRANSLATED, ids=[reason for _, reason in UNTRANSLATED])
def test_what_has_no_counterpart_is_said_with_its_place(relevant: str, reason: str) -> None:
    survey = f"{QUESTIONS}| note | last | Last | {relevant} |"
    assert notices(survey) == [
        f"9: survey, relevant: The condition was left out, so that everybody is asked: {reason}."
    ]
    assert items(survey)["last"].when is None


def test_what_is_never_shown_is_left_out() -> None:
    survey = f"{QUESTIONS}| note | last | Last | false() and ${{work}} = 'yes' |"
    assert "last" not in items(survey)
    assert notices(survey) == ["9: survey, relevant: This is never shown. It was left out."]


@pytest.mark.parametrize(
    ("calculation", "value", "decimals"),
    [
        ("${hours} * 52 div 12", "hours * 52 / 12", 3),
        ("round(${hours} - (${Age-Years} - 1), 1)", "hours - (age_years - 1)", 1),
        ("round(count-selected(${Fruit}) * 10)", "count(fruit) * 10", 0),
        ("-${hours}", "0 - hours", 3),
    ],
)
def test_a_calculation_becomes_one(calculation: str, value: str, decimals: int) -> None:
    found = items(f"{QUESTIONS}| calculate | sum | | | {calculation} |")["sum"]
    assert isinstance(found, Calculated)
    assert (found.value, found.decimals) == (value, decimals)


def test_a_calculation_without_counterpart_is_left_out_and_so_is_what_depends_on_it() -> None:
    adult = "| calculate | adult | | | if(${Age-Years} > 17, 1, 0) |"
    survey = f"{QUESTIONS}{adult}\n| note | last | Last | ${{adult}} = 1 |"
    assert [notice.split(",")[0] for notice in notices(survey)] == ["9: survey", "10: survey"]
    assert "adult" not in items(survey)


CITIES = (
    CHOICES.replace("| label |", "| label | part | size |", 1)
    + """
| city | ams | Amsterdam | yes | 9 |
| city | haa | Haarlem | yes | 2 |
| city | utr | Utrecht | no | 4 |
"""
)


@pytest.mark.parametrize(
    ("choice_filter", "conditions"),
    [
        ("part = ${work}", ["work == yes", "work == yes", "work == no"]),
        ("selected(${work}, part) and size > 3", ["work == yes", "work == no"]),
        ("size > 3 or ${work} = 'no'", [None, "work == no", None]),
        ("name != 'haa'", [None, None]),
    ],
)
def test_a_choice_filter_becomes_conditions_of_options(choice_filter: str, conditions: list[str | None]) -> None:
    found = items(f"{QUESTIONS}| select_one city | city | City? | | | {choice_filter} |", CITIES)["city"]
    assert isinstance(found, OptionsItem)
    assert [option.when for option in found.options] == conditions


def test_a_choice_filter_without_counterpart_is_said() -> None:
    survey = f"{QUESTIONS}| select_one city | city | City? | | | contains(part, ${{name}}) |"
    assert notices(survey, CITIES)[0] == (
        "9: survey, choice_filter: The choice filter was left out, so that all options are shown: "
        "“contains(part, ${name})” has no counterpart."
    )
