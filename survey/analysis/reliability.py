"""What a number of people allows: hidden, shown as indicative without tests, or shown normally."""

from enum import StrEnum

NORMAL_FROM = 30
PAIRS_FROM = 20


class Display(StrEnum):
    """How a result may be shown."""

    HIDDEN = "hidden"
    INDICATIVE = "indicative"
    NORMAL = "normal"


def display(base: int, smallest: int) -> Display:
    """Hidden below `smallest` (the study's k), indicative below 30, normal from there."""
    if base < smallest:
        return Display.HIDDEN
    return Display.INDICATIVE if base < NORMAL_FROM else Display.NORMAL


def is_tested(*bases: int) -> bool:
    """Whether groups of these sizes may be compared by a test: each is at least 30."""
    return bool(bases) and min(bases) >= NORMAL_FROM


def is_pair_tested(pairs: int) -> bool:
    """Whether change may be tested: from 20 pairs."""
    return pairs >= PAIRS_FROM
