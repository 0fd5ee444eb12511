"""Constraints: what of them is a bound of ours, and our bounds as constraints that read back as themselves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from survey.questionnaires.exchange.xlsform.limits import Limits, constraint, fields, fit, limits
from survey.questionnaires.kinds import AnyItem, Item

ITEM: TypeAdapter[Item] = TypeAdapter(AnyItem)
TEXT = {"nl": "Vraag"}
OPTIONS = [{"code": code, "text": {"nl": code}} for code in ("a", "b", "none")]


def item(kind: str, **changes: Any) -> Item:
    """An item of this kind."""
    choices = {"options": OPTIONS} if kind in {"single_choice", "multiple_choice", "ranking"} else {}
    return ITEM.validate_python({"id": "q", "kind": kind, "text": TEXT} | choices | changes)


def lowest(value: str, *, excluded: bool = False) -> Limits:
    """A lower bound."""
    return Limits(lowest=(Decimal(value), excluded))


def highest(value: str, *, excluded: bool = False) -> Limits:
    """An upper bound."""
    return Limits(highest=(Decimal(value), excluded))


READ: list[tuple[str, Limits]] = [
    ("", Limits()),
    ("true()", Limits()),
    (". >= 5", lowest("5")),
    (".>5", lowest("5", excluded=True)),
    ("5 <= .", lowest("5")),
    ("5 < .", lowest("5", excluded=True)),
    (". <= 99.5", highest("99.5")),
    (". < 100", highest("100", excluded=True)),
    (". >= -5 and . <= -1", Limits(lowest=(Decimal(-5), False), highest=(Decimal(-1), False))),
    ("(. >= 1) and (10 >= .)", Limits(lowest=(Decimal(1), False), highest=(Decimal(10), False))),
    (". = 3", Limits(lowest=(Decimal(3), False), highest=(Decimal(3), False))),
    (". != 3", Limits(rest=True)),
    (". >= 1 and . != 3", Limits(lowest=(Decimal(1), False), rest=True)),
    (". >= 1 or . = -9", Limits(rest=True)),
    (". >= ${age}", Limits(rest=True)),
    ("regex(., '[0-9]+')", Limits(rest=True)),
    ("(((", Limits(rest=True)),
    ("count-selected(.) <= 2", Limits(most=2)),
    ("count-selected(.) < 3", Limits(most=2)),
    ("count-selected(.) >= 2", Limits(fewest=2)),
    ("count-selected(.) > 1", Limits(fewest=2)),
    ("count-selected(.) = 2", Limits(fewest=2, most=2)),
    ("2 >= count-selected(.)", Limits(most=2)),
    ("count-selected(.) != 2", Limits(rest=True)),
    ("count-selected(.) <= 1.5", Limits(rest=True)),
    ("string-length(.) <= 50", Limits(longest=50)),
    ("string-length(.) < 51", Limits(longest=50)),
    ("string-length(.) >= 3", Limits(rest=True)),
    ("string-length(.) = 4", Limits(longest=4, rest=True)),
    (". >= date('2020-02-29')", Limits(earliest="2020-02-29")),
    (". > '2020-02-29'", Limits(earliest="2020-03-01")),
    (". < date('2020-01-01')", Limits(latest="2019-12-31")),
    ("date('2020-01-01') <= .", Limits(earliest="2020-01-01")),
    (". <= today()", Limits(rest=True)),
    (". <= date('2020-13-01')", Limits(rest=True)),
    (". = 'a'", Limits(rest=True)),
    ("not(selected(., 'none') and count-selected(.) > 1)", Limits(alone={"none"})),
    ("not(selected(., 'none') and count-selected(.) >= 2)", Limits(alone={"none"})),
    ("not(selected(., 'none')) or count-selected(.) = 1", Limits(alone={"none"})),
    ("count-selected(.) < 2 or not(selected(., 'none'))", Limits(alone={"none"})),
    ("if(selected(., 'none'), count-selected(.) = 1, true())", Limits(alone={"none"})),
    ("not(selected(., 'none') and count-selected(.) > 2)", Limits(rest=True)),
    ("not(selected(., 'none') and selected(., 'a'))", Limits(rest=True)),
]


@pytest.mark.parametrize(("cell", "found"), READ, ids=[cell for cell, _ in READ])
def test_a_constraint_is_read_as_far_as_it_is_understood(cell: str, found: Limits) -> None:
    assert limits(cell) == found


FIELDS: list[tuple[Item, str, dict[str, object]]] = [
    (item("number"), ". > 5 and . < 10", {"minimum": Decimal(6), "maximum": Decimal(9)}),
    (item("number", decimals=2), ". > 5 and . <= 10", {"minimum": Decimal("5.01"), "maximum": Decimal(10)}),
    (item("hours_per_month"), ". <= 80", {"maximum": 80}),
    (item("multiple_choice"), "count-selected(.) >= 2 and count-selected(.) <= 3", {"minimum": 2, "maximum": 3}),
    (item("short_text"), "string-length(.) <= 20", {"length": 20}),
    (item("open_text"), "string-length(.) <= 900", {"length": 900}),
    (item("date"), ". >= date('2020-01-31')", {"earliest": "2020-01-31", "latest": None}),
    (item("month"), ". <= date('2020-01-31')", {"earliest": None, "latest": "2020-01"}),
    (item("single_choice"), ". >= 1", {}),
    (item("information"), ". >= 1", {}),
]


@pytest.mark.parametrize(("asked", "cell", "bounds"), FIELDS, ids=[f"{each.id} {cell}" for each, cell, _ in FIELDS])
def test_limits_become_the_bounds_that_the_kind_has(asked: Item, cell: str, bounds: dict[str, object]) -> None:
    assert fields(asked, limits(cell)) == bounds


FITTING = [
    ("number", ". >= 1 and . <= 2", True),
    ("number", "string-length(.) <= 2", False),
    ("number", ". >= 1 and regex(., 'a')", False),
    ("hours_per_month", ". <= 80", True),
    ("hours_per_month", ". >= 1", False),
    ("multiple_choice", "count-selected(.) <= 2", True),
    ("multiple_choice", "not(selected(., 'none') and count-selected(.) > 1)", True),
    ("multiple_choice", ". >= 1", False),
    ("short_text", "string-length(.) <= 9", True),
    ("short_text", ". >= 1", False),
    ("date", ". >= date('2020-01-01')", True),
    ("date", ". >= 1", False),
    ("month", ". <= date('2020-01-01')", True),
    ("single_choice", "true()", True),
    ("single_choice", ". <= 3", False),
    ("information", ". <= 3", False),
    ("ranking", "count-selected(.) <= 3", False),
]


@pytest.mark.parametrize(("kind", "cell", "fits"), FITTING)
def test_a_limit_that_a_kind_cannot_have_is_known(kind: str, cell: str, fits: bool) -> None:
    assert fit(item(kind), limits(cell)) is fits


WRITTEN: list[tuple[Item, str]] = [
    (item("number", minimum=0, maximum=40), ". >= 0 and . <= 40"),
    (item("number", minimum="-2.5", maximum="2.5", decimals=1), ". >= -2.5 and . <= 2.5"),
    (item("hours_per_month", maximum=80), ". >= 0 and . <= 80 and . mod 0.5 = 0"),
    (item("date", earliest="2020-01-01", latest="2025-12-31"), ". >= date('2020-01-01') and . <= date('2025-12-31')"),
    (item("month", earliest="2020-01", latest="2024-02"), ". >= date('2020-01-01') and . <= date('2024-02-29')"),
    (item("short_text", length=40), "string-length(.) <= 40"),
    (item("open_text", length=900), "string-length(.) <= 900"),
    (item("multiple_choice"), ""),
    (item("multiple_choice", minimum=2, maximum=3), "count-selected(.) <= 3 and count-selected(.) >= 2"),
    (item("single_choice"), ""),
    (item("information"), ""),
]


@pytest.mark.parametrize(
    ("asked", "cell"), WRITTEN, ids=[f"{each.__class__.__name__} {cell}" for each, cell in WRITTEN]
)
def test_bounds_are_written_as_a_constraint(asked: Item, cell: str) -> None:
    assert constraint(asked) == cell


def test_an_option_that_stands_alone_may_be_the_only_one_though_more_are_wanted() -> None:
    options = [*OPTIONS[:2], OPTIONS[2] | {"exclusive": True}]
    written = constraint(item("multiple_choice", options=options, minimum=2))
    assert written == (
        "(count-selected(.) >= 2 or selected(., 'none')) and not(selected(., 'none') and count-selected(.) > 1)"
    )


DATES = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(st.integers(-1000, 1000), st.integers(0, 1000), st.integers(0, 3))
def test_bounds_of_numbers_come_back(low: int, width: int, decimals: int) -> None:
    ends = [Decimal(each).scaleb(-decimals) for each in (low, low + width)]
    asked = item("number", minimum=str(ends[0]), maximum=str(ends[1]), decimals=decimals)
    assert fields(asked, limits(constraint(asked))) == {"minimum": ends[0], "maximum": ends[1]}


@given(DATES, DATES)
def test_bounds_of_dates_come_back(one: date, another: date) -> None:
    earliest, latest = sorted((one.isoformat(), another.isoformat()))
    asked = item("date", earliest=earliest, latest=latest)
    assert fields(asked, limits(constraint(asked))) == {"earliest": earliest, "latest": latest}
    months = item("month", earliest=earliest[:7], latest=latest[:7])
    assert fields(months, limits(constraint(months))) == {"earliest": earliest[:7], "latest": latest[:7]}
