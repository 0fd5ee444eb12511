"""Each kind of item: which answers it can have, and what it says about itself."""

import pytest
from pydantic import TypeAdapter

from survey.questionnaires.kinds import KINDS, Answer, AnyItem, Item

from .writing import item

ADAPTER: TypeAdapter[Item] = TypeAdapter(AnyItem)


def made(kind: str) -> Item:
    """An item of `kind`."""
    return ADAPTER.validate_python(item("x", kind, None))


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("report_grade", [1, 10, "dont_know", None], [0, 11, True, "7", (1,), "first"]),
        ("single_choice", ["first", "dont_know", None], ["fourth", 1, ("first",), "", True]),
        (
            "multiple_choice",
            [("first",), ("second", "first"), ("third",), ("dont_know",), None],
            [(), "first", ("first", "first"), ("first", "third"), ("third", "dont_know"), ("fourth",), 1],
        ),
        ("open_text", ["", "Alles goed", "x" * 2000, None], ["x" * 2001, 1, ("x",)]),
    ],
)
def test_accepts_its_own_answers_and_no_other(kind: str, right: list[Answer], wrong: list[Answer]) -> None:
    each = made(kind)
    assert [answer for answer in right if not each.accepts("x", answer)] == []
    assert [answer for answer in wrong if each.accepts("x", answer)] == []


def test_a_grade_without_dont_know_does_not_accept_it() -> None:
    grade = ADAPTER.validate_python(item("x", "report_grade", None) | {"dont_know": None})
    assert not grade.accepts("x", "dont_know")
    assert grade.codes() == ()


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_the_text_of_something_else_is_short(kind: str) -> None:
    each = made(kind)
    assert each.keys() == ("x", "x__other")
    assert each.accepts("x__other", "x" * 200)
    assert not each.accepts("x__other", "x" * 201)
    assert not each.accepts("x__other", ("first",))


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_either_closed_or_text(kind: str) -> None:
    each = made(kind)
    assert sorted(each.keys()) == sorted((*each.closed_keys(), *each.text_keys()))
    assert each.asks == bool(each.keys())


@pytest.mark.parametrize("kind", KINDS)
def test_missing_codes_are_codes(kind: str) -> None:
    each = made(kind)
    assert set(each.missing_codes()) <= set(each.codes())


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_named_with_its_place(kind: str) -> None:
    written = item("x", kind, None) | {"hint": {"nl": "Hint"}}
    found = dict(ADAPTER.validate_python(written).wordings())
    for place, wording in found.items():
        there: object = written
        for step in place:
            assert isinstance(there, (dict, list))
            there = there[step]  # type: ignore[index]  # a list has numbers, a mapping has names
        assert there == wording
    assert len(found) == str(written).count("'nl'")
