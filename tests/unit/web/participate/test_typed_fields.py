"""Fields that are typed in or put in order: what somebody writes becomes an answer, or stays as it was to be mended."""

from typing import Any

import pytest
from pydantic import TypeAdapter
from werkzeug.datastructures import MultiDict
from wtforms import Form

from survey.questionnaires.kinds import Answer, AnyItem, Item
from survey.web.participate import fields, quantities, rankings
from tests.unit.questionnaires.writing import item as written

ADAPTER: TypeAdapter[Item] = TypeAdapter(AnyItem)


def made(kind: str, **changes: Any) -> Item:
    """An item of `kind`."""
    return ADAPTER.validate_python(written("x", kind, None) | changes)


def sent(field: type, *values: str) -> Any:
    """A field as a browser sent it."""
    form = type("One", (Form,), {"x": field()})
    return form(MultiDict([("x", value) for value in values]))["x"]


@pytest.mark.parametrize(
    ("decimals", "typed", "answer"),
    [
        (0, "7", 7),
        (0, " 7 ", 7),
        (0, "7,0", 7),
        (0, "1.000", 1000),
        (0, "1 000 000", 1000000),
        (0, "-3", -3),
        (0, "7,5", "7,5"),
        (0, "zeven", "zeven"),
        (0, "\u0667", "\u0667"),
        (0, "", None),
        (0, "dont_know", "dont_know"),
        (0, "9" * 40, "9" * 40),
        (1, "7,5", "7.5"),
        (1, "7", "7.0"),
        (1, "1.000", "1000.0"),
        (1, "7,55", "7,55"),
        (2, "0,10", "0.10"),
        (3, "1.125", "1.125"),
        (0, "1e3", "1e3"),
        (0, "-0", 0),
    ],
)
def test_a_number_is_read_as_people_write_it(decimals: int, typed: str, answer: Answer) -> None:
    assert fields.answer(made("number", decimals=decimals), typed) == answer


@pytest.mark.parametrize(("typed", "answer"), [("4,5", "4.5"), ("4", "4.0"), ("4,7", "4,7"), ("4 uur", "4 uur")])
def test_hours_are_whole_or_half(typed: str, answer: Answer) -> None:
    assert fields.answer(made("hours_per_month"), typed) == answer


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (["5", "3", "2020"], "2020-03-05"),
        (["05", "03", "2020"], "2020-03-05"),
        (["31", "2", "2020"], "2020-02-31"),
        (["5", "", "2020"], "2020--05"),
        (["", "", ""], None),
        (["", "", "", "dont_know"], "dont_know"),
        (["5", "3", "2020", "dont_know"], "2020-03-05 dont_know"),
    ],
)
def test_a_date_comes_in_three_parts(values: list[str], answer: Answer) -> None:
    field = sent(quantities.InParts, *values)
    assert fields.answer(made("date"), field.data) == answer
    assert field.unsure == ("dont_know" in values)


def test_what_was_typed_is_shown_again() -> None:
    date = sent(quantities.InParts, "31", "2", "2020")
    assert date.parts[:3] == ["2020", "2", "31"]
    number = sent(quantities.Typed, "twaalf", "dont_know")
    assert (number.typed, number.unsure) == ("twaalf", True)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (["second:1", "first:2", ""], ("second", "first")),
        (["second:3", "first:2"], ("first", "second")),
        (["", ""], None),
        (["first:1", "second:1"], ("first:1", "second:1")),
        (["first:9"], ("first:9",)),
        (["first:x"], ("first:x",)),
        (["nobodys:1"], ("nobodys",)),
        (["first:1", "first:2"], ("first", "first")),
    ],
)
def test_places_become_an_order_or_are_refused(values: list[str], answer: Answer) -> None:
    ranking = made("ranking")
    field = sent(rankings.Placed, *values)
    assert fields.answer(ranking, field.data) == answer
    known = {f"{code}:{place}" for code in ranking.codes() for place in (1, 2, 3)} | {""}
    right = set(values) <= known and answer is not None and len(set(answer)) == len(set(values) - {""})  # type: ignore[arg-type]  # codes
    assert ranking.accepts("x", answer) == (answer is None or (right and ":" not in str(answer)))
