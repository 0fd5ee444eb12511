"""What report grade and likelihood share: one of a row of whole numbers, with words at both ends."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from ..wording import Wording
from .base import Answer, Place
from .domain import Domain, Sort
from .dont_know import MayNotKnow


class Steps(MayNotKnow):
    """A whole number from `lowest` to `highest`. Stored as a number."""

    numeric: ClassVar[bool] = True
    lowest: ClassVar[int]
    highest: ClassVar[int]

    low: Wording
    high: Wording

    def accepts(self, key: str, answer: Answer) -> bool:
        """A number in the row, or `dont_know` where it is offered."""
        if isinstance(answer, bool) or not isinstance(answer, int):
            return answer is None or answer in self.codes()
        return self.lowest <= answer <= self.highest

    def domain(self, key: str) -> Domain:
        """The numbers in the row."""
        codes = super().domain(key).codes
        return Domain(Sort.NUMBER, codes, codes, Decimal(self.lowest), Decimal(self.highest))

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and the words at both ends."""
        yield from super().wordings()
        yield ("low",), self.low
        yield ("high",), self.high
