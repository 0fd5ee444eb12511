"""What every item has, whatever its kind."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Self

from ..wording import Identifier, Model, Phrase, Wording
from .domain import Answer, Answers, Domain, Missing, Sort

if TYPE_CHECKING:
    from .options import Option

__all__ = ["Answer", "Answers", "Holds", "Item", "Missing", "Place"]

Place = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from the top."""

Holds = Callable[[str | None], bool]
"""Whether a condition holds; no condition always does."""

Scales = Mapping[str, "tuple[Option, ...]"]
"""The shared response scales of a questionnaire, by name."""


class Item(Model):
    """One thing on a page. `core` items decide whether a response is complete."""

    numeric: ClassVar[bool] = False
    """Whether the answer is a number, so that a condition may compare it with one."""
    several: ClassVar[bool] = False
    """Whether the answer is several codes, so that a condition asks what it `contains`."""

    is_shown: ClassVar[bool] = True
    """Whether it stands on a page at all."""

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
        """The answer keys that this item asks a person for."""
        return (self.id,)

    def closed_keys(self) -> tuple[str, ...]:
        """The keys whose answers are stored with the response."""
        return (self.id,)

    def text_keys(self) -> tuple[str, ...]:
        """The keys whose answers are words of the person's own, stored apart (detached)."""
        return ()

    def parts(self) -> "tuple[Item, ...]":
        """The item as items with one answer each: itself, or the questions that it consists of."""
        return (self,)

    def accepts(self, key: str, answer: Answer) -> bool:
        """Whether `answer` is a value that this item can have under `key`. Not an answer at all is always allowed."""
        raise NotImplementedError(type(self).__name__)

    def codes(self) -> tuple[str, ...]:
        """The codes that the answer can have."""
        return ()

    def choices(self, key: str) -> "tuple[Option, ...]":
        """The options that an answer under `key` is chosen from; none for numbers, moments and texts."""
        return ()

    def missing_codes(self) -> tuple[str, ...]:
        """The codes that say why there is no value ("weet ik niet")."""
        return ()

    def domain(self, key: str) -> Domain:
        """What an answer under `key` can be; `KeyError` for a key of another item."""
        if key in self.text_keys():
            return Domain(Sort.TEXT)
        if key not in self.closed_keys():
            raise KeyError(key)
        sort = Sort.CODES if self.several else Sort.CODE
        return Domain(sort, self.codes(), self.missing_codes())

    def kept(self, answers: Answers) -> Answers:
        """What stays of `answers` when this item is shown: every closed key, and the text keys that hold a text."""
        closed = {key: answers.get(key) for key in self.closed_keys()}
        texts = {key: answers.get(key) for key in self.text_keys()}
        return closed | {key: text for key, text in texts.items() if isinstance(text, str) and text.strip()}

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Every text of the item with its place in the item. What a shared scale says is not among them."""
        yield ("text",), self.text
        if self.hint is not None:
            yield ("hint",), self.hint

    def conditions(self) -> Iterator[tuple[Place, str]]:
        """Every condition in the item with its place: on the item itself and on parts of it."""
        if self.when is not None:
            yield ("when",), self.when

    def narrowed(self, holds: Holds) -> Self:
        """The item with only those of its parts whose condition holds; itself where no part has one."""
        return self

    def scales(self) -> Iterator[tuple[Place, str | None, "tuple[Option, ...]"]]:
        """Each list of options with its place in the item and the shared scale that it is, if it is one."""
        yield from ()

    def scaled(self, scales: Scales) -> Self:
        """The item with the options of the shared scales that it names; an unknown name gives none."""
        return self
