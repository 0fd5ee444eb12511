"""Number: an amount with its unit, bounds and decimals."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from ..wording import Wording
from .amounts import LARGEST, Amount
from .base import Place

Bound = Annotated[Decimal, Field(ge=-LARGEST, le=LARGEST, decimal_places=3)]


class Number(Amount):
    """A number from `minimum` to `maximum` with at most `decimals` decimals; `unit` stands behind the field."""

    kind: Literal["number"]
    unit: Wording | None = None
    minimum: Bound = Decimal(0)
    maximum: Bound = LARGEST
    decimals: Annotated[int, Field(ge=0, le=3)] = 0

    def bounds(self) -> tuple[Decimal, Decimal]:
        """From `minimum` to `maximum`."""
        return self.minimum, self.maximum

    def places(self) -> int:
        """As many as the file says."""
        return self.decimals

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and its unit."""
        yield from super().wordings()
        if self.unit is not None:
            yield ("unit",), self.unit
