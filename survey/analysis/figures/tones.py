"""The colours of figures. Neighbours differ in lightness, so that neither colour vision nor a colour printer is needed.

Pages give the same tones other colours on a dark screen (dashboard.css); a tone's name is its class there.
"""

from collections.abc import Mapping

INK, PAPER, SOFT, GRID = "#1a1a1a", "#ffffff", "#55605b", "#d9d9d9"

TONES: Mapping[str, str] = {
    "ink": INK,
    "low": "#b3541e",
    "middle": "#f2d388",
    "high": "#14524b",
    "rest": "#cfe3db",
    "bar": "#9cc9bb",
    "earlier": "#d98f3d",
    "later": "#14524b",
    "apart": "#d9d5cb",
    "elsewhere": "#8d8797",
    "minus-1": "#f2d388",
    "minus-2": "#d98f3d",
    "minus-3": "#b3541e",
    "minus-4": "#8f3f14",
    "plus-1": "#bcdccf",
    "plus-2": "#6fae9f",
    "plus-3": "#2f7466",
    "plus-4": "#0c3a35",
    "piece-1": "#0c3a35",
    "piece-2": "#6fae9f",
    "piece-3": "#f2d388",
    "piece-4": "#d98f3d",
    "piece-5": "#8f3f14",
    "piece-6": "#bcdccf",
    "piece-7": "#2f7466",
    "piece-8": "#d9d5cb",
    "heat-0": "#f3f6f2",
    "heat-1": "#dbeae3",
    "heat-2": "#b3d6c9",
    "heat-3": "#7fb5a5",
    "heat-4": "#2f7466",
    "heat-5": "#0c3a35",
}
"""Each tone on paper and in files."""

DARK = frozenset(
    {
        "low",
        "high",
        "later",
        "minus-3",
        "minus-4",
        "plus-3",
        "plus-4",
        "piece-1",
        "piece-5",
        "piece-7",
        "heat-4",
        "heat-5",
    }
)
"""The tones on which white can be read; on the others ink can."""

BANDS = ("low", "middle", "high")
PARTS = tuple(f"piece-{place}" for place in range(1, 9))
HEAT_STEPS = (5, 15, 30, 50, 70)


def ink_on(tone: str) -> str:
    """The colour of a label inside a mark."""
    return PAPER if tone in DARK else INK


def heat(share: float) -> str:
    """The tone of a percentage in a map: darker for more."""
    return f"heat-{sum(share >= step for step in HEAT_STEPS)}"


def parts(number: int) -> tuple[str, ...]:
    """As many tones as there are parts of a whole."""
    if number == len(BANDS):
        return BANDS
    return ("high", "rest") if number == len(BANDS) - 1 else tuple(PARTS[place % len(PARTS)] for place in range(number))
