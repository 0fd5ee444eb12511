"""What number, hours per month and calculated share: an amount, stored exactly.

An amount without decimals is stored as a whole number. One with decimals is stored as a text with exactly that many
digits behind a point, such as "4.50": JSON has no exact decimals, and no code looks like it.
"""

import re
from decimal import Decimal
from typing import ClassVar

from .base import Answer
from .domain import Domain, Sort
from .dont_know import MayNotKnow

DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,3}")
LARGEST = Decimal(10**12)

TYPED = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,6})?")
THOUSANDS = re.compile(r"-?[0-9]{1,3}([. ,\xa0][0-9]{3})+")
SEPARATORS = re.compile(r"[. ,\xa0]")
MOST_PLACES = 3


def worth(answer: Answer) -> Decimal | None:
    """The amount that a stored answer is; None for a code, several codes, or no answer."""
    if isinstance(answer, int) and not isinstance(answer, bool):
        return Decimal(answer)
    return Decimal(answer) if isinstance(answer, str) and DECIMAL.fullmatch(answer) else None


def stored(amount: Decimal, decimals: int) -> int | str:
    """`amount` as it is stored with so many decimals, rounded half to even; a zero has no sign."""
    rounded = amount.quantize(Decimal(1).scaleb(-decimals)) + 0
    return f"{rounded:f}" if decimals else int(rounded)


class Amount(MayNotKnow):
    """An amount between two bounds in steps, or `dont_know` where that is offered."""

    numeric: ClassVar[bool] = True

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The smallest and the largest amount."""
        raise NotImplementedError(type(self).__name__)

    def places(self) -> int:
        """How many decimals are stored."""
        raise NotImplementedError(type(self).__name__)

    def step(self) -> Decimal:
        """What every amount is a multiple of."""
        return Decimal(1).scaleb(-self.places())

    def accepts(self, key: str, answer: Answer) -> bool:
        """An amount as it is stored, within the bounds, or `dont_know` where it is offered."""
        amount = worth(answer)
        if amount is None:
            return answer is None or (isinstance(answer, str) and answer in self.codes())
        lowest, highest = self.bounds()
        if not lowest <= amount <= highest or amount % self.step():
            return False
        return stored(amount, self.places()) == answer

    def understood(self, text: str) -> Answer:
        """What somebody typed as it is stored; what cannot be an amount stays a text, which is refused."""
        plain = SEPARATORS.sub("", text) if self.places() < MOST_PLACES and THOUSANDS.fullmatch(text) else text
        if not TYPED.fullmatch(plain):
            return text or None
        amount = Decimal(plain.replace(",", "."))
        return stored(amount, self.places()) if amount % self.step() == 0 else text

    def domain(self, key: str) -> Domain:
        """The amounts between the bounds."""
        codes = super().domain(key).codes
        return Domain(Sort.NUMBER, codes, codes, *self.bounds(), self.step())
