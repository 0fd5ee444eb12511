"""Conditions of XLSForm as ours, one by one: an exact counterpart, or a reason why there is none."""

from decimal import Decimal

import pytest

from survey.questionnaires.conditions import Condition, parse
from survey.questionnaires.exchange.xlsform.asked import FALSE, TRUE, Asked, Clause, Questions, UntranslatableError
from survey.questionnaires.exchange.xlsform.calculations import calculation
from survey.questionnaires.exchange.xlsform.relevance import Translation, both, joined, negated
from survey.questionnaires.exchange.xlsform.xpath import read
from survey.questionnaires.kinds import Domain, Sort


def questions() -> Questions:
    """A choice, several choices, numbered steps, numbers, dates and a text."""
    found = Questions()
    found.questions = {
        "Work": Asked("work", Domain(Sort.CODE, ("yes", "no_work")), {"yes": "yes", "no work": "no_work"}),
        "good": Asked("good", Domain(Sort.CODES, ("a", "b", "c2")), {"a": "a", "b": "b", "2": "c2"}),
        "steps": Asked(
            "steps", Domain(Sort.CODE, ("c1", "c2", "c3", "dk")), {"1": "c1", "2": "c2", "3": "c3", "dk": "dk"}
        ),
        "age": Asked("age", Domain(Sort.NUMBER)),
        "hours": Asked("hours", Domain(Sort.NUMBER)),
        "born": Asked("born", Domain(Sort.DATE)),
        "since": Asked("since", Domain(Sort.DATE)),
        "name": Asked("name", Domain(Sort.TEXT)),
    }
    return found


def said(expression: str, cells: dict[str, str] | None = None) -> str:
    """Our condition for an expression."""
    return Translation(questions(), cells).condition(read(expression)).text


SAME = [
    ("${Work} = 'yes'", "work == yes"),
    ("'yes' = ${Work}", "work == yes"),
    ("${Work} = 'no work'", "work == no_work"),
    ("${Work} != 'yes'", "not (work == yes)"),
    ("selected(${Work}, 'yes')", "work == yes"),
    ("selected(${good}, 'a')", "good contains a"),
    ("selected(${good}, 2)", "good contains c2"),
    ("not(selected(${good}, 'a'))", "not (good contains a)"),
    ("${good} = 'a'", "good contains a and count(good) == 1"),
    ("${Work}", "work is answered"),
    ("boolean(${Work})", "work is answered"),
    ("${Work} != ''", "work is answered"),
    ("${Work} = ''", "not (work is answered)"),
    ("string-length(${Work}) > 0", "work is answered"),
    ("string-length(${Work}) = 0", "not (work is answered)"),
    ("string-length(${Work}) >= 1", "work is answered"),
    ("${age} > 18", "age > 18"),
    ("18 < ${age}", "age > 18"),
    ("${age} >= '18'", "age >= 18"),
    ("number(${age}) < 18.5", "age < 18.5"),
    ("int(${age}) = 18", "age == 18"),
    ("${age} != 18", "not (age == 18)"),
    ("${age} > ${hours}", "age > hours"),
    ("${age} != ${hours}", "not (age == hours)"),
    ("${age} + ${hours} * 2 > 10", "age + hours * 2 > 10"),
    ("(${age} + ${hours}) * 2 > 10", "(age + hours) * 2 > 10"),
    ("${age} - (${hours} - 1) = 3", "age - (hours - 1) == 3"),
    ("${age} div 2 >= 1", "age / 2 >= 1"),
    ("${born} > date('2000-01-31')", "born > 2000-01-31"),
    ("${born} <= '2000-01-31'", "born <= 2000-01-31"),
    ("${born} < ${since}", "born < since"),
    ("count-selected(${good}) >= 2", "count(good) >= 2"),
    ("count-selected(${good}) > 0", "good is answered"),
    ("count-selected(${good}) = 0", "not (good is answered)"),
    ("count-selected(${good}) < 2", "not (count(good) >= 2)"),
    ("count-selected(${good}) != 2", "not (count(good) == 2)"),
    ("${steps} >= 2", "steps == c2 or steps == c3"),
    ("${steps} < 2", "steps == c1"),
    ("${age} > 1 and ${age} < 9 or ${Work} = 'yes'", "age > 1 and age < 9 or work == yes"),
    ("${age} > 1 and (${age} < 9 or ${Work} = 'yes')", "age > 1 and (age < 9 or work == yes)"),
    ("${age} > 1 and ${age} > 1", "age > 1"),
    ("true()", "true"),
    ("not(true())", "false"),
    ("1 = 1", "true"),
    ("'a' = 'b'", "false"),
    ("'2' > '10'", "false"),
    ("true() and ${Work} = 'yes'", "work == yes"),
    ("false() or ${Work} = 'yes'", "work == yes"),
    ("false() and ${Work} = 'yes'", "false"),
    ("true() or ${Work} = 'yes'", "true"),
    ("../age > 18", "age > 18"),
    ("/data/group/age > 18", "age > 18"),
]


@pytest.mark.parametrize(("expression", "condition"), SAME, ids=[each for each, _ in SAME])
def test_an_expression_becomes_the_condition_that_says_the_same(expression: str, condition: str) -> None:
    assert said(expression) == condition
    if condition not in {"true", "false"}:
        assert isinstance(parse(condition), Condition)


WITHOUT = [
    ("${gone} = 1", "it names “gone”, which was not imported"),
    ("${name} = 'Jan'", "“name” is a text, and texts are kept apart from the answers"),
    ("${age} = today()", "“${age} = today()” has no counterpart"),
    ("${age} mod 2 = 0", "“${age} mod 2 = 0” has no counterpart"),
    ("${Work} > 'a'", "“Work > a” has no counterpart"),
    ("${born} = 5", "“born = 5” has no counterpart"),
    ("${born} > ${age}", "“born > age” has no counterpart"),
    ("${Work} = ${steps}", "“work = steps” has no counterpart"),
    ("count-selected(${Work}) > 1", "“count-selected(work) > 1” has no counterpart"),
    ("count-selected(${good}) > 1.5", "“count-selected(good) > 1.5” has no counterpart"),
    ("string-length(${Work}) > 3", "“string-length(Work) > 3” has no counterpart"),
    ("selected(${good}, ${Work})", "“${Work}” has no counterpart"),
    ("regex(${Work}, 'a')", "“regex(${Work}, 'a')” has no counterpart"),
    ("if(${age} > 1, true(), false())", "“if(${age} > 1, true(), false())” has no counterpart"),
    ("${Work} = yes", "“${Work} = yes” has no counterpart"),
    (". > 3", "“. > 3” has no counterpart"),
    ("5", "“5” has no counterpart"),
    ("'a'", "“'a'” has no counterpart"),
]


@pytest.mark.parametrize(("expression", "reason"), WITHOUT, ids=[each for each, _ in WITHOUT])
def test_an_expression_without_counterpart_says_why(expression: str, reason: str) -> None:
    with pytest.raises(UntranslatableError) as caught:
        said(expression)
    assert str(caught.value.reason) == reason


NEVER = [
    ("${Work} = 'maybe'", "false", ["“Work” has no answer “maybe”"]),
    ("selected(${good}, 'z') or ${age} > 3", "age > 3", ["“good” has no answer “z”"]),
    ("not(${Work} = 'maybe')", "true", ["“Work” has no answer “maybe”"]),
    ("${Work} = 'p' or ${Work} = 'q'", "false", ["“Work” has no answer “p”", "“Work” has no answer “q”"]),
    ("${Work} = 'yes'", "work == yes", []),
]


@pytest.mark.parametrize(("expression", "condition", "reasons"), NEVER, ids=[each for each, _, _ in NEVER])
def test_an_answer_that_cannot_be_given_is_never_given_and_that_is_said(
    expression: str, condition: str, reasons: list[str]
) -> None:
    translation = Translation(questions())
    assert translation.condition(read(expression)).text == condition
    assert [str(each) for each in translation.never] == reasons


FILTERS = [
    ("region = 'north'", "true"),
    ("region = 'south'", "false"),
    ("region != 'south'", "true"),
    ("region = ${Work}", "false"),
    ("kind = ${Work}", "work == yes"),
    ("selected(${good}, name)", "good contains a"),
    ("not(selected(${good}, name))", "not (good contains a)"),
    ("limit <= ${age}", "age >= 18"),
    ("limit > 17", "true"),
    ("empty = ''", "true"),
    ("unknown = 'x'", "false"),
    ("name = 'a' and region = 'north'", "true"),
    ("kind = ${Work} or region = 'south'", "work == yes"),
]


@pytest.mark.parametrize(("expression", "condition"), FILTERS)
def test_a_choice_filter_is_the_condition_for_one_option(expression: str, condition: str) -> None:
    cells = {"name": "a", "region": "north", "kind": "yes", "limit": "18"}
    assert said(expression, cells) == condition


def test_the_questions_that_a_condition_looks_at_are_remembered() -> None:
    known = questions()
    Translation(known).condition(read("${Work} = 'yes' and ${age} + ${hours} > 3"))
    assert known.used == {"work", "age", "hours"}


JOINED = [
    ("and", "a == b", "c == d or e == f", "a == b and (c == d or e == f)"),
    ("or", "a == b", "c == d", "a == b or c == d"),
    ("and", "a == b", "a == b", "a == b"),
]


@pytest.mark.parametrize(("sign", "left", "right", "whole"), JOINED)
def test_two_clauses_are_joined_with_brackets_where_they_need_them(
    sign: str, left: str, right: str, whole: str
) -> None:
    parts = (Clause(each, 0 if " or " in each else 2) for each in (left, right))
    assert joined(sign, *parts).text == whole


def test_the_opposite_of_what_is_always_so_is_never_so() -> None:
    assert (negated(TRUE), negated(FALSE)) == (FALSE, TRUE)
    assert negated(Clause("a == b")).text == "not (a == b)"


@pytest.mark.parametrize(
    ("outer", "inner", "together"),
    [
        (None, None, None),
        ("a == b", None, "a == b"),
        (None, "a == b", "a == b"),
        ("a == b", "a == b", "a == b"),
        ("a == b or c == d", "e == f", "(a == b or c == d) and e == f"),
    ],
)
def test_the_condition_of_a_group_counts_for_what_is_in_it(
    outer: str | None, inner: str | None, together: str | None
) -> None:
    assert both(outer, inner) == together


CALCULATED = [
    ("${age} * 2", "age * 2", 3),
    ("round(${age} div 3)", "age / 3", 0),
    ("round(${age} div 3, 1)", "age / 3", 1),
    ("number(${age}) + 0.5", "age + 0.5", 3),
    ("${age} - (${hours} + 1)", "age - (hours + 1)", 3),
    ("count-selected(${good}) + 1", "count(good) + 1", 3),
    ("-${age}", "0 - age", 3),
]


@pytest.mark.parametrize(("expression", "value", "decimals"), CALCULATED)
def test_a_calculation_is_arithmetic_on_numbers(expression: str, value: str, decimals: int) -> None:
    assert calculation(read(expression), questions()) == (value, decimals)


NOT_CALCULATED = [
    "now()",
    "${Work}",
    "${born} - ${since}",
    "if(${age}, 1, 2)",
    "'a'",
    "1.0001 * ${age}",
    "${name}",
    "${gone}",
]


@pytest.mark.parametrize("expression", NOT_CALCULATED)
def test_anything_else_is_not_calculated(expression: str) -> None:
    with pytest.raises(UntranslatableError):
        calculation(read(expression), questions())


def test_a_number_that_our_calculations_cannot_say_is_refused() -> None:
    assert calculation(read("999999999999 + ${age}"), questions())[0] == "999999999999 + age"
    with pytest.raises(UntranslatableError):
        calculation(read(f"{Decimal(10) ** 12:f} + ${{age}}"), questions())
