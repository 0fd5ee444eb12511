"""Hours per month: how much time somebody spends, in half hours."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from .amounts import Amount

HOURS_IN_A_MONTH = 744


class HoursPerMonth(Amount):
    """Whole and half hours from 0 to `maximum`. Stored as a text with one decimal, such as "4.5"."""

    kind: Literal["hours_per_month"]
    maximum: Annotated[int, Field(ge=1, le=HOURS_IN_A_MONTH)] = HOURS_IN_A_MONTH

    def bounds(self) -> tuple[Decimal, Decimal]:
        """From 0 to `maximum`."""
        return Decimal(0), Decimal(self.maximum)

    def places(self) -> int:
        """One."""
        return 1

    def step(self) -> Decimal:
        """Half an hour."""
        return Decimal("0.5")
