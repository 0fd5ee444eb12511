"""Several answers from one person: what was mentioned most, and which group mentions what."""

from ..disclosure import Cell, Kind, ProtectedTable
from ..estimates import wilson
from .bars import beside, row_label, share, written
from .chart import HIDDEN, Axis, Box, Chart, Dot, Line, Mark, Side, Word, Wordings, hidden_row, in_rows, percentages
from .tones import heat

CAP = 0.12
PAIR = 2
INSIDE = 0.49


def ranked(table: ProtectedTable, words: Wordings) -> Chart:
    """Each answer with its margin. Mentions stand with the largest first and the hidden ones last, classes in order."""
    (group,) = table.groups
    cells = list(group.cells)
    if table.kind is Kind.MENTIONS:
        cells.sort(key=lambda cell: (cell.code in words.apart, cell.count is None, -(cell.count or 0)))
    marks: list[Mark] = []
    most = 0.0
    for place, cell in enumerate(cells):
        if cell.count is None:
            marks.append(hidden_row(place))
            continue
        margin = wilson(cell.count, group.base or 1, table.population)
        marks += _bar(cell, group.base, (place, 100 * margin.low, 100 * margin.high), words)
        most = max(most, 100 * margin.high)
    high = min(100, 20 * int(most // 20 + 1))
    labels = [words.cells[cell.code] for cell in cells]
    return Chart(percentages(0, high, words.number), in_rows(labels), tuple(marks))


def _bar(cell: Cell, base: int | None, where: tuple[int, float, float], words: Wordings) -> list[Mark]:
    place, low, high = where
    said = written(cell, base, words)
    ends = tuple(Line(((end, place - CAP), (end, place + CAP))) for end in (low, high))
    return [
        Box((0, share(cell, base)), beside(place), "bar", "", f"{words.cells[cell.code]}: {said}"),
        Line(((low, float(place)), (high, float(place)))),
        *ends,
        Word((high, float(place)), said),
    ]


def mentioned(table: ProtectedTable, words: Wordings) -> Chart:
    """Mentions by group: two groups as two points on a line, more of them as a map."""
    shown = [group for group in table.groups if group.base]
    return _pairs(table, words) if len(shown) == PAIR == len(table.groups) else _heat_map(table, words)


def _pairs(table: ProtectedTable, words: Wordings) -> Chart:
    first, second = table.groups
    marks: list[Mark] = []
    for place, (one, other) in enumerate(zip(first.cells, second.cells, strict=True)):
        known = [
            (cell, group, tone)
            for cell, group, tone in ((one, first, "earlier"), (other, second, "later"))
            if cell.count is not None
        ]
        if not known:
            marks.append(hidden_row(place))
            continue
        ends = sorted((share(cell, group.base), tone) for cell, group, tone in known)
        last = ends[-1]
        marks.append(Line(((ends[0][0], float(place)), (last[0], float(place))), "apart"))
        for cell, group, tone in known:
            at = share(cell, group.base)
            told = f"{words.cells[cell.code]}, {row_label(group, words)}: {written(cell, group.base, words)}"
            side = Side.RIGHT if (at, tone) == last else Side.LEFT
            marks.append(Dot((at, float(place)), tone, written(cell, group.base, words), told, side))
    labels = [words.cells[cell.code] for cell in first.cells]
    key = (("earlier", row_label(first, words)), ("later", row_label(second, words)))
    return Chart(percentages(0, 100, words.number), in_rows(labels), tuple(marks), key)


def _heat_map(table: ProtectedTable, words: Wordings) -> Chart:
    """Answers by groups, darker for more. A hidden cell has a dot, whatever the reason."""
    codes = next([cell.code for cell in group.cells] for group in table.groups if group.cells)
    marks: list[Mark] = []
    for place, code in enumerate(codes):
        for column, group in enumerate(table.groups):
            cell = next((cell for cell in group.cells if cell.code == code), None)
            square = (column + 0.0, column + 1.0), (place - INSIDE, place + INSIDE)
            if cell is None or cell.count is None or not group.base:
                marks.append(Word((column + 0.5, float(place)), HIDDEN, Side.ABOVE))
                continue
            said = written(cell, group.base, words)
            told = f"{words.cells[code]}, {row_label(group, words)}: {said}"
            marks.append(Box(*square, heat(share(cell, group.base)), said, told))
    across = Axis(0, len(table.groups), tuple((at + 0.5, row_label(g, words)) for at, g in enumerate(table.groups)))
    return Chart(across, in_rows([words.cells[code] for code in codes]), tuple(marks), columns=True)
