"""A figure as JSON values for plotly.js, to zoom in on and point at. The only module that loads Plotly."""

import json
from typing import Any

import plotly.graph_objects as go

from .chart import Box, Chart, Dot, Line, Shape, Word
from .tones import GRID, INK, PAPER, TONES, ink_on

ROW, FRAME, PLANE = 56, 60, 360
WITHOUT = {"hoverinfo": "skip", "showlegend": False}


def plotted(chart: Chart, separators: str) -> dict[str, Any]:
    """The figure, with `data` and `layout`: the same marks at the same places."""
    figure = go.Figure(layout={"barmode": "overlay", "separators": separators, "showlegend": False})
    _boxes(figure, chart)
    for mark in chart.marks:
        if isinstance(mark, Line):
            _line(figure, mark)
        elif isinstance(mark, Shape):
            _shape(figure, mark)
    _dots(figure, chart)
    _words(figure, chart)
    _axes(figure, chart)
    drawn: dict[str, Any] = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return drawn


def _boxes(figure: go.Figure, chart: Chart) -> None:
    """Rectangles are bars that lie: a trace for each tone."""
    boxes = [mark for mark in chart.marks if isinstance(mark, Box)]
    for tone in dict.fromkeys(box.tone for box in boxes):
        of_tone = [box for box in boxes if box.tone == tone]
        figure.add_bar(
            orientation="h",
            name=tone,
            base=[box.x[0] for box in of_tone],
            x=[box.x[1] - box.x[0] for box in of_tone],
            y=[(box.y[0] + box.y[1]) / 2 for box in of_tone],
            width=[abs(box.y[1] - box.y[0]) for box in of_tone],
            text=[box.label for box in of_tone],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink_on(tone)},
            customdata=[box.told for box in of_tone],
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": TONES[tone], "line": {"color": PAPER, "width": 1}},
        )


def _line(figure: go.Figure, mark: Line) -> None:
    look = {"color": TONES[mark.tone], "dash": "dash" if mark.dashed else "solid", "width": 2}
    figure.add_scatter(
        mode="lines", x=[x for x, _ in mark.points], y=[y for _, y in mark.points], line=look, name=mark.tone, **WITHOUT
    )


def _shape(figure: go.Figure, mark: Shape) -> None:
    closed = (*mark.points, mark.points[0])
    figure.add_scatter(
        mode="lines",
        x=[x for x, _ in closed],
        y=[y for _, y in closed],
        fill="toself",
        fillcolor=TONES[mark.tone],
        line={"color": PAPER, "width": 1},
        name=mark.tone,
        text=mark.told,
        hoverinfo="text" if mark.told else "skip",
    )


def _dots(figure: go.Figure, chart: Chart) -> None:
    dots = [mark for mark in chart.marks if isinstance(mark, Dot)]
    beside = {"above": "top center", "below": "bottom center", "left": "middle left", "right": "middle right"}
    for tone in dict.fromkeys(dot.tone for dot in dots):
        of_tone = [dot for dot in dots if dot.tone == tone]
        figure.add_scatter(
            mode="markers+text",
            name=tone,
            x=[dot.at[0] for dot in of_tone],
            y=[dot.at[1] for dot in of_tone],
            text=[dot.label for dot in of_tone],
            textposition=[beside[dot.side] for dot in of_tone],
            customdata=[dot.told for dot in of_tone],
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": TONES[tone], "size": 14},
        )


def _words(figure: go.Figure, chart: Chart) -> None:
    for mark in chart.marks:
        if isinstance(mark, Word):
            figure.add_annotation(x=mark.at[0], y=mark.at[1], text=mark.text, showarrow=False, xanchor="left", xshift=6)


def _axes(figure: go.Figure, chart: Chart) -> None:
    """The axes of the figure; rows run from top to bottom."""
    for update, axis in ((figure.update_xaxes, chart.x), (figure.update_yaxes, chart.y)):
        update(
            range=[axis.low, axis.high],
            tickmode="array",
            tickvals=[at for at, _ in axis.ticks],
            ticktext=[label for _, label in axis.ticks],
            gridcolor=GRID,
            zeroline=False,
            automargin=True,
        )
    if chart.rows:
        figure.update_yaxes(range=[chart.y.high, chart.y.low], showgrid=False, fixedrange=True)
    if chart.columns:
        figure.update_xaxes(side="top", showgrid=False)
    height = FRAME + ROW * len(chart.y.ticks) if chart.rows else PLANE
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 40, "t": 16, "b": 40},
        font={"color": INK, "size": 15},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
    )
