"""What is told of a change: of what kind it is, and the test that stands with it."""

from dataclasses import dataclass
from enum import StrEnum

from ..method import Method

Counts = tuple[int, ...]


class ShiftKind(StrEnum):
    """What changed: a mean, or the share of an answer."""

    MEAN = "mean"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The change with its interval and p-value; `effect` is d_z with its interval, for means."""

    change: float
    low: float
    high: float
    p: float
    method: Method
    effect: tuple[float, float, float] | None = None
