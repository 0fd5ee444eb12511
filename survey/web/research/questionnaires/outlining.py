"""The questionnaire as the builder lists it: screens and their questions, each with its number and what is wrong."""

from dataclasses import dataclass

from survey.languages import translator
from survey.questionnaires.conditions import ConditionError
from survey.questionnaires.editing.document import Part
from survey.questionnaires.editing.outline import sheets
from survey.questionnaires.editing.presentable import presentable
from survey.questionnaires.editing.troubles import Standing, standing
from survey.questionnaires.paper.reader import PaperReader, numbered
from survey.questionnaires.paper.sentences import only_if
from survey.questionnaires.wording import spoken

from ...words import language
from .desk import Desk


@dataclass(frozen=True, slots=True)
class Card:
    """A question in the outline. `first` and `last`: it cannot go further up or down."""

    item: Part
    number: str
    text: str
    when: str
    wrong: int
    first: bool
    last: bool

    @property
    def id(self) -> str:
        """What the item is called."""
        return str(self.item["id"])


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in the outline."""

    id: str
    when: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole questionnaire in short."""

    screens: tuple[Screen, ...]
    standing: Standing

    @property
    def cards(self) -> list[Card]:
        """Every question in order."""
        return [card for screen in self.screens for card in screen.cards]

    def card(self, item: str) -> Card:
        """The question called so; `KeyError` if there is none."""
        for card in self.cards:
            if card.id == item:
                return card
        raise KeyError(item)


class Sentences:
    """Conditions of a document as sentences in the reader's language."""

    def __init__(self, here: Desk) -> None:
        self.questionnaire = presentable(here.document).questionnaire
        if self.questionnaire is not None:
            own = language()
            said = own if own in here.languages else here.languages[0]
            numbers = numbered(self.questionnaire)
            self.reader = PaperReader(self.questionnaire, said, translator(own).gettext, numbers)

    def number(self, item: str) -> str:
        """The number of a question; nothing for what is not asked."""
        return "" if self.questionnaire is None else self.reader.numbers.get(item, "")

    def say(self, when: str | None) -> str:
        """A condition as a sentence; as it was written where it cannot be read."""
        if not when or self.questionnaire is None:
            return when or ""
        try:
            return only_if(self.reader, when)
        except ConditionError:
            return when


def text_of(item: Part) -> str:
    """What an item asks, in the reader's language if it has that; nothing where it asks nothing yet."""
    texts = item.get("text") or {}
    return spoken(texts, language()) if texts else ""


def outline(here: Desk) -> Outline:
    """The outline of a questionnaire."""
    found, sentences, pages = standing(here.kept.text), Sentences(here), sheets(here.document)
    screens = []
    for at, sheet in enumerate(pages):
        shared = len(sheet.items) > 1
        cards = tuple(
            Card(
                item,
                sentences.number(item["id"]),
                text_of(item),
                sentences.say(item.get("when")),
                len(found.of(item["id"])),
                number == 0 if shared else at == 0,
                number == len(sheet.items) - 1 if shared else at == len(pages) - 1,
            )
            for number, item in enumerate(sheet.items)
        )
        screens.append(Screen(sheet.id, sentences.say(sheet.when), cards))
    return Outline(tuple(screens), found)
