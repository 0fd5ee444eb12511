"""Figures of protected tables, as JSON values for plotly.js. The only module that loads Plotly.

Colours are told apart by lightness too, in the order of the legend, so that neither colour vision nor a colour printer
is needed; each part carries its percentage.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from typing import Any

import plotly.graph_objects as go

from .disclosure import Cell, Kind, ProtectedGroup, ProtectedTable, Step
from .estimates import percent, wilson

PALETTES: Mapping[int, tuple[str, ...]] = {
    2: ("#14524b", "#cfe3db"),
    3: ("#b3541e", "#f2d388", "#14524b"),
}
PALETTE = ("#0c3a35", "#2f7466", "#6fae9f", "#bcdccf", "#f2d388", "#d98f3d", "#8f3f14", "#d9d5cb")
DARK = frozenset({"#14524b", "#b3541e", "#0c3a35", "#2f7466", "#8f3f14"})
INK, PAPER = "#1a1a1a", "#ffffff"
ROW, BAR, FRAME, LEGEND_ROW = 46, 26, 84, 26
NARROW = 5
HIDDEN = "."


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of a figure, in the reader's language: labels of groups and cells by code, and how numbers look."""

    groups: Mapping[str | None, str]
    cells: Mapping[str, str]
    number: Callable[[int | Decimal], str] = str
    separators: str = ".,"


def draw(table: ProtectedTable, words: Wordings) -> dict[str, Any]:
    """The figure of `table`, with `data` and `layout`. A hidden group is a row with a dot."""
    if table.step is Step.MEAN:
        figure = _means(table, words)
    elif table.kind in (Kind.MENTIONS, Kind.BACKGROUND):
        figure = _ranked(table, words) if table.breakdown is None else _grouped(table, words)
    else:
        figure = _stacked(table, words)
    drawn: dict[str, Any] = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return drawn


def _row(group: ProtectedGroup, words: Wordings) -> str:
    """`rapportcijfer (n=137)`; a hidden group has no n."""
    label = words.groups[group.code]
    return label if group.base is None else f"{label} (n={words.number(group.base)})"


def _share(cell: Cell, base: int) -> float:
    return 100 * (cell.count or 0) / base


def _stacked(table: ProtectedTable, words: Wordings) -> go.Figure:
    """One bar of 100 % per group, with the whole percentage in each part."""
    shown = [group for group in table.groups if group.base]
    colours = _colours(len(shown[0].cells))
    figure = go.Figure()
    for place, colour in enumerate(colours):
        cells = [(group, group.cells[place], group.base or 1) for group in shown]
        whole = [percent(cell.count or 0, base) for _, cell, base in cells]
        figure.add_bar(
            orientation="h",
            name=words.cells[cells[0][1].code],
            y=[_row(group, words) for group, _, _ in cells],
            x=[_share(cell, base) for _, cell, base in cells],
            text=[f"{words.number(share)}%" if share >= NARROW else "" for share in whole],
            customdata=[words.number(share) for share in whole],
            hovertemplate="%{fullData.name}: %{customdata}%<extra></extra>",
            marker={"color": colour, "line": {"color": PAPER, "width": 1}},
            textfont={"color": PAPER if colour in DARK else INK},
            textangle=0,
            insidetextanchor="middle",
        )
    return _by_group(figure.update_layout(barmode="stack"), table, words)


def _ranked(table: ProtectedTable, words: Wordings) -> go.Figure:
    """Each option with its margin. Mentions stand with the largest first and the hidden ones last, classes in order."""
    (group,) = table.groups
    ranked = table.kind is Kind.MENTIONS
    base = group.base or 1
    known = [cell for cell in group.cells if cell.count is not None]
    if ranked:
        known.sort(key=lambda cell: -(cell.count or 0))
    ends = [wilson(cell.count or 0, base, table.population) for cell in known]
    shares = [_share(cell, base) for cell in known]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=[words.cells[cell.code] for cell in known],
        x=shares,
        text=[_percentage(cell, base, words) for cell in known],
        textposition="inside",
        insidetextanchor="start",
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [100 * end.high - share for end, share in zip(ends, shares, strict=True)],
            "arrayminus": [share - 100 * end.low for end, share in zip(ends, shares, strict=True)],
            "color": INK,
            "thickness": 1.5,
        },
        hovertemplate="%{y}: %{text}<extra></extra>",
        marker={"color": PALETTES[2][1], "line": {"color": PALETTES[2][0], "width": 1}},
        textfont={"color": INK},
    )
    order = sorted(group.cells, key=lambda cell: -(cell.count or 0)) if ranked else group.cells
    hidden = [words.cells[cell.code] for cell in group.cells if cell.count is None]
    return _frame(figure, [words.cells[cell.code] for cell in order], hidden, words)


def _grouped(table: ProtectedTable, words: Wordings) -> go.Figure:
    """Mentions by group: per option a bar for each group, or a dot where that is hidden."""
    shown = [group for group in table.groups if group.base]
    visible = {cell.code for group in shown for cell in group.cells if cell.count is not None}
    figure = go.Figure(layout={"barmode": "group"})
    for group, colour in zip(shown, cycle(PALETTE), strict=False):
        cells = [cell for cell in group.cells if cell.code in visible]
        figure.add_bar(
            orientation="h",
            name=_row(group, words),
            y=[words.cells[cell.code] for cell in cells],
            x=[_share(cell, group.base or 1) for cell in cells],
            text=[_percentage(cell, group.base or 1, words) for cell in cells],
            textposition="outside",
            hovertemplate="%{y}, %{fullData.name}: %{text}<extra></extra>",
            marker={"color": colour, "line": {"color": INK, "width": 1}},
        )
    rows = {cell.code: words.cells[cell.code] for cell in shown[0].cells}
    _frame(figure, list(rows.values()), [label for code, label in rows.items() if code not in visible], words)
    return figure.update_layout(height=FRAME + LEGEND_ROW * len(shown) + BAR * len(shown) * len(rows))


def _percentage(cell: Cell, base: int, words: Wordings) -> str:
    return HIDDEN if cell.count is None else f"{words.number(percent(cell.count, base))}%"


def _means(table: ProtectedTable, words: Wordings) -> go.Figure:
    """The mean grade of each group, on the scale from 1 to 10."""
    shown = [group for group in table.groups if group.mean is not None]
    figure = go.Figure()
    figure.add_scatter(
        mode="markers+text",
        y=[_row(group, words) for group in shown],
        x=[float(group.mean or 0) for group in shown],
        text=[words.number(group.mean or Decimal()) for group in shown],
        textposition="middle right",
        hovertemplate="%{y}: %{text}<extra></extra>",
        marker={"color": PALETTES[2][0], "size": 14},
        showlegend=False,
    )
    return _by_group(figure, table, words).update_xaxes(range=[1, 10.5], dtick=1, ticksuffix="")


def _by_group(figure: go.Figure, table: ProtectedTable, words: Wordings) -> go.Figure:
    """A row per group, in their order."""
    hidden = [_row(group, words) for group in table.groups if group.base is None]
    return _frame(figure, [_row(group, words) for group in table.groups], hidden, words)


def _frame(figure: go.Figure, rows: list[str], hidden: list[str], words: Wordings) -> go.Figure:
    """Axes and legend, the same for every figure, whatever is hidden in it: 0 to 100 in steps of 20."""
    figure.update_xaxes(range=[0, 100], dtick=20, ticksuffix="%", gridcolor="#d9d9d9", zeroline=False, fixedrange=True)
    figure.update_yaxes(
        categoryorder="array", categoryarray=rows, range=[len(rows) - 0.5, -0.5], automargin=True, fixedrange=True
    )
    for label in hidden:
        figure.add_annotation(x=0, y=label, text=HIDDEN, showarrow=False, xanchor="left", xshift=6)
    return figure.update_layout(
        separators=words.separators,
        height=FRAME + LEGEND_ROW * (len(figure.data) // 2) + ROW * len(rows),
        margin={"l": 8, "r": 24, "t": 16, "b": 32},
        legend={"orientation": "h", "traceorder": "normal", "yanchor": "bottom", "y": 1.02, "x": 0, "maxheight": 0.9},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"color": INK, "size": 15},
        uniformtext={"minsize": 12, "mode": "show"},
    )


def _colours(number: int) -> tuple[str, ...]:
    """As many colours as there are parts."""
    palette = PALETTES.get(number, PALETTE)
    return tuple(palette[place % len(palette)] for place in range(number))
