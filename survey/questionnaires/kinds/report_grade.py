"""Report grade: the Dutch school mark from 1 to 10."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from ..wording import Wording
from .base import Answer, Item, Missing, Place

LOWEST, HIGHEST = 1, 10


class ReportGrade(Item):
    """A whole grade from 1 to 10, or `dont_know` where that is offered. Stored as a number or that code."""

    numeric: ClassVar[bool] = True

    kind: Literal["report_grade"]
    low: Wording
    high: Wording
    dont_know: Wording | None = None

    def accepts(self, key: str, answer: Answer) -> bool:
        """1 to 10, or `dont_know` where it is offered."""
        if answer == Missing.DONT_KNOW:
            return self.dont_know is not None
        if isinstance(answer, bool) or not isinstance(answer, int):
            return answer is None
        return LOWEST <= answer <= HIGHEST

    def codes(self) -> tuple[str, ...]:
        """`dont_know`, where it is offered."""
        return () if self.dont_know is None else (Missing.DONT_KNOW.value,)

    def missing_codes(self) -> tuple[str, ...]:
        """`dont_know`, where it is offered."""
        return self.codes()

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and the words at both ends of the scale."""
        yield from super().wordings()
        yield ("low",), self.low
        yield ("high",), self.high
        if self.dont_know is not None:
            yield ("dont_know",), self.dont_know
