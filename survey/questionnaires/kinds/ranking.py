"""Ranking: put options in order, all of them or the first few."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Answer
from .domain import Domain
from .options import OptionsItem


class Ranking(OptionsItem):
    """The options in the person's own order, best first: all of them, or the first `top`. Stored as codes in order.

    Who puts fewer in order has answered too: what was left out was left out.
    """

    several: ClassVar[bool] = True

    kind: Literal["ranking"]
    top: Annotated[int, Field(ge=1)] | None = None
    randomise: bool = False

    def places(self) -> int:
        """How many options get a place."""
        return len(self.options) if self.top is None else min(self.top, len(self.options))

    def domain(self, key: str) -> Domain:
        """The codes, and how many get a place."""
        return replace(super().domain(key), most=self.places())

    def accepts(self, key: str, answer: Answer) -> bool:
        """Known codes, each once, no more than there are places."""
        if answer is None:
            return True
        if not isinstance(answer, tuple) or not 1 <= len(answer) <= self.places():
            return False
        return len(set(answer)) == len(answer) and set(answer) <= set(self.codes())
