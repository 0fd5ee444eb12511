"""Each kind of item: which answers it can have, and what it says about itself."""

import pytest
from pydantic import TypeAdapter

from survey.questionnaires.kinds import KINDS, Answer, AnyItem, Item, RatingScale, Sort, ValueCard

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
        ("short_text", ["", "Bakker", "x" * 100, None], ["x" * 101, 1, ("x",), "een\ntwee"]),
        ("rating_scale", ["first", "dont_know", None], ["fourth", 1, ("first",), ""]),
        ("value_card", ["third", "dont_know", None], ["fourth", 3, ("third",)]),
        ("recommendation", ["yes", "no", "dont_know", None], ["maybe", True, 1, ("yes",)]),
        ("consent", ["yes", "no", None], ["dont_know", True, 1]),
        ("likelihood", [0, 10, "dont_know", None], [-1, 11, False, "7"]),
        ("number", [0, 12, "dont_know", None], [13, -1, "3", "3.0", True, (3,)]),
        ("hours_per_month", ["0.0", "4.5", "12.0", "dont_know", None], ["12.5", "4.7", "4", 4, "04.5", "-0.5", "4.50"]),
        ("month", ["2020-01", "2026-12", "dont_know", None], ["2019-12", "2027-01", "2023-13", "2023-1", 202301]),
        ("date", ["2024-02-29", "dont_know", None], ["2023-02-29", "2019-12-31", "2024-2-29", "2024-02", 20240229]),
        (
            "ranking",
            [("third", "first"), ("second",), ("first", "second", "third"), None],
            [(), "first", ("first",) * 2],
        ),
        ("calculated", [0, 144, -3, None], ["1.5", "dont_know", True, 10**13]),
    ],
)
def test_accepts_its_own_answers_and_no_other(kind: str, right: list[Answer], wrong: list[Answer]) -> None:
    each = made(kind)
    for key in each.closed_keys() or each.text_keys():
        assert [answer for answer in right if not each.accepts(key, answer)] == []
        assert [answer for answer in wrong if each.accepts(key, answer)] == []


def test_every_kind_that_asks_says_what_it_accepts() -> None:
    (parameters,) = (mark.args[1] for mark in test_accepts_its_own_answers_and_no_other.pytestmark)  # type: ignore[attr-defined]  # set by pytest
    assert {kind for kind, *_ in parameters} == set(KINDS) - {"information"}


@pytest.mark.parametrize(
    ("decimals", "right", "wrong"),
    [(1, ["-2.5", "7.0"], ["-2.6", "7.1", 7, "2.50"]), (3, ["0.125", "-2.500"], ["0.1250", "0.12"])],
)
def test_a_number_with_decimals_is_a_text_with_exactly_so_many(
    decimals: int, right: list[str], wrong: list[Answer]
) -> None:
    bounds = {"minimum": "-2.5", "maximum": 7, "decimals": decimals}
    number = ADAPTER.validate_python(item("x", "number", None) | bounds)
    assert [answer for answer in right if not number.accepts("x", answer)] == []
    assert [answer for answer in wrong if number.accepts("x", answer)] == []


def test_a_multiple_choice_can_ask_for_a_smallest_and_largest_number_of_answers() -> None:
    several = ADAPTER.validate_python(item("x", "multiple_choice", None) | {"minimum": 2, "maximum": 2})
    assert several.accepts("x", ("first", "second"))
    assert several.accepts("x", ("third",))
    assert several.accepts("x", None)
    assert not several.accepts("x", ("first",))


def test_a_ranking_can_be_of_the_first_few() -> None:
    ranking = ADAPTER.validate_python(item("x", "ranking", None) | {"top": 2})
    assert ranking.accepts("x", ("third", "first"))
    assert not ranking.accepts("x", ("third", "first", "second"))


def test_the_points_of_a_scale_count_from_one_and_dont_know_counts_for_nothing() -> None:
    scale = made("rating_scale")
    assert isinstance(scale, RatingScale)
    assert scale.values() == {"first": 1, "second": 2, "third": 3}


def test_each_question_of_a_card_is_a_scale_of_its_own() -> None:
    card = made("value_card")
    assert isinstance(card, ValueCard)
    assert [part.id for part in card.parts()] == list(card.keys()) == ["x__a", "x__b"]
    assert not card.accepts("x", "first")
    assert not card.accepts("x__c", "first")


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_key_has_a_domain_and_no_other_has(kind: str) -> None:
    each = made(kind)
    for key in (*each.closed_keys(), *each.text_keys()):
        domain = each.domain(key)
        assert set(domain.missing) <= set(domain.codes) <= set(each.codes())
        assert (domain.sort is Sort.TEXT) == (key in each.text_keys())
    with pytest.raises(KeyError):
        each.domain("nobodys")


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
    asked = sorted((*each.closed_keys(), *each.text_keys())) if each.is_shown else []
    assert sorted(each.keys()) == asked
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
