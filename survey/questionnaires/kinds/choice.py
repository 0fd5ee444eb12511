"""Single and multiple choice."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Answer, Answers
from .domain import Domain, Sort
from .options import Option, OptionsItem

__all__ = ["OTHER_LENGTH", "ChoiceItem", "MultipleChoice", "Option", "SingleChoice", "other_key"]

OTHER_LENGTH = 200


def other_key(item_id: str) -> str:
    """The key under which the text of "anders, namelijk" is kept."""
    return f"{item_id}__other"


class ChoiceItem(OptionsItem):
    """What single and multiple choice share. `randomise` puts the options in an order of chance, kept per person."""

    randomise: bool = False

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

    def meant(self, answers: Answers) -> Answers:
        """Who writes under "anders, namelijk" and chooses nothing meant that option: the choice then; else nothing."""
        other = tuple(option.code for option in self.options if option.other)[:1]
        if not other or answers.get(self.id) is not None or answers.get(other_key(self.id)) is None:
            return {}
        return {self.id: other if self.several else other[0]}

    def kept(self, answers: Answers) -> Answers:
        """The choice; and the text of "anders, namelijk" only while its option is chosen."""
        others = {option.code for option in self.options if option.other}
        if not others.intersection(self.chosen(answers) if others else ()):
            return {self.id: answers.get(self.id)}
        return super().kept(answers)


class SingleChoice(ChoiceItem):
    """One of the options. Stored as its code."""

    kind: Literal["single_choice"]

    def accepts_choice(self, answer: Answer) -> bool:
        """One of the codes."""
        return isinstance(answer, str) and answer in self.codes()


class MultipleChoice(ChoiceItem):
    """From `minimum` to `maximum` options; an exclusive one stands alone. Stored as codes in the order of the options.

    Like everything, it may be left open.
    """

    several: ClassVar[bool] = True

    kind: Literal["multiple_choice"]
    minimum: Annotated[int, Field(ge=1)] = 1
    maximum: Annotated[int, Field(ge=1)] | None = None

    def exclusive_codes(self) -> frozenset[str]:
        """Codes that cannot be combined with any other."""
        return frozenset(option.code for option in self.options if option.exclusive)

    def domain(self, key: str) -> Domain:
        """The codes, how many can be chosen, and which stand alone."""
        domain = super().domain(key)
        if domain.sort is Sort.TEXT:
            return domain
        exclusive = tuple(option.code for option in self.options if option.exclusive)
        return replace(domain, exclusive=exclusive, most=self.maximum)

    def accepts_choice(self, answer: Answer) -> bool:
        """Known codes, each once, as many as allowed, and an exclusive one only alone."""
        if not isinstance(answer, tuple) or len(set(answer)) != len(answer) or not set(answer) <= set(self.codes()):
            return False
        if self.exclusive_codes() & set(answer):
            return len(answer) == 1
        return self.minimum <= len(answer) and (self.maximum is None or len(answer) <= self.maximum)

    def kept(self, answers: Answers) -> Answers:
        """The chosen codes in the order of the options; none chosen is left open."""
        kept = super().kept(answers)
        answer = kept[self.id]
        if isinstance(answer, tuple) and set(answer) <= set(self.codes()) and len(set(answer)) == len(answer):
            kept[self.id] = self.chosen(answers) or None
        return kept
