"""Figures of protected tables: marks on two axes (`chart`), drawn as SVG (`svg`) or by plotly.js (`plotted`).

Each kind of table has the figure that fits it: bands and answers bars of a hundred percent, scales bars to both sides
of the middle, mentions ranked bars with their margins, mentions by group a map, means points on their scale.
"""

from decimal import Decimal

from ..disclosure import Kind, ProtectedTable, Step
from .bars import diverging, sides, stacked
from .chart import Chart, Wordings
from .means import means
from .ranked import mentioned, ranked

__all__ = ["Chart", "Wordings", "draw"]


def draw(table: ProtectedTable, words: Wordings, norm: Decimal | None = None) -> Chart | None:
    """The figure of `table`; None if nothing of it is shown. `norm` is a grade to compare means with."""
    if table.step is Step.NOTHING:
        return None
    if table.step is Step.MEAN:
        return means(table, words, norm)
    if table.kind in (Kind.MENTIONS, Kind.BACKGROUND):
        return ranked(table, words) if table.breakdown is None else mentioned(table, words)
    both = sides(table, words) if table.kind is Kind.CHOICE and table.step is Step.FULL else None
    return diverging(table, both, words) if both else stacked(table, words)
