"""Value card: one value with a few questions about it, each on a response scale."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field

from ..wording import Identifier, Model, Phrase, Wording
from .base import Answer, Holds, Item, Place, Scales
from .domain import Domain
from .options import Option, Options, option_conditions, option_wordings
from .rating_scale import RatingScale


class CardQuestion(Model):
    """One question on a card: on the scale of the card, or on a scale of its own. `when`: whom it is asked."""

    code: Identifier
    text: Wording
    when: Phrase | None = None
    options: Options = ()
    scale: Identifier | None = None


def part_key(item_id: str, question: str) -> str:
    """The key under which the answer to one question of a card is kept."""
    return f"{item_id}__{question}"


class ValueCard(Item):
    """One value x several questions. Each question has a key of its own, and is stored as the code of a point."""

    kind: Literal["value_card"]
    questions: Annotated[tuple[CardQuestion, ...], Field(min_length=1, max_length=6)]
    options: Options = ()
    scale: Identifier | None = None

    def parts(self) -> tuple[RatingScale, ...]:
        """Each question as a rating scale of its own, with its answer key as id."""
        return tuple(
            RatingScale.model_construct(
                kind="rating_scale",
                id=part_key(self.id, question.code),
                text=question.text,
                when=question.when,
                core=self.core,
                options=question.options or self.options,
            )
            for question in self.questions
        )

    def keys(self) -> tuple[str, ...]:
        """One per question."""
        return tuple(part_key(self.id, question.code) for question in self.questions)

    def closed_keys(self) -> tuple[str, ...]:
        """One per question."""
        return self.keys()

    def accepts(self, key: str, answer: Answer) -> bool:
        """One of the points of the question's scale."""
        return any(part.accepts(key, answer) for part in self.parts() if part.id == key)

    def codes(self) -> tuple[str, ...]:
        """All codes of all its scales, each once."""
        return tuple(dict.fromkeys(code for part in self.parts() for code in part.codes()))

    def choices(self, key: str) -> tuple[Option, ...]:
        """The points of the question's scale."""
        return next((part.options for part in self.parts() if part.id == key), ())

    def missing_codes(self) -> tuple[str, ...]:
        """The codes among them that say why there is no value."""
        return tuple(dict.fromkeys(code for part in self.parts() for code in part.missing_codes()))

    def domain(self, key: str) -> Domain:
        """The points of the question's scale."""
        for part in self.parts():
            if part.id == key:
                return part.domain(key)
        raise KeyError(key)

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The value, its questions, and the options that are its own."""
        yield from super().wordings()
        for place, question in self._questions():
            yield (*place, "text"), question.text
        for place, scale, options in self.scales():
            if scale is None:
                yield from option_wordings((*place, "options"), options)

    def conditions(self) -> Iterator[tuple[Place, str]]:
        """The conditions of the card, its questions and its own options."""
        yield from super().conditions()
        for place, question in self._questions():
            if question.when is not None:
                yield (*place, "when"), question.when
        for place, scale, options in self.scales():
            if scale is None:
                yield from option_conditions((*place, "options"), options)

    def narrowed(self, holds: Holds) -> Self:
        """Without the questions and options whose condition does not hold."""
        if all(place == ("when",) for place, _ in self.conditions()):
            return self
        questions = tuple(
            each.model_copy(update={"options": tuple(option for option in each.options if holds(option.when))})
            for each in self.questions
            if holds(each.when)
        )
        options = tuple(option for option in self.options if holds(option.when))
        return self.model_copy(update={"questions": questions, "options": options})

    def scales(self) -> Iterator[tuple[Place, str | None, tuple[Option, ...]]]:
        """The scale of the card, where it has one or every question needs it, and those of the questions."""
        of_questions = [(place, each) for place, each in self._questions() if each.options or each.scale]
        if self.options or self.scale or len(of_questions) < len(self.questions):
            yield (), self.scale, self.options
        for place, question in of_questions:
            yield place, question.scale, question.options

    def scaled(self, scales: Scales) -> Self:
        """With the options of the shared scales that the card and its questions name."""
        questions = tuple(
            each.model_copy(update={"options": scales.get(each.scale, ())}) if each.scale and not each.options else each
            for each in self.questions
        )
        options = scales.get(self.scale, ()) if self.scale and not self.options else self.options
        return self.model_copy(update={"questions": questions, "options": options})

    def _questions(self) -> Iterator[tuple[Place, CardQuestion]]:
        for position, question in enumerate(self.questions):
            yield ("questions", position), question
