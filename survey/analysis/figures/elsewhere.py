"""Figures from elsewhere as columns that lie: other colours than results have, because they are no results."""

from collections.abc import Sequence
from decimal import Decimal

from .bars import beside
from .chart import Axis, Box, Chart, Mark, Word, in_rows


def from_elsewhere(figures: Sequence[tuple[str, Decimal, str]]) -> Chart:
    """`figures`: label, value, and the value as it is written."""
    marks: list[Mark] = []
    for place, (label, value, written) in enumerate(figures):
        marks.append(Box((0, float(value)), beside(place), "elsewhere", "", f"{label}: {written}"))
        marks.append(Word((float(value), float(place)), written))
    most = max(float(value) for _, value, _ in figures) or 1.0
    return Chart(Axis(0, most * 1.15, ()), in_rows([label for label, _, _ in figures]), tuple(marks))
