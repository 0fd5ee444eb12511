"""What every item has, whatever its kind."""

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

from ..wording import Identifier, Model, Phrase, Wording

Answer = int | str | tuple[str, ...] | None
"""A stored answer. `None`: shown and left open. A key that is absent: not shown."""

Answers = dict[str, Answer]

Place = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from the top."""


class Missing(StrEnum):
    """The four reasons why a value can be absent; each has its own code, they are never mixed."""

    MISSING = "missing"
    NOT_SHOWN = "not_shown"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


class Item(Model):
    """One thing on a page. `core` items decide whether a response is complete."""

    numeric: ClassVar[bool] = False
    """Whether the answer is a number, so that a condition may compare it with one."""
    several: ClassVar[bool] = False
    """Whether the answer is several codes, so that a condition asks what it `contains`."""

    id: Identifier
    text: Wording
    hint: Wording | None = None
    when: Phrase | None = None
    core: bool = True

    @property
    def asks(self) -> bool:
        """Whether the item expects an answer (an information text does not)."""
        return bool(self.keys())

    def keys(self) -> tuple[str, ...]:
        """The answer keys that this item owns."""
        return (self.id,)

    def closed_keys(self) -> tuple[str, ...]:
        """The keys whose answers are stored with the response."""
        return (self.id,)

    def text_keys(self) -> tuple[str, ...]:
        """The keys whose answers are words of the person's own, stored apart (detached)."""
        return ()

    def accepts(self, key: str, answer: Answer) -> bool:
        """Whether `answer` is a value that this item can have under `key`. Not an answer at all is always allowed."""
        raise NotImplementedError(type(self).__name__)

    def codes(self) -> tuple[str, ...]:
        """The codes that the answer can have."""
        return ()

    def missing_codes(self) -> tuple[str, ...]:
        """The codes that say why there is no value ("weet ik niet")."""
        return ()

    def kept(self, answers: Answers) -> Answers:
        """What stays of `answers` when this item is shown: every closed key, and the text keys that hold a text."""
        closed = {key: answers.get(key) for key in self.closed_keys()}
        texts = {key: answers.get(key) for key in self.text_keys()}
        return closed | {key: text for key, text in texts.items() if isinstance(text, str) and text.strip()}

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Every text of the item with its place in the item, for the check on complete languages."""
        yield ("text",), self.text
        if self.hint is not None:
            yield ("hint",), self.hint
