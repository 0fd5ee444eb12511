"""Flows: from which answer to which the same people went, as bands between two stacks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .chart import Axis, Box, Chart, Mark, Point, Shape
from .tones import parts

WIDTH = 0.16
"""How wide a stack is, in parts of the figure."""
GAP = 0.02
"""Between two states of a stack, in parts of all people."""
STEPS = 12
LOWEST_LABEL = 0.08
"""A number stands in its state from this part of all people on."""


@dataclass(frozen=True, slots=True)
class Flow:
    """`counts` has a row per state in the first of the `waves`, and a column per state in the later one."""

    waves: tuple[str, str]
    states: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def bands(flow: Flow, number: Callable[[int], str]) -> Chart:
    """The figure: a band for every way that somebody went, in the tone of where it began; then the two stacks."""
    tones = parts(len(flow.states))
    first = [sum(row) for row in flow.counts]
    later = [sum(column) for column in zip(*flow.counts, strict=True)]
    people = sum(first) or 1
    top = 1 + GAP * (len(flow.states) - 1)
    begins, ends = (_tops([count / people for count in counts], top) for counts in (first, later))
    marks: list[Mark] = list(_ways(flow, (begins, ends), tones, number))
    for wave, counts, tops, x in ((0, first, begins, (0.0, WIDTH)), (1, later, ends, (1 - WIDTH, 1.0))):
        for state, count, above, tone in zip(flow.states, counts, tops, tones, strict=True):
            share = count / people
            label = number(count) if share >= LOWEST_LABEL else ""
            told = f"{flow.waves[wave]}, {state}: {number(count)}"
            marks.append(Box(x, (above - share, above), tone, label, told))
    across = Axis(0, 1, ((0.0, flow.waves[0]), (1.0, flow.waves[1])))
    key = tuple(zip(tones, flow.states, strict=True))
    return Chart(across, Axis(0, top, ()), tuple(marks), key, rows=False)


def _tops(shares: Sequence[float], top: float) -> list[float]:
    """The top of every state in a stack that hangs from `top`."""
    found = []
    for share in shares:
        found.append(top)
        top -= share + GAP
    return found


def _ways(
    flow: Flow, tops: tuple[Sequence[float], Sequence[float]], tones: Sequence[str], number: Callable[[int], str]
) -> Iterator[Shape]:
    people = sum(map(sum, flow.counts)) or 1
    left, right = list(tops[0]), list(tops[1])
    for one, row in enumerate(flow.counts):
        for other, count in enumerate(row):
            share = count / people
            if count:
                told = f"{flow.states[one]} → {flow.states[other]}: {number(count)}"
                yield Shape(_band(left[one], right[other], share), tones[one], told)
            left[one] -= share
            right[other] -= share


def _band(left: float, right: float, high: float) -> tuple[Point, ...]:
    """A band that leaves one stack and arrives at the other without a bend there."""
    above = [_between(step / STEPS, left, right) for step in range(STEPS + 1)]
    below = [(x, y - high) for x, y in reversed(above)]
    return (*above, *below)


def _between(part: float, left: float, right: float) -> Point:
    ease = part * part * (3 - 2 * part)
    return WIDTH + (1 - 2 * WIDTH) * part, left + (right - left) * ease
