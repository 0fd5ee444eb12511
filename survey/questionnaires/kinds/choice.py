"""Single and multiple choice."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..wording import Identifier, Model, Wording
from .base import Answer, Answers, Item, Missing, Place

OTHER_LENGTH = 200


class Option(Model):
    """One answer: its stored `code` and its wording.

    `missing` marks "weet ik niet" and "niet van toepassing"; `exclusive` marks "niets" in a multiple choice;
    `other` opens a short text ("anders, namelijk").
    """

    code: Identifier
    text: Wording
    missing: Literal[Missing.DONT_KNOW, Missing.NOT_APPLICABLE] | None = None
    exclusive: bool = False
    other: bool = False


def other_key(item_id: str) -> str:
    """The key under which the text of "anders, namelijk" is kept."""
    return f"{item_id}__other"


class ChoiceItem(Item):
    """What single and multiple choice share."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=40)]

    def codes(self) -> tuple[str, ...]:
        """The stored codes, in the order of the options."""
        return tuple(option.code for option in self.options)

    def missing_codes(self) -> tuple[str, ...]:
        """The codes of the options marked `missing`."""
        return tuple(option.code for option in self.options if option.missing)

    def text_keys(self) -> tuple[str, ...]:
        """The text of "anders, namelijk", where an option opens one."""
        return (other_key(self.id),) if any(option.other for option in self.options) else ()

    def keys(self) -> tuple[str, ...]:
        """The choice itself and its "anders, namelijk"."""
        return (self.id, *self.text_keys())

    def accepts(self, key: str, answer: Answer) -> bool:
        """A chosen value, or a short text under the "anders, namelijk" key."""
        if answer is None:
            return True
        if key in self.text_keys():
            return isinstance(answer, str) and len(answer) <= OTHER_LENGTH
        return self.accepts_choice(answer)

    def accepts_choice(self, answer: Answer) -> bool:
        """Whether `answer` is a valid choice."""
        raise NotImplementedError(type(self).__name__)

    def chosen(self, answers: Answers) -> tuple[str, ...]:
        """The codes chosen in `answers`, in the order of the options."""
        answer = answers.get(self.id)
        return tuple(code for code in self.codes() if code == answer or (isinstance(answer, tuple) and code in answer))

    def kept(self, answers: Answers) -> Answers:
        """The choice; and the text of "anders, namelijk" only while its option is chosen."""
        others = {option.code for option in self.options if option.other}
        kept = super().kept(answers)
        return kept if others & set(self.chosen(answers)) else {self.id: kept[self.id]}

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and those of its options."""
        yield from super().wordings()
        for position, option in enumerate(self.options):
            yield ("options", position, "text"), option.text


class SingleChoice(ChoiceItem):
    """One of the options. Stored as its code."""

    kind: Literal["single_choice"]

    def accepts_choice(self, answer: Answer) -> bool:
        """One of the codes."""
        return isinstance(answer, str) and answer in self.codes()


class MultipleChoice(ChoiceItem):
    """Any number of options; an exclusive one stands alone. Stored as codes in the order of the options."""

    several: ClassVar[bool] = True

    kind: Literal["multiple_choice"]

    def exclusive_codes(self) -> frozenset[str]:
        """Codes that cannot be combined with any other."""
        return frozenset(option.code for option in self.options if option.exclusive)

    def accepts_choice(self, answer: Answer) -> bool:
        """Known codes, each once, and an exclusive one only alone."""
        if not isinstance(answer, tuple) or len(set(answer)) != len(answer):
            return False
        if len(answer) > 1 and self.exclusive_codes() & set(answer):
            return False
        return bool(answer) and set(answer) <= set(self.codes())

    def kept(self, answers: Answers) -> Answers:
        """The chosen codes in the order of the options; none chosen is left open."""
        kept = super().kept(answers)
        answer = kept[self.id]
        if isinstance(answer, tuple) and set(answer) <= set(self.codes()) and len(set(answer)) == len(answer):
            kept[self.id] = self.chosen(answers) or None
        return kept
