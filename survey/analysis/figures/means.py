"""Means on their scale: of groups, and of waves one after another."""

from collections.abc import Sequence
from decimal import Decimal

from ..disclosure import Kind, ProtectedTable
from .bars import row_label
from .chart import Axis, Chart, Dot, Line, Mark, Side, Wordings, hidden_row, in_rows

GRADES = (1, 10)
SCALES = {Kind.GRADE: GRADES, Kind.LIKELIHOOD: (0, 10), Kind.RATING: (1, 5), Kind.SCORE: (0, 7)}
MOST_TICKS = 10
ROOM = 0.35


def means(table: ProtectedTable, words: Wordings, norm: Decimal | None = None) -> Chart:
    """The mean of each group, on its scale. `norm` is for grades."""
    low, high = SCALES.get(table.kind) or (0, _above(table))
    marks: list[Mark] = []
    for place, group in enumerate(table.groups):
        if group.mean is None:
            marks.append(hidden_row(place))
            continue
        said = words.number(group.mean)
        label = row_label(group, words)
        marks.append(Line(((low, float(place)), (float(group.mean), float(place))), "apart"))
        marks.append(Dot((float(group.mean), float(place)), "later", said, f"{label}: {said}"))
    if norm is not None and table.kind is Kind.GRADE:
        marks.insert(0, Line(((float(norm), -0.5), (float(norm), len(table.groups) - 0.5)), "low", dashed=True))
    labels = [row_label(group, words) for group in table.groups]
    step = max(1, (high - low) // MOST_TICKS)
    ticks = tuple((float(at), words.number(at)) for at in range(low, high + 1, step))
    return Chart(Axis(low, high, ticks), in_rows(labels), tuple(marks))


def _above(table: ProtectedTable) -> int:
    """A round number above every mean that is shown: where a scale of amounts ends."""
    most = max((float(group.mean) for group in table.groups if group.mean is not None), default=1.0)
    return 5 * (int(most) // 5 + 1)


def over_waves(waves: Sequence[tuple[str, ProtectedTable]], words: Wordings, norm: tuple[Decimal, str] | None) -> Chart:
    """The mean grade of everybody in each wave, the earliest first, and the norm with its label."""
    marks: list[Mark] = []
    known = [
        (float(place), label, group.mean)
        for place, (label, table) in enumerate(waves)
        if (group := table.groups[0]).mean is not None
    ]
    width = len(waves) - 1 + 2 * ROOM
    if norm is not None:
        at = float(norm[0])
        marks.append(Line(((-ROOM, at), (width - ROOM, at)), "low", dashed=True))
    marks.append(Line(tuple((place, float(mean)) for place, _, mean in known), "later"))
    for place, label, mean in known:
        said = words.number(mean)
        side = Side.BELOW if norm is not None and mean < norm[0] else Side.ABOVE
        marks.append(Dot((place, float(mean)), "later", said, f"{label}: {said}", side))
    ticks = tuple((float(place), label) for place, (label, _) in enumerate(waves))
    least = min([4, *(int(mean) for _, _, mean in known)])
    grades = tuple((float(grade), words.number(grade)) for grade in range(10, least - 1, -2))
    key = (("low", norm[1]),) if norm else ()
    return Chart(Axis(-ROOM, width - ROOM, ticks), Axis(least, 10, grades), tuple(marks), key, rows=False)
