"""Constraints: what an answer must be, as an expression of XLSForm and as the bounds that our kinds have."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import singledispatch

from survey.questionnaires.kinds import (
    CalendarDate,
    HoursPerMonth,
    Item,
    Month,
    MultipleChoice,
    OpenText,
    ShortText,
)
from survey.questionnaires.kinds import (
    Number as NumberItem,
)
from survey.questionnaires.kinds.moments import is_date

from .relevance import TURNED
from .xpath import Call, Expression, Here, NotReadError, Number, Operation, Text, conjuncts, read

ALWAYS = Call("true", ())


@dataclass
class Limits:
    """What constraints say. `rest` is True where a part of them has no counterpart.

    `lowest` and `highest` are bounds of a number with whether they are themselves excluded; `fewest` and `most` count
    chosen options; `alone` are options that exclude the others; `earliest` and `latest` are dates.
    """

    lowest: tuple[Decimal, bool] | None = None
    highest: tuple[Decimal, bool] | None = None
    fewest: int | None = None
    most: int | None = None
    longest: int | None = None
    earliest: str | None = None
    latest: str | None = None
    alone: set[str] = field(default_factory=set)
    rest: bool = False


def limits(constraint: str) -> Limits:
    """What `constraint` says, as far as it can be said here."""
    found = Limits()
    if not constraint.strip():
        return found
    try:
        parts = conjuncts(read(constraint))
    except NotReadError:
        return Limits(rest=True)
    for part in parts:
        if part != ALWAYS and not _understood(found, part):
            found.rest = True
    return found


def _understood(found: Limits, part: Expression) -> bool:
    """Put what `part` says in `found`; False if it has no counterpart."""
    if code := _exclusive(part):
        found.alone.add(code)
        return True
    if not isinstance(part, Operation) or part.sign not in TURNED:
        return False
    sign, left, right = part.sign, part.left, part.right
    if isinstance(left, Number | Text) or (isinstance(left, Call) and left.name == "date"):
        sign, left, right = TURNED[sign], right, left
    if isinstance(right, Call) and right.name == "date" and len(right.arguments) == 1:
        right = right.arguments[0]
    match left, right:
        case Here(), Number(value):
            return _bound(found, sign, value)
        case Here(), Text(value):
            return _moment(found, sign, value)
        case Call("count-selected" | "string-length" as name, (Here(),)), Number(value) if value == int(value):
            return _count(found, name, sign, int(value))
    return False


def _bound(found: Limits, sign: str, value: Decimal) -> bool:
    if sign in {">", ">=", "="}:
        found.lowest = (value, sign == ">")
    if sign in {"<", "<=", "="}:
        found.highest = (value, sign == "<")
    return sign != "!="


def _moment(found: Limits, sign: str, value: str) -> bool:
    if not is_date(value) or sign not in {">", ">=", "<", "<="}:
        return False
    step = {">": 1, "<": -1}.get(sign, 0)
    day = date.fromordinal(date.fromisoformat(value).toordinal() + step).isoformat()
    if sign.startswith(">"):
        found.earliest = day
    else:
        found.latest = day
    return True


def _count(found: Limits, name: str, sign: str, value: int) -> bool:
    at_least = value + (sign == ">") if sign in {">", ">=", "="} else None
    at_most = value - (sign == "<") if sign in {"<", "<=", "="} else None
    if name == "count-selected":
        found.fewest = found.fewest if at_least is None else at_least
        found.most = found.most if at_most is None else at_most
        return sign != "!="
    found.longest = found.longest if at_most is None else at_most
    return at_most is not None and at_least is None


def _exclusive(part: Expression) -> str | None:
    """The option that this part allows only alone, in the ways in which that is usually written."""
    match part:
        case Call("not", (Operation("and", Call("selected", (Here(), Text(code))), others),)) if _more(others):
            return code
        case Operation("or", Call("not", (Call("selected", (Here(), Text(code))),)), single) if _single(single):
            return code
        case Operation("or", single, Call("not", (Call("selected", (Here(), Text(code))),))) if _single(single):
            return code
        case Call("if", (Call("selected", (Here(), Text(code))), single, Call("true", ()))) if _single(single):
            return code
    return None


def _more(part: Expression) -> bool:
    match part:
        case Operation(">", Call("count-selected", (Here(),)), Number(value)):
            return value == 1
        case Operation(">=", Call("count-selected", (Here(),)), Number(value)):
            return value == 2  # noqa: PLR2004 - two chosen is more than one
    return False


def _single(part: Expression) -> bool:
    match part:
        case Operation("=" | "<=", Call("count-selected", (Here(),)), Number(value)):
            return value == 1
        case Operation("<", Call("count-selected", (Here(),)), Number(value)):
            return value == 2  # noqa: PLR2004 - fewer than two chosen is one
    return False


@singledispatch
def constraint(_item: Item) -> str:
    """What an answer to an item must be, as an expression; "" if the type of the question says it all."""
    return ""


@constraint.register
def _(item: NumberItem) -> str:
    return f". >= {item.minimum:f} and . <= {item.maximum:f}"


@constraint.register
def _(item: HoursPerMonth) -> str:
    return f". >= 0 and . <= {item.maximum} and . mod 0.5 = 0"


@constraint.register
def _(item: CalendarDate) -> str:
    return f". >= date('{item.earliest}') and . <= date('{item.latest}')"


@constraint.register
def _(item: Month) -> str:
    year, month = map(int, item.latest.split("-"))
    last = f"{item.latest}-{calendar.monthrange(year, month)[1]}"
    return f". >= date('{item.earliest}-01') and . <= date('{last}')"


@constraint.register
def _(item: ShortText | OpenText) -> str:
    return f"string-length(.) <= {item.length}"


@constraint.register
def _(item: MultipleChoice) -> str:
    alone = [option.code for option in item.options if option.exclusive]
    parts = [f"not(selected(., '{code}') and count-selected(.) > 1)" for code in alone]
    if item.minimum > 1:
        enough = [f"count-selected(.) >= {item.minimum}", *(f"selected(., '{code}')" for code in alone)]
        parts.insert(0, f"({' or '.join(enough)})" if alone else enough[0])
    if item.maximum is not None:
        parts.insert(0, f"count-selected(.) <= {item.maximum}")
    return " and ".join(parts)


BOUNDED: Mapping[type[Item], frozenset[str]] = {
    NumberItem: frozenset({"lowest", "highest"}),
    HoursPerMonth: frozenset({"highest"}),
    MultipleChoice: frozenset({"fewest", "most", "alone"}),
    OpenText: frozenset({"longest"}),
    ShortText: frozenset({"longest"}),
    CalendarDate: frozenset({"earliest", "latest"}),
    Month: frozenset({"earliest", "latest"}),
}
"""What of `Limits` each kind can have."""


def fit(item: Item, found: Limits) -> bool:
    """Whether the item can have all that was found, and all was understood."""
    said = {name for name, value in vars(found).items() if value not in (None, False) and value != set()}
    return said <= BOUNDED.get(type(item), frozenset())


def fields(item: Item, found: Limits) -> Mapping[str, object]:  # noqa: PLR0911 - one for each case
    """What `found` changes in `item`: the fields that it bounds."""
    match item:
        case NumberItem():
            return {"minimum": _within(found.lowest, item.step()), "maximum": _within(found.highest, -item.step())}
        case HoursPerMonth() if found.highest:
            return {"maximum": max(1, int(found.highest[0]))}
        case MultipleChoice():
            return {"minimum": found.fewest or None, "maximum": found.most or None}
        case OpenText() | ShortText():
            return {"length": found.longest or None}
        case CalendarDate():
            return {"earliest": found.earliest, "latest": found.latest}
        case Month():
            earliest, latest = found.earliest, found.latest
            return {"earliest": earliest and earliest[:7], "latest": latest and latest[:7]}
    return {}


def _within(bound: tuple[Decimal, bool] | None, step: Decimal) -> Decimal | None:
    if bound is None:
        return None
    value, excluded = bound
    return value + step if excluded else value
