"""Conditions: what they mean, and what is refused."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.conditions import CalculationError, ConditionError, calculation, parse
from survey.questionnaires.expressions import rounded
from survey.questionnaires.kinds import Answers, Domain, Sort

ANSWERS: Answers = {
    "grade": 5,
    "low": 0,
    "unsure": "dont_know",
    "recommend": "no",
    "good": ("time", "calm"),
    "open": None,
    "there": "no_help_needed",
    "hours": "36.5",
    "since": "2026-03",
    "day": "2026-03-31",
    "second": 5,
    "reason": "grade",
}

DOMAINS = {
    "grade": Domain(Sort.NUMBER),
    "unsure": Domain(Sort.NUMBER, ("dont_know",), ("dont_know",)),
    "there": Domain(Sort.CODE, ("always", "no_help_needed"), ("no_help_needed",)),
    "second": Domain(Sort.NUMBER),
    "reason": Domain(Sort.CODE, ("grade", "other")),
    "good": Domain(Sort.CODES, ("time", "calm", "dont_know"), ("dont_know",)),
}


def holds(text: str) -> bool:
    """Whether the condition holds for ANSWERS."""
    return parse(text).holds(ANSWERS, DOMAINS)


@pytest.mark.parametrize(
    "text",
    [
        "grade == 5",
        "grade != 6",
        "grade < 6",
        "grade <= 5",
        "grade > 4",
        "grade >= 5",
        "low == 0",
        "low > -1",
        "recommend == no",
        "recommend == 'no'",
        'recommend != "yes"',
        "good contains time",
        "good contains 'calm'",
        "grade is answered",
        "low is answered",
        "unsure is answered",
        "unsure == dont_know",
        "there == no_help_needed",
        "not open is answered",
        "not absent is answered",
        "not open == no",
        "not (unsure != x)",
        "recommend == no and grade <= 5",
        "recommend == yes or grade <= 5",
        "recommend == no or grade == 1 and grade == 2",
        "not recommend == yes and grade == 5",
        "not (recommend == no and grade == 1)",
        "not not grade == 5",
        "( ( grade==5 ) )",
        "5 == grade",
        "grade == second",
        "grade <= second",
        "reason == grade",
        "hours == 36.5",
        "hours * 2 == 73",
        "hours / 3 * 3 == hours",
        "grade + second > 9 and grade - second == 0",
        "(grade + 1) * 2 == 12",
        "grade + 1 * 2 == 7",
        "grade -1 == 4",
        "since == 2026-03",
        "since < 2026-11",
        "day >= 2026-03-31",
        "count(good) == 2",
        "count( good ) * 2 > 3",
    ],
)
def test_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "grade == 6",
        "grade != 5",
        "grade < 5",
        "grade > 5",
        "recommend == yes",
        "recommend != no",
        "recommend < zero",
        "good contains money",
        "good == time",
        "recommend contains no",
        "recommend == 5",
        "grade == five",
        "open is answered",
        "recommend == no and grade > 5",
        "(recommend == no or grade == 1) and grade == 2",
        "not (grade == 5)",
        "grade / 0 == 0",
        "grade / low == 0",
        "grade + unsure > 0",
        "grade + absent > 0",
        "count(open) == 0",
        "reason != grade",
        "since > 2026-03",
        "day == since",
    ],
)
def test_does_not_hold(text: str) -> None:
    assert not holds(text)


@pytest.mark.parametrize("item", ["open", "absent", "unsure", "there"])
@pytest.mark.parametrize("rest", ["== no", "!= no", "== 5", "!= 5", "<= 5", ">= 5", "contains no"])
def test_a_comparison_with_what_nobody_said_is_false_whatever_it_asks(item: str, rest: str) -> None:
    assert not holds(f"{item} {rest}")


def test_words_that_look_like_keywords_are_words() -> None:
    answers: Answers = {"order": "or", "android": "and", "nothing": "not", "is": 3}
    for text in ("order == or", "android == and", "nothing == not", "is == 3", "not order == android"):
        assert parse(text).holds(answers, {})


def test_references_are_all_items_whose_answers_matter() -> None:
    condition = parse("not (a == 1 or b contains c) and (d is answered or a != 2)")
    assert condition.references({}) == {"a", "b", "d"}
    assert parse("a == b and c + d > 2 * count(e)").references({"b": Domain(Sort.CODE)}) == {"a", "b", "c", "d", "e"}


def test_equal_texts_give_equal_conditions_once() -> None:
    assert parse("a == 1 and b == c") is parse("a == 1 and b == c")
    assert parse("a  ==  1") == parse("a==1")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("recommend = no", "= no"),
        ("a == b c", "c"),
        ("a && b", "&& b"),
        ("a == 1.", "."),
        ("a ** 2 == 4", "* 2 == 4"),
        ("a + 'b' == c", "'b' == c"),
        ("A == b", "A == b"),
        ("a == b)", ")"),
        ("a.__class__ == b", ".__class__ == b"),
        ("__import__('os')", "__import__('os')"),
        ("", ""),
        ("a == 'open", "'open"),
        ("not " * 200 + "a == 1", "not not not not not "),
    ],
)
def test_what_is_no_condition_is_refused_with_the_place(text: str, rest: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert caught.value.values == {"rest": rest}


@pytest.mark.parametrize("text", ["a ==", "a == b and", "(a == b", "not", "a is", "a contains"])
def test_a_condition_that_stops_halfway_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


@given(st.text(max_size=600) | st.text(alphabet="ab10 ()<=>!'\"+-*/.", max_size=40))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    try:
        condition = parse(text)
    except ConditionError:
        return
    assert condition.holds({}, {}) in (True, False)
    assert condition.references({}) <= set(re.findall(r"[a-z][a-z0-9_]*", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hours * 52 / 12", "949/6"),
        ("grade", "5"),
        ("(grade + second) / 2", "5"),
        ("count(good)", "2"),
        ("-3 + 1", "-2"),
    ],
)
def test_a_calculation_is_exact(text: str, value: str) -> None:
    assert calculation(text).value(ANSWERS, DOMAINS) == Fraction(value)


@pytest.mark.parametrize("text", ["", "grade ==", "grade == 5", "grade +", "__import__('os')", "1" * 501, "2 ** 9"])
def test_what_is_no_calculation_is_refused(text: str) -> None:
    with pytest.raises(CalculationError):
        calculation(text)


@pytest.mark.parametrize(
    ("value", "decimals", "stored"),
    [("5/2", 0, "3"), ("-5/2", 0, "-3"), ("7.25", 1, "7.3"), ("1/3", 3, "0.333"), ("-1/3", 0, "0"), ("2", 2, "2.00")],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, stored: str) -> None:
    assert f"{rounded(Fraction(value), decimals):f}" == stored
