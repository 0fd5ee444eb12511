"""What tests look at in a figure: its marks, and every number in it."""

from collections.abc import Iterator
from dataclasses import asdict

from survey.analysis.figures import Chart, Wordings
from survey.analysis.figures.chart import Box, Dot, Word

LABELS = {
    "low": "5 of lager",
    "middle": "6 en 7",
    "high": "8 of hoger",
    "-": "geen antwoord",
    "yes": "ja",
    "no": "nee",
    "dont_know": "weet ik niet",
    "merged": "ja",
    "rest": "niet ja",
    "option": "een baan",
    "never": "nooit",
    "some": "soms",
    "often": "vaak",
    "always": "altijd",
    "a": "groep a",
    "b": "groep b",
    "c": "groep c",
}
WORDS = Wordings(
    groups={None: "rapportcijfer", "a": "groep a", "b": "groep b", "c": "groep c"},
    cells=LABELS,
    number=lambda value: str(value).replace(".", ","),
    separators=",.",
    apart=frozenset({"dont_know", "-"}),
)


def boxes(chart: Chart) -> list[Box]:
    return [mark for mark in chart.marks if isinstance(mark, Box)]


def dots(chart: Chart) -> list[Dot]:
    return [mark for mark in chart.marks if isinstance(mark, Dot)]


def words(chart: Chart) -> list[tuple[str, int]]:
    """Text beside marks, with its row."""
    return [(mark.text, round(mark.at[1])) for mark in chart.marks if isinstance(mark, Word)]


def rows(chart: Chart) -> list[str]:
    return [label for _, label in chart.y.ticks]


def numbers(value: object) -> Iterator[float]:
    """Every number in a figure or in a JSON value."""
    if isinstance(value, Chart):
        value = asdict(value)
    if isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value
