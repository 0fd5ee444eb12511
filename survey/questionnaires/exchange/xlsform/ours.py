"""Rows that we wrote ourselves: our own columns say what XLSForm has no word for, as long as the cells beside them
still say the same. What somebody changed in another tool counts.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from survey.questionnaires.expressions import Domains
from survey.questionnaires.kinds import KINDS, FixedChoice, Item, MultipleChoice, OptionsItem, ValueCard
from survey.questionnaires.kinds.steps import Steps

from . import limits
from .columns import Row
from .expressions import calculated, choice_filter, relevant
from .progress import Chosen, Reading
from .questions import ITEM, PARTLY, Question, condition
from .types import Type, parameters, read_type

EXACT = frozenset({"label", "hint", "kind", "options"})
"""Our columns that are no fields of an item."""

CARD, PAGE, OTHER = "value_card", "page", "other"
"""What the rows are that are no item of their own: groups, and the text field of "something else, namely"."""


def labelled(number: int, words: str) -> str:
    """The option of a row of numbers that has words: `1: very bad`."""
    return f"{number}: {words}"


def when(reading: Reading, row: Row, own: Mapping[str, Any]) -> str | None:
    """The condition of a row: as our column has it if that is still what `relevant` says."""
    exact = own.get("when")
    if isinstance(exact, str) and relevant(exact, domains(reading)) == row.text("relevant"):
        return exact
    return condition(reading, row)


def domains(reading: Reading) -> Domains:
    """What the answers to the questions so far can be."""
    return {asked.key: asked.domain for asked in reading.questions.questions.values()}


def item(reading: Reading, row: Row, type_: Type) -> Question | None:
    """The item in a row of ours; None if somebody changed it so that it is no item of that kind any more."""
    own = row.own()
    kind = str(own.get("kind"))
    if kind not in KINDS:
        return None
    made = _fields(reading, row, type_, own, KINDS[kind])
    return _validated(reading, row, made) if made else None


def _fields(reading: Reading, row: Row, type_: Type, own: Mapping[str, Any], kind: type[Item]) -> Chosen | None:
    members = reading.options(type_.list)
    fields = {name: value for name, value in own.items() if name not in EXACT} | {
        "kind": own["kind"],
        "id": row.text("name"),
        "text": reading.texts.wording(row, "label"),
        "hint": reading.texts.wording(row, "hint") or None,
        "when": when(reading, row, own),
    }
    if own["kind"] == "calculated":
        exact = calculated(str(own.get("value")), int(own.get("decimals", 0)), domains(reading))
        if exact != row.text("calculation"):
            return None
    options = {each.code: dict(each.option) for each in members}
    if issubclass(kind, Steps):
        fields |= _ends(options, kind.lowest, kind.highest)
    elif issubclass(kind, FixedChoice):
        fields |= {code: option["text"] for code, option in options.items()}
    elif issubclass(kind, OptionsItem):
        fields["options"] = list(options.values())
        if "randomise" in kind.model_fields:
            fields["randomise"] = parameters(row.text("parameters")).get("randomize") == "true"
    codes = {each.name: each.code for each in members}
    return Chosen(fields, codes, tuple(each.row.number for each in members))


def _ends(options: Mapping[str, Mapping[str, Any]], lowest: int, highest: int) -> dict[str, Any]:
    """The words at both ends of a row of numbers, and those for "don't know"."""
    found: dict[str, Any] = {}
    for name, number in (("low", lowest), ("high", highest)):
        text = options.get(f"c{number}", {}).get("text", {})
        found[name] = {code: words.removeprefix(f"{number}:").removeprefix(" ") for code, words in text.items()}
    if "dont_know" in options:
        found["dont_know"] = options["dont_know"]["text"]
    return found


def _validated(reading: Reading, row: Row, made: Chosen) -> Question | None:
    try:
        made_item = ITEM.validate_python(made.fields)
        if row.text("constraint") != limits.constraint(made_item):
            made_item = _limited(reading, row, made_item, made.fields)
    except ValidationError:
        return None
    options = made_item.options if isinstance(made_item, OptionsItem) else ()
    is_ours = row.text("choice_filter") == choice_filter(options, domains(reading))
    if not is_ours or reading.ids.give(row.text("name")) != made_item.id:
        return None
    return Question(made_item, row, made.codes, made.rows)


def _limited(reading: Reading, row: Row, made_item: Item, fields: Mapping[str, Any]) -> Item:
    """The item within limits that somebody changed."""
    cell = row.text("constraint")
    found = limits.limits(cell)
    changes = {name: value for name, value in limits.fields(made_item, found).items() if value}
    if isinstance(made_item, MultipleChoice):
        changes["options"] = [
            option.model_dump() | {"exclusive": option.code in found.alone} for option in made_item.options
        ]
    if not limits.fit(made_item, found):
        reading.notices.add(row, "constraint", PARTLY, constraint=cell)
    return ITEM.validate_python(dict(fields) | changes)


def card(reading: Reading, row: Row, questions: list[Row]) -> Question | None:
    """The value card in a group of ours; None if it is none any more."""
    own = row.own()
    fields = {name: value for name, value in own.items() if name not in EXACT} | {
        "kind": CARD,
        "id": own.get("id", row.text("name")),
        "text": reading.texts.wording(row, "label"),
        "hint": reading.texts.wording(row, "hint") or None,
        "when": when(reading, row, own),
        "options": _options(reading, own.get("options")),
        "questions": [_question(reading, each) for each in questions],
    }
    try:
        made_item = ITEM.validate_python(fields)
    except ValidationError:
        return None
    if not isinstance(made_item, ValueCard) or not _is_filtered_alike(reading, made_item, questions):
        return None
    reading.ids.give(made_item.id)
    return Question(made_item, row, {})


def _is_filtered_alike(reading: Reading, made: ValueCard, questions: list[Row]) -> bool:
    """Whether the choice filters of a card are still those of its options."""
    known = domains(reading)
    return all(
        row.text("choice_filter") == choice_filter(each.options or made.options, known)
        for row, each in zip(questions, made.questions, strict=True)
    )


def _question(reading: Reading, row: Row) -> dict[str, Any]:
    own = row.own()
    fields = {name: value for name, value in own.items() if name not in EXACT}
    has_own_list = own.get("options") == read_type(row.text("type")).list
    return fields | {
        "text": reading.texts.wording(row, "label"),
        "when": when(reading, row, own),
        "options": _options(reading, own.get("options")) if has_own_list else [],
    }


def _options(reading: Reading, name: object) -> list[dict[str, Any]]:
    return [dict(each.option) for each in reading.options(str(name))]
