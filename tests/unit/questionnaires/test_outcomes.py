"""Conditions tried out: what the check says of them equals what every answer there is says of them."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.checks import check_questionnaire
from survey.questionnaires.checks.outcomes import ALWAYS, NEVER, UNREACHABLE
from survey.questionnaires.conditions import parse
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answer
from survey.questionnaires.loader import load_questionnaire
from survey.questionnaires.located import Located
from survey.questionnaires.problems import Source

from .writing import item, simple_conditions

HEAD: dict[str, Any] = {
    "id": "tried",
    "version": "1",
    "audience": "participant",
    "languages": ["nl"],
    "title": {"nl": "Geprobeerd"},
    "minutes": 1,
}
ASKED = [("work", "single_choice"), ("good", "multiple_choice"), ("grade", "report_grade"), ("age", "number")]
ANSWERS: dict[str, list[Answer]] = {
    "work": [None, "first", "second", "third", "dont_know"],
    "good": [None, ("first",), ("second",), ("first", "second"), ("third",), ("dont_know",)],
    "grade": [None, "dont_know", *range(1, 11)],
    "age": [None, "dont_know", *range(13)],
}
"""Every answer that there is to each of them."""


def asking(*whens: str, hidden: dict[str, str] | None = None) -> Questionnaire:
    """The questions of ASKED, some of them under a condition, and then a text under each of `whens`."""
    pages = [item(name, kind, (hidden or {}).get(name)) for name, kind in ASKED]
    return Questionnaire.model_validate(
        HEAD | {"pages": pages + [item(f"text_{at}", "information", when) for at, when in enumerate(whens)]}
    )


def found(questionnaire: Questionnaire) -> list[str]:
    """What the checks say."""
    return [each.message for each in check_questionnaire(Located("tried", questionnaire, {}))]


@st.composite
def combined(draw: st.DrawFn) -> str:
    """A condition of up to three simple ones, on at most three of the questions."""
    few = ASKED[:3] if draw(st.booleans()) else [ASKED[0], ASKED[1], ASKED[3]]
    parts = draw(st.lists(simple_conditions(few), min_size=1, max_size=3))
    parts = [draw(st.sampled_from((each, f"not ({each})"))) for each in parts]
    return draw(st.sampled_from((" and ", " or "))).join(parts)


@given(combined())
def test_never_and_always_are_what_trying_every_answer_says(when: str) -> None:
    questionnaire = asking(when)
    condition = parse(when)
    keys = sorted(condition.references(questionnaire.domains))
    outcomes = {
        condition.holds(dict(zip(keys, given_answers, strict=True)), questionnaire.domains)
        for given_answers in product(*(ANSWERS[key] for key in keys))
    }
    expected = {frozenset({True}): [ALWAYS], frozenset({False}): [NEVER]}.get(frozenset(outcomes), [])
    assert found(questionnaire) == expected


@pytest.mark.parametrize(
    ("hidden", "when", "said"),
    [
        ({"good": "work == first"}, "good contains first and work == second", [UNREACHABLE]),
        ({"good": "work == first"}, "good contains first and work == first", []),
        ({"good": "work == first", "grade": "good contains first"}, "grade > 5 and work == second", [UNREACHABLE]),
        ({"good": "work == first", "grade": "not good contains first"}, "grade > 5 and work == second", []),
        ({"good": "work == first"}, "not good is answered and work == second", []),
    ],
)
def test_what_stands_behind_other_conditions_is_looked_at_too(
    hidden: dict[str, str], when: str, said: list[str]
) -> None:
    assert found(asking(when, hidden=hidden)) == said


def test_an_item_that_contradicts_its_page_is_unreachable() -> None:
    pages = [item(name, kind, None) for name, kind in ASKED]
    page = {"id": "page", "when": "work == first", "items": [item("text", "information", "work == second")]}
    assert found(Questionnaire.model_validate(HEAD | {"pages": [*pages, page]})) == [UNREACHABLE]


def test_an_unreachable_page_is_said_once_and_not_for_each_item_on_it() -> None:
    pages = [item(name, kind, {"good": "work == first"}.get(name)) for name, kind in ASKED]
    items = [item(f"text_{at}", "information", "grade > 3") for at in range(3)]
    page = {"id": "page", "when": "good contains first and work == second", "items": items}
    assert found(Questionnaire.model_validate(HEAD | {"pages": [*pages, page]})) == [UNREACHABLE]


def test_a_condition_with_too_many_combinations_is_left_alone() -> None:
    pages = [item(f"item_{at}", "report_grade", None) for at in range(6)]
    never = " and ".join(f"item_{at} < item_{(at + 1) % 6}" for at in range(6))
    assert found(Questionnaire.model_validate(HEAD | {"pages": [*pages, item("text", "information", never)]})) == []


def long_questionnaire(items: int) -> str:
    """A file of so many questions in two languages, each asked because of two others."""
    lines = ["id: long", 'version: "1"', "audience: participant", "languages: [nl, en]", "title: {nl: Lang, en: Long}"]
    lines += ["minutes: 60", "pages:"]
    for at in range(items):
        lines += [f"  - id: item_{at}", "    kind: single_choice"]
        lines += [f"    when: item_{at - 1} == c1 or item_{at // 2} != c3"] if at > 2 else []
        lines += [
            "    text:",
            f"      nl: Vraag nummer {at} over werk en hulp",
            f"      en: Question {at}",
            "    options:",
        ]
        lines += [f"      - {{code: c{code}, text: {{nl: Antwoord, en: Answer}}}}" for code in range(5)]
    return "\n".join(lines)


def test_two_thousand_items_are_loaded_and_checked() -> None:
    source = Source("long.yaml", long_questionnaire(2000))
    assert len(load_questionnaire(source).pages) == 2000
