"""What items have in common that may offer "weet ik niet" beside a number, month or date."""

from collections.abc import Iterator

from ..wording import Wording
from .base import Item, Missing, Place


class MayNotKnow(Item):
    """An item with a value of its own kind, or the code `dont_know` where words for it are given."""

    dont_know: Wording | None = None

    def codes(self) -> tuple[str, ...]:
        """`dont_know`, where it is offered."""
        return () if self.dont_know is None else (Missing.DONT_KNOW.value,)

    def missing_codes(self) -> tuple[str, ...]:
        """`dont_know`, where it is offered."""
        return self.codes()

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and the words for "weet ik niet"."""
        yield from super().wordings()
        if self.dont_know is not None:
            yield ("dont_know",), self.dont_know
