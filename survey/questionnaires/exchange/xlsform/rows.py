"""Items as rows of the sheet `survey`, one function for each kind that XLSForm asks in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.expressions import Domains
from survey.questionnaires.kinds import (
    Calculated,
    CalendarDate,
    CardQuestion,
    ChoiceItem,
    FixedChoice,
    HoursPerMonth,
    Information,
    Item,
    Month,
    MultipleChoice,
    Number,
    OneOf,
    OpenText,
    Option,
    OptionsItem,
    Ranking,
    ShortText,
    ValueCard,
    other_key,
    part_key,
)
from survey.questionnaires.kinds.steps import Steps

from .expressions import calculated, choice_filter, relevant
from .limits import constraint
from .ours import CARD, OTHER, labelled
from .sheets import Cells, own, wording

BY_CELLS = frozenset({"id", "text", "hint", "options", "questions"})
"""The fields of an item that cells of XLSForm say."""


@dataclass
class Writing:
    """One questionnaire being written; `choices` are the rows of the sheet `choices` so far."""

    questionnaire: Questionnaire
    choices: list[Cells] = field(default_factory=list)
    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)

    @property
    def domains(self) -> Domains:
        """What every answer can be."""
        return self.questionnaire.domains

    def own(self, fields: Mapping[str, Any]) -> Cells:
        """Fields of ours in columns of ours."""
        return own(fields, self.questionnaire.languages)

    def list_of(self, wished: str, options: tuple[Option, ...]) -> str:
        """The name of the list with these options: the one that is there already, or a new one."""
        name = wished
        while self.lists.setdefault(name, options) != options:
            name += "_"
        if not any(cells["list_name"] == name for cells in self.choices):
            self.choices += [self._choice(name, option) for option in options]
        return name

    def _choice(self, name: str, option: Option) -> Cells:
        fields = option.model_dump(mode="json", exclude_defaults=True, exclude={"code", "text"})
        return {"list_name": name, "name": option.code} | wording("label", option.text) | self.own(fields)

    def numbers(self, name: str, item: Steps) -> str:
        """A list of the numbers of a row, with the words at its ends."""
        words = {item.lowest: item.low, item.highest: item.high}
        for number in range(item.lowest, item.highest + 1):
            languages = words.get(number) or dict.fromkeys(self.questionnaire.languages, "")
            texts = {each: labelled(number, text) if text else str(number) for each, text in languages.items()}
            self.choices.append({"list_name": name, "name": str(number)} | wording("label", texts))
        if item.dont_know is not None:
            self.choices.append({"list_name": name, "name": "dont_know"} | wording("label", item.dont_know))
        return name


def rows_of(writing: Writing, item: Item) -> list[Cells]:
    """The rows of an item: one, or more for a card or an option that opens a text."""
    if isinstance(item, ValueCard):
        return _card(writing, item)
    cells = _texts(writing, item) | asked(item, writing) | writing.own(_own_fields(item))
    if limit := constraint(item):
        cells["constraint"] = limit
    return [cells, *_other(writing, item)]


def _texts(writing: Writing, item: Item) -> Cells:
    cells: Cells = {"name": item.id} | wording("label", item.text) | wording("hint", item.hint or {})
    if condition := relevant(item.when, writing.domains):
        cells["relevant"] = condition
    return cells


def _own_fields(item: Item) -> dict[str, Any]:
    words = set(item.codes()) | {"low", "high"} if isinstance(item, FixedChoice | Steps) else set()
    return item.model_dump(mode="json", exclude_defaults=True, exclude=set(BY_CELLS | words))


def _other(writing: Writing, item: Item) -> list[Cells]:
    """The text field of "something else, namely", as a question behind its own."""
    if not isinstance(item, ChoiceItem) or not item.text_keys():
        return []
    option = next(each for each in item.options if each.other)
    cells: Cells = {"type": "text", "name": other_key(item.id)} | wording("label", option.text)
    cells["relevant"] = f"selected(${{{item.id}}}, '{option.code}')"
    return [cells | writing.own({"kind": OTHER})]


PLAIN: Mapping[type[Item], Cells] = {
    HoursPerMonth: {"type": "decimal"},
    CalendarDate: {"type": "date"},
    Month: {"type": "date", "appearance": "month-year"},
    ShortText: {"type": "text"},
    OpenText: {"type": "text", "appearance": "multiline"},
    Information: {"type": "note"},
}


@singledispatch
def asked(item: Item, writing: Writing) -> Cells:
    """How XLSForm asks a kind of item: its type and what goes with that."""
    if isinstance(item, Calculated):
        return {"type": "calculate", "calculation": calculated(item.value, item.decimals, writing.domains)}
    if isinstance(item, Number):
        return {"type": "decimal" if item.decimals else "integer"}
    return PLAIN[type(item)]


@asked.register
def _(item: Steps, writing: Writing) -> Cells:
    return {"type": f"select_one {writing.numbers(_free(writing, item.id), item)}", "appearance": "likert"}


@asked.register
def _(item: FixedChoice, writing: Writing) -> Cells:
    return {"type": f"select_one {writing.list_of(_free(writing, item.id), item.options)}"}


@asked.register
def _(item: OneOf, writing: Writing) -> Cells:
    return {"type": f"select_one {_list(writing, item)}", "appearance": "likert"} | _shown(writing, item.options)


@asked.register
def _(item: ChoiceItem, writing: Writing) -> Cells:
    command = "select_multiple" if isinstance(item, MultipleChoice) else "select_one"
    return {"type": f"{command} {_list(writing, item)}"} | _shown(writing, item.options) | _order(item.randomise)


@asked.register
def _(item: Ranking, writing: Writing) -> Cells:
    return {"type": f"rank {_list(writing, item)}"} | _shown(writing, item.options) | _order(item.randomise)


def _list(writing: Writing, item: OptionsItem) -> str:
    """The list of the shared scale, if the options are still those; else a list of the item's own."""
    shared = writing.questionnaire.scales.get(item.scale or "")
    if item.scale is not None and shared == item.options:
        return writing.list_of(item.scale, item.options)
    return writing.list_of(_free(writing, item.id), item.options)


def _free(writing: Writing, name: str) -> str:
    """A name for a list that no shared scale has."""
    return f"{name}_" if name in writing.questionnaire.scales else name


def _shown(writing: Writing, options: tuple[Option, ...]) -> Cells:
    """The conditions of options as a choice filter."""
    cell = choice_filter(options, writing.domains)
    return {"choice_filter": cell} if cell else {}


def _order(is_random: bool) -> Cells:  # noqa: FBT001 - it is the field of an item
    return {"parameters": "randomize=true"} if is_random else {}


def _card(writing: Writing, card: ValueCard) -> list[Cells]:
    """A group with a question for each question of the card."""
    fields = _own_fields(card)
    shared = ""
    if card.options:
        is_scale = writing.questionnaire.scales.get(card.scale or "") == card.options
        shared = writing.list_of(card.scale if is_scale and card.scale else _free(writing, card.id), card.options)
        fields["options"] = shared
    begin: Cells = {"type": "begin_group"} | _texts(writing, card) | writing.own(fields)
    questions = [_card_question(writing, card, each, shared) for each in card.questions]
    return [begin | {"appearance": "field-list"}, *questions, {"type": "end_group"} | writing.own({"kind": CARD})]


def _card_question(writing: Writing, card: ValueCard, question: CardQuestion, shared: str) -> Cells:
    fields = question.model_dump(mode="json", exclude_defaults=True, exclude={"text", "options"}) | {"kind": "question"}
    name = shared
    if question.options:
        is_scale = writing.questionnaire.scales.get(question.scale or "") == question.options
        wished = question.scale if is_scale and question.scale else _free(writing, part_key(card.id, question.code))
        name = writing.list_of(wished, question.options)
        fields["options"] = name
    cells: Cells = {"type": f"select_one {name}", "name": part_key(card.id, question.code), "appearance": "likert"}
    cells |= wording("label", question.text) | _shown(writing, question.options or card.options)
    if condition := relevant(question.when, writing.domains):
        cells["relevant"] = condition
    return cells | writing.own(fields)
