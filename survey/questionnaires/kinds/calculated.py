"""Calculated: a number that follows from earlier answers. Nobody sees it."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..wording import Phrase
from .amounts import LARGEST, Amount


class Calculated(Amount):
    """`value` is worked out from earlier answers, such as `hours * 12`, and stored with them; rounded to `decimals`.

    It is left open where an answer that it needs is. It is never shown; its text names it in the codebook.
    """

    is_shown: ClassVar[bool] = False

    kind: Literal["calculated"]
    value: Phrase
    decimals: Annotated[int, Field(ge=0, le=3)] = 0
    core: Literal[False] = False
    dont_know: None = None

    def keys(self) -> tuple[str, ...]:
        """None: nobody is asked."""
        return ()

    def bounds(self) -> tuple[Decimal, Decimal]:
        """Anything that can be stored."""
        return -LARGEST, LARGEST

    def places(self) -> int:
        """As many as the file says."""
        return self.decimals
