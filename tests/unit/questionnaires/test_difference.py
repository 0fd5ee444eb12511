"""Two versions side by side: what changed, said in words, and whether their waves can still be compared."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.difference import difference

from .writing import item, questionnaires

WORDS = {"nl": "Tekst"}
ITEMS: list[dict[str, Any]] = [
    item("work", "single_choice", None),
    item("grade", "report_grade", "work == first"),
    item("hours", "number", None),
    item("income", "value_card", None),
    item("good", "multiple_choice", None),
]
PAGES: list[dict[str, Any]] = [{"id": f"page_{each['id']}", "items": [each]} for each in ITEMS]
HEAD: dict[str, Any] = {"id": "two-versions", "version": "1", "audience": "participant", "languages": ["nl"]}


def written() -> dict[str, Any]:
    """The older version, to be changed."""
    return deepcopy(HEAD | {"title": WORDS, "minutes": 1, "pages": PAGES})


def put(document: Any, place: tuple[str | int, ...], value: object) -> None:
    """Write `value` at a place."""
    for step in place[:-1]:
        document = document[step]
    document[place[-1]] = value


def told(newer: dict[str, Any]) -> tuple[list[str], bool]:
    """What changed, and whether the waves stay comparable."""
    found = difference(Questionnaire.model_validate(written()), Questionnaire.model_validate(newer))
    return [change.told(str) for change in found.changes], found.comparable


@pytest.mark.parametrize(
    ("place", "value", "said", "comparable"),
    [
        (("version",), "2", "Version 1 is now 2.", True),
        (("id",), "another", "The questionnaire “two-versions” is now “another”.", True),
        (("audience",), "employer", "It was for “participant” and is now for “employer”.", True),
        (("title",), {"nl": "Anders"}, "The title in “nl” was “Tekst” and is now “Anders”.", True),
        (("languages",), ["nl", "en"], "The language “en” was added.", True),
        (
            ("pages", 0, "items", 0, "text"),
            {"nl": "Anders"},
            "The item “work”, text in “nl”: was “Tekst” and is now “Anders”.",
            False,
        ),
        (("pages", 0, "items", 0, "hint"), {"nl": "Tip"}, "The item “work” now has a text for hint: “Tip”.", False),
        (
            ("pages", 0, "items", 0, "options", 1, "text"),
            {"nl": "Anders"},
            "The item “work”, second in “nl”: was “Tekst” and is now “Anders”.",
            False,
        ),
        (
            ("pages", 0, "items", 0, "options", 0, "missing"),
            "not_applicable",
            "The answer “first” of “work” has another meaning: missing was None and is now not_applicable.",
            False,
        ),
        (
            ("pages", 1, "items", 0, "when"),
            "work != first",
            "The item “grade” was asked if “work == first” and is now asked if “work != first”.",
            False,
        ),
        (
            ("pages", 1, "items", 0, "when"),
            None,
            "The item “grade” was asked if “work == first” and is now asked of everyone.",
            False,
        ),
        (
            ("pages", 2, "when"),
            "work == first",
            "The item “hours” was asked of everyone and is now asked if “work == first”.",
            False,
        ),
        (("pages", 2, "items", 0, "maximum"), 40, "The item “hours”: “maximum” was 12 and is now 40.", False),
        (("pages", 2, "items", 0, "core"), False, "The item “hours”: “core” was True and is now False.", False),
        (
            ("pages", 2, "id"),
            "elsewhere",
            "The item “hours” was on the page “page_hours” and is now on “elsewhere”.",
            True,
        ),
        (
            ("pages", 3, "items", 0, "questions", 1, "text"),
            {"nl": "Anders"},
            "The item “income”, income__b.text in “nl”: was “Tekst” and is now “Anders”.",
            False,
        ),
        (
            ("pages", 3, "items", 0, "questions", 1, "when"),
            "work == first",
            "The item “income__b” was asked of everyone and is now asked if “work == first”.",
            False,
        ),
    ],
)
def test_one_change_is_said_in_words(place: tuple[str | int, ...], value: object, said: str, comparable: bool) -> None:
    newer = written()
    put(newer, place, value)
    assert told(newer) == ([said], comparable)


def test_another_kind_is_said_once() -> None:
    newer = written()
    newer["pages"][2]["items"][0] = item("hours", "hours_per_month", None)
    said = "The item “hours” was of kind “number” and is now of kind “hours_per_month”."
    assert told(newer) == ([said], False)


def test_items_that_come_go_and_move_leave_the_others_comparable() -> None:
    newer = written()
    newer["pages"] = [newer["pages"][at] for at in (1, 2, 0, 4)] + [{"id": "new", "items": [item("new", "date", None)]}]
    newer["pages"][0]["items"][0]["when"] = "work == first"
    said, comparable = told(newer)
    assert said == [
        "The item “new” was added.",
        "The item “income” was removed.",
        "The item “work” stands in another place.",
    ]
    assert comparable


def test_answers_that_come_go_and_move_are_said() -> None:
    newer = written()
    options = newer["pages"][4]["items"][0]["options"]
    options.append({"code": "fifth", "text": WORDS})
    options.remove(options[1])
    options.insert(0, options.pop(1))
    assert told(newer) == (
        [
            "The item “good” has a new answer “fifth”.",
            "The item “good” no longer has the answer “second”.",
            "The answers of “good” stand in another order: third, first, dont_know, fifth.",
        ],
        False,
    )


def test_a_shared_scale_with_the_same_answers_changes_nothing_for_anybody() -> None:
    newer = written()
    newer["scales"] = {"degree": newer["pages"][0]["items"][0].pop("options")}
    newer["pages"][0]["items"][0]["scale"] = "degree"
    assert told(newer) == (["The item “work” had the scale “-” and now has “degree”."], True)


def test_a_translation_that_is_added_keeps_waves_comparable() -> None:
    newer = written()
    newer["languages"] = ["nl", "en"]
    newer["pages"][0]["items"][0]["text"] = {"nl": "Tekst", "en": "Text"}
    assert told(newer) == (["The language “en” was added."], True)


@given(questionnaires(parts=True))
def test_nothing_differs_from_itself(questionnaire: Questionnaire) -> None:
    assert difference(questionnaire, questionnaire).changes == ()


@given(questionnaires(parts=True), questionnaires(parts=True))
def test_different_digests_always_differ_in_something_that_is_said(before: Questionnaire, after: Questionnaire) -> None:
    changes = difference(before, after).changes
    assert bool(changes) == (_asked(before) != _asked(after))
    assert all(change.told(str) for change in changes)


def _asked(questionnaire: Questionnaire) -> list[object]:
    """What is asked, page by page; a page with nothing on it but its condition counts with its items."""
    return [(page.id, page.when, page.items) for page in questionnaire.pages]
