"""Questions with options: select one, select multiple and rank."""

from dataclasses import replace
from typing import Any

from survey.questionnaires.problems import N_, Reason

from .asked import FALSE, NOT_READ, TRUE, UntranslatableError
from .choices import Choice
from .columns import Row
from .limits import Limits
from .progress import NO, OTHER, Chosen, Reading
from .relevance import Translation
from .types import SEVERAL, SINGLE, Type, parameters
from .xpath import Call, Column, Expression, NotReadError, Operation, read

NO_LIST = N_("There is no list “{list}” in the sheet “choices”. The question is asked as a short text.")
ELSEWHERE = N_("The options are in another file, “{list}”. The question is asked as a short text.")
TOO_MANY = N_("The list “{list}” has {number} options; {limit} are possible. The question is asked as a short text.")
ONE_OPTION = N_("The list “{list}” has one option. The question is asked as yes or no; check the words.")
OTHER_WORDS = N_("An option with a text field was added for another answer. Check its words.")
NEVER_SHOWN = N_("The choice filter never shows these options. They were left out: {names}.")
NONE_SHOWN = N_("it shows no option at all")
NOTHING_TO_FILTER = N_("The choice filter was left out with the options.")
NO_FILTER = N_("The choice filter was left out, so that all options are shown: {reason}.")

MOST_OPTIONS = 200


def chosen(reading: Reading, row: Row, type_: Type, found: Limits) -> Chosen:
    """The item of a question with options; a short text where the options cannot be had."""
    members = () if type_.elsewhere else reading.lists.get(type_.list, ())
    if not 1 <= len(members) <= MOST_OPTIONS:
        return _as_text(reading, row, type_, len(members))
    reading.used.add(type_.list)
    reading.recoded.add(type_.list)
    shown = _filtered(reading, row, members)
    if len(shown) == 1 and not type_.other:
        return _consent(reading, row, type_, shown[0])
    codes = {each.name: each.code for each in shown}
    options = [dict(each.option) for each in shown]
    is_own = len(shown) < len(members) or any("when" in option for option in options)
    is_own = _alone(options, {codes.get(each, "") for each in found.alone}, type_) or is_own
    if type_.other:
        reading.notices.add(row, "type", OTHER_WORDS)
        options, codes, is_own = _with_other(reading, options, codes)
    fields: dict[str, Any] = {
        "kind": _kind(row, type_),
        "options": options,
    }
    if parameters(row.text("parameters")).get("randomize") == "true" and fields["kind"] != "rating_scale":
        fields["randomise"] = True
    if not is_own and reading.uses.get(type_.list, 0) > 1:
        fields["scale"] = _shared(reading, type_.list, options)
    return Chosen(fields, codes, tuple(each.row.number for each in shown))


def _consent(reading: Reading, row: Row, type_: Type, only: Choice) -> Chosen:
    """One thing to tick, as yes or no."""
    reading.notices.add(row, "type", ONE_OPTION, list=type_.list)
    if "when" in only.option:
        reading.notices.add(row, "choice_filter", NOTHING_TO_FILTER)
    words = {"yes": only.option["text"], "no": reading.words(NO)}
    return Chosen({"kind": "consent"} | words, {only.name: "yes"})


def _kind(row: Row, type_: Type) -> str:
    is_scale = type_.kind == SINGLE and "likert" in row.text("appearance") and not type_.other
    return "rating_scale" if is_scale else type_.kind


def _as_text(reading: Reading, row: Row, type_: Type, number: int) -> Chosen:
    if type_.elsewhere:
        reading.notices.add(row, "type", ELSEWHERE, list=type_.list)
    elif number:
        reading.notices.add(row, "type", TOO_MANY, list=type_.list, number=number, limit=MOST_OPTIONS)
    else:
        reading.notices.add(row, "type", NO_LIST, list=type_.list)
    if row.text("choice_filter"):
        reading.notices.add(row, "choice_filter", NOTHING_TO_FILTER)
    return Chosen({"kind": "short_text", "length": 200})


def _filtered(reading: Reading, row: Row, members: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The options that the choice filter can ever show, each with the condition that the filter is for it.

    Conditions in our own columns do not count: they did not say the same any more.
    """
    members = tuple(
        replace(each, option={name: value for name, value in each.option.items() if name != "when"}) for each in members
    )
    cell = row.text("choice_filter")
    if not cell:
        return members
    try:
        expression = read(cell)
        clauses = [Translation(reading.questions, each.cells()).condition(expression) for each in members]
    except (UntranslatableError, NotReadError, RecursionError) as error:
        reason = error.reason if isinstance(error, UntranslatableError) else Reason(NOT_READ)
        reading.notices.add(row, "choice_filter", NO_FILTER, reason=reason)
        return members
    reading.filters |= set(_columns(expression))
    if all(clause == FALSE for clause in clauses):
        reading.notices.add(row, "choice_filter", NO_FILTER, reason=Reason(NONE_SHOWN))
        return members
    if never := [each.name for each, clause in zip(members, clauses, strict=True) if clause == FALSE]:
        reading.notices.add(row, "choice_filter", NEVER_SHOWN, names=", ".join(never))
    return tuple(
        each if clause == TRUE else replace(each, option={**each.option, "when": clause.text})
        for each, clause in zip(members, clauses, strict=True)
        if clause != FALSE
    )


def _columns(expression: Expression) -> list[str]:
    match expression:
        case Column(name):
            return [name]
        case Operation(_, left, right):
            return [*_columns(left), *_columns(right)]
        case Call(_, arguments):
            return [name for each in arguments for name in _columns(each)]
    return []


def _alone(options: list[dict[str, Any]], alone: set[str], type_: Type) -> bool:
    """Mark the options that exclude the others; whether there are any."""
    if type_.kind != SEVERAL or not alone:
        return False
    for option in options:
        if option["code"] in alone:
            option["exclusive"] = True
    return True


def _with_other(
    reading: Reading, options: list[dict[str, Any]], codes: dict[str, str]
) -> tuple[list[dict[str, Any]], dict[str, str], bool]:
    """With one more option that opens a text."""
    code = "other" if "other" not in codes.values() else "something_else"
    other = {"code": code, "text": reading.words(OTHER), "other": True}
    return [*options, other], {"other": code} | codes, True


def _shared(reading: Reading, name: str, options: list[dict[str, Any]]) -> str:
    """The name of the shared scale that a list becomes."""
    scale = reading.scale_ids.given.get(name) or reading.scale_ids.give(name)
    reading.scales.setdefault(scale, options)
    return scale
