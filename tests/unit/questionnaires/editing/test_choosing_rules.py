"""Every relation with every sort of answer: what is chosen says the same as what is written, and comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.conditions import parse
from survey.questionnaires.editing.choosing import (
    OFFERED,
    WITHOUT_ANSWER,
    Chosen,
    Relation,
    Rule,
    chosen,
    condition,
)
from survey.questionnaires.kinds import Domain, Sort

DOMAINS = {
    "work": Domain(Sort.CODE, ("yes", "no", "not", "grade", "null", "contains")),
    "needs": Domain(Sort.CODES, ("time", "is", "grade", "items")),
    "grade": Domain(Sort.NUMBER, ("dont_know",), ("dont_know",)),
    "since": Domain(Sort.MONTH, ("dont_know",), ("dont_know",)),
    "born": Domain(Sort.DATE),
}
ANSWERS = {
    "work": ["yes", "no", "not", "grade", "null", "contains"],
    "needs": ["time", "is", "grade", "items"],
    "grade": ["0", "7", "2.5", "-3"],
    "since": ["2026-01", "2025-12"],
    "born": ["1980-02-29", "2026-11-22"],
}

WRITTEN = {
    "a code": (Rule("work", Relation.IS, "yes"), "work == yes"),
    "another code": (Rule("work", Relation.IS_NOT, "null"), "work != null"),
    "a code with a meaning of its own": (Rule("work", Relation.IS, "not"), 'work == "not"'),
    "a code like the name of a question": (Rule("work", Relation.IS, "grade"), "work == grade"),
    "a code of several": (Rule("needs", Relation.CONTAINS, "time"), "needs contains time"),
    "none of several": (Rule("needs", Relation.CONTAINS_NOT, "is"), 'not needs contains "is"'),
    "below": (Rule("grade", Relation.BELOW, "5"), "grade < 5"),
    "at most": (Rule("grade", Relation.AT_MOST, "5"), "grade <= 5"),
    "above": (Rule("grade", Relation.ABOVE, "5"), "grade > 5"),
    "at least": (Rule("grade", Relation.AT_LEAST, "5"), "grade >= 5"),
    "with a comma": (Rule("grade", Relation.IS, "5,5"), "grade == 5.5"),
    "why there is no value": (Rule("grade", Relation.IS, "dont_know"), "grade == dont_know"),
    "a month": (Rule("since", Relation.AT_LEAST, "2026-03"), "since >= 2026-03"),
    "a day": (Rule("born", Relation.BELOW, "2008-11-22"), "born < 2008-11-22"),
    "answered": (Rule("born", Relation.ANSWERED, "2008-11-22"), "born is answered"),
    "left open": (Rule("work", Relation.LEFT_OPEN), "not work is answered"),
}


@pytest.mark.parametrize(("rule", "text"), WRITTEN.values(), ids=WRITTEN)
def test_a_rule_is_written_as_a_condition(rule: Rule, text: str) -> None:
    assert condition(Chosen((rule,)), DOMAINS) == text
    parse(text)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    key = draw(st.sampled_from(sorted(DOMAINS)))
    relation = draw(st.sampled_from(OFFERED[DOMAINS[key].sort]))
    return Rule(key, relation, "" if relation in WITHOUT_ANSWER else draw(st.sampled_from(ANSWERS[key])))


@given(st.lists(rules(), min_size=2, max_size=5), st.booleans())
def test_what_is_chosen_comes_back_as_it_was_chosen(several: list[Rule], any_of: bool) -> None:
    picked = Chosen(tuple(several), any_of=any_of)
    assert chosen(condition(picked, DOMAINS), DOMAINS) == picked


@given(rules(), st.booleans())
def test_one_rule_alone_is_neither_and_nor_or(rule: Rule, any_of: bool) -> None:
    assert chosen(condition(Chosen((rule,), any_of=any_of), DOMAINS), DOMAINS) == Chosen((rule,))


@given(st.lists(rules(), max_size=3), st.lists(st.sampled_from([Rule(""), Rule("grade"), Rule("", Relation.ANSWERED)])))
def test_rules_that_are_not_whole_add_nothing(whole: list[Rule], empty: list[Rule]) -> None:
    assert condition(Chosen((*empty, *whole)), DOMAINS) == condition(Chosen(tuple(whole)), DOMAINS)


NOT_CHOSEN = [
    "",
    "grade",
    "grade * 2 > 5",
    "grade / 2 == 1",
    "(grade - 1) >= 5",
    "5 < grade",
    "grade < grade",
    "not (work == yes)",
    "not work == yes",
    "work == yes or grade > 3 and born is answered",
    "(work == yes or grade > 3) and born is answered",
    "count(needs) >= 2",
    "elsewhere == yes",
    "work == yes and elsewhere == yes",
]


@pytest.mark.parametrize("text", NOT_CHOSEN)
def test_sums_mixtures_and_strangers_stay_text(text: str) -> None:
    assert chosen(text, DOMAINS) is None


SAME = {
    "work==yes": "work == yes",
    "(work == yes)": "work == yes",
    "work == yes and (grade > 3)": "work == yes and grade > 3",
    "work == yes   or  grade > 3": "work == yes or grade > 3",
}


@pytest.mark.parametrize(("text", "again"), SAME.items())
def test_what_is_written_otherwise_is_chosen_as_the_same(text: str, again: str) -> None:
    found = chosen(text, DOMAINS)
    assert found is not None
    assert condition(found, DOMAINS) == again
    assert parse(again) == parse(text)


@pytest.mark.parametrize("sort", list(OFFERED))
def test_nothing_is_ordered_that_has_no_order_and_nothing_contained_that_is_one(sort: Sort) -> None:
    ordered = {Relation.BELOW, Relation.AT_MOST, Relation.ABOVE, Relation.AT_LEAST}
    has_order = sort in (Sort.NUMBER, Sort.MONTH, Sort.DATE)
    assert bool(ordered & set(OFFERED[sort])) is has_order
    assert (Relation.CONTAINS in OFFERED[sort]) is (sort is Sort.CODES)
    assert set(WITHOUT_ANSWER) <= set(OFFERED[sort])
