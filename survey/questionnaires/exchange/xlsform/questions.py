"""Rows that ask something, as items of ours. What a row says besides is noticed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from survey.questionnaires.definition import Page
from survey.questionnaires.kinds import AnyItem, Item
from survey.questionnaires.kinds.amounts import LARGEST
from survey.questionnaires.mistakes import mistakes
from survey.questionnaires.problems import N_, Reason
from survey.questionnaires.tree import Tree

from . import limits
from .asked import FALSE, NOT_READ, TOO_LONG, TRUE, Asked, UntranslatableError, number
from .calculations import calculation
from .columns import Row
from .options import chosen
from .progress import NO, YES, Chosen, Reading
from .relevance import Translation
from .types import Type, parameters
from .xpath import NotReadError, read

NO_LABEL = N_("This question has no label. Its name “{name}” is used.")
NOT_ASKED = N_("Questions of type “{type}” cannot be asked here. This one was left out.")
RECORDED = N_("“{type}” is not recorded here: it would help to tell who answers. The row was left out.")
NOT_CALCULATED = N_("The calculation was left out: {reason}.")
NO_CONDITION = N_("The condition was left out, so that everybody is asked: {reason}.")
NEVER_SO = N_("A part of the condition is never so, and was left out: {reason}.")
NEVER = N_("This is never shown. It was left out.")
PARTLY = N_("The rule for the answer was left out as far as it has no counterpart: {constraint}")
WITHOUT_TIME = N_("Only the date is asked, not the time.")
AS_TEXT = N_("“{type}” is asked as a short text.")
THREE_DECIMALS = N_("At most three decimals can be given.")
STEPS = N_("Every number from {lowest} to {highest} can be given, not only steps of {step}.")
WRONG = N_("This question was left out. {reason}")
CONFIRMED = N_("This is asked as yes or no. Check the words.")

MAX_CONDITION = 500
LONGEST_LINE = 200

ITEM: TypeAdapter[Item] = TypeAdapter(AnyItem)


@dataclass(frozen=True, slots=True)
class Question:
    """An item, the row that asks it, and our codes for the names of its options. `rows` has the row of each option."""

    item: Item
    row: Row
    codes: Mapping[str, str]
    rows: tuple[int, ...] = ()

    def asked(self) -> Asked:
        """For conditions on it."""
        key = (*self.item.closed_keys(), *self.item.text_keys(), "")[0]
        return Asked(key, self.item.domain(key), self.codes)


def question(reading: Reading, row: Row, type_: Type) -> Question | None:
    """The question that `row` asks, as an item; None, and a notice, if it cannot be asked here."""
    if type_.name == "recorded":
        reading.notices.add(row, "type", RECORDED, type=type_.written)
        return None
    make = FIELDS.get(type_.name)
    if make is None:
        reading.notices.add(row, "type", NOT_ASKED, type=type_.written)
        return None
    found = limits.limits(row.text("constraint"))
    when = condition(reading, row)
    if when == FALSE.text:
        reading.notices.add(row, "relevant", NEVER)
        return None
    made = make(reading, row, type_, found)
    return None if made is None else _validated(reading, row, made, {"when": when} | _texts(reading, row), found)


def condition(reading: Reading, row: Row) -> str | None:
    """The condition of a row; None, and a notice, where it has no counterpart; `false` where it never holds."""
    cell = row.text("relevant")
    if not cell:
        return None
    translation = Translation(reading.questions)
    try:
        text = translation.condition(read(cell)).text
    except (UntranslatableError, NotReadError, RecursionError) as error:
        reading.notices.add(row, "relevant", NO_CONDITION, reason=_reason(error))
        return None
    if len(text) > MAX_CONDITION or (translation.never and text == FALSE.text):
        reason = translation.never[0] if text == FALSE.text else Reason(TOO_LONG)
        reading.notices.add(row, "relevant", NO_CONDITION, reason=reason)
        return None
    for reason in translation.never:
        reading.notices.add(row, "relevant", NEVER_SO, reason=reason)
    return None if text == TRUE.text else text


def _reason(error: Exception) -> Reason:
    return error.reason if isinstance(error, UntranslatableError) else Reason(NOT_READ)


def _texts(reading: Reading, row: Row) -> dict[str, Any]:
    text = reading.texts.wording(row, "label")
    hint = reading.texts.wording(row, "hint")
    if not text:
        text, hint = (hint, {}) if hint else ({}, {})
    if not text:
        name = row.text("name") or row.text("type")
        text = dict.fromkeys(reading.languages, name)
        if row.text("type").lower() != "calculate":
            reading.notices.add(row, "label", NO_LABEL, name=name)
    return {"text": text, "hint": hint or None}


def _validated(
    reading: Reading, row: Row, made: Chosen, rest: Mapping[str, Any], found: limits.Limits
) -> Question | None:
    written = {"id": reading.name(row), **made.fields, **rest}
    try:
        item = ITEM.validate_python(written)
    except ValidationError as error:
        found_wrong = mistakes(error, Page, Tree(None, {(): row.number}, ()), reading.notices.file)[0]
        reading.notices.add(row, "type", WRONG, reason=Reason(found_wrong.message, found_wrong.values))
        return None
    bounded = _bounded(item, written, found)
    if bounded is None or not limits.fit(item, found):
        reading.notices.add(row, "constraint", PARTLY, constraint=row.text("constraint"))
    return Question(bounded or item, row, made.codes, made.rows)


def _bounded(item: Item, written: Mapping[str, Any], found: limits.Limits) -> Item | None:
    """The item within the limits that were found; None if it cannot have them."""
    changes = {name: value for name, value in limits.fields(item, found).items() if value is not None}
    try:
        return ITEM.validate_python(dict(written) | changes)
    except ValidationError:
        return None


def _number(kind: str, decimals: int) -> dict[str, Any]:
    return {"kind": kind, "decimals": decimals, "minimum": -LARGEST, "maximum": LARGEST}


def _integer(_reading: Reading, _row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    return Chosen(_number("number", 0))


def _percentage(_reading: Reading, _row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    return Chosen({"kind": "number", "maximum": Decimal(100)})


def _decimal(reading: Reading, row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    reading.notices.add(row, "type", THREE_DECIMALS)
    return Chosen(_number("number", 3))


def _range(reading: Reading, row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    """`start=0 end=10 step=1`; ODK's own defaults where they are absent."""
    given = parameters(row.text("parameters"))
    lowest, highest, step = (
        number(given.get(name, otherwise)) or Decimal(0)
        for name, otherwise in (("start", "0"), ("end", "10"), ("step", "1"))
    )
    decimals = max(0, *(-int(each.normalize().as_tuple().exponent) for each in (lowest, highest, step)))
    if abs(step) != Decimal(1).scaleb(-decimals):
        reading.notices.add(row, "parameters", STEPS, lowest=lowest, highest=highest, step=step)
    ends = {"minimum": min(lowest, highest), "maximum": max(lowest, highest)}
    return Chosen({"kind": "number", "decimals": min(decimals, 3)} | ends)


def _text(_reading: Reading, row: Row, _type: Type, found: limits.Limits) -> Chosen:
    is_long = "multiline" in row.text("appearance") or row.text("rows") or (found.longest or 0) > LONGEST_LINE
    return Chosen({"kind": "open_text"} if is_long else {"kind": "short_text", "length": LONGEST_LINE})


def _time(reading: Reading, row: Row, type_: Type, _found: limits.Limits) -> Chosen:
    reading.notices.add(row, "type", AS_TEXT, type=type_.written)
    return Chosen({"kind": "short_text", "length": 20})


def _date(reading: Reading, row: Row, type_: Type, _found: limits.Limits) -> Chosen:
    if type_.name == "datetime":
        reading.notices.add(row, "type", WITHOUT_TIME)
    appearance = row.text("appearance")
    return Chosen({"kind": "month" if "month-year" in appearance and type_.name == "date" else "date"})


def _note(_reading: Reading, _row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    return Chosen({"kind": "information"})


def _acknowledge(reading: Reading, row: Row, _type: Type, _found: limits.Limits) -> Chosen:
    reading.notices.add(row, "type", CONFIRMED)
    return Chosen({"kind": "consent", "yes": reading.words(YES), "no": reading.words(NO)}, {"OK": "yes"})


def _calculate(reading: Reading, row: Row, _type: Type, _found: limits.Limits) -> Chosen | None:
    try:
        value, decimals = calculation(read(row.text("calculation")), reading.questions)
    except (UntranslatableError, NotReadError, RecursionError) as error:
        reading.notices.add(row, "calculation", NOT_CALCULATED, reason=_reason(error))
        return None
    return Chosen({"kind": "calculated", "value": value, "decimals": decimals})


Fields = Callable[[Reading, Row, Type, limits.Limits], Chosen | None]

FIELDS: Mapping[str, Fields] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "percentage": _percentage,
    "range": _range,
    "date": _date,
    "datetime": _date,
    "time": _time,
    "note": _note,
    "acknowledge": _acknowledge,
    "calculate": _calculate,
    "choice": chosen,
}
"""How each type of question becomes an item; None where a notice says why it cannot."""
