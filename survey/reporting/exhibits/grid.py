"""The numbers of a figure as a table: what a page, a report and a file show."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from survey.questionnaires.problems import N_

from ..read import Result, Row, Share
from ..reader import Reader

ANSWER, GROUP, PEOPLE, SHARE, MARGIN = (
    N_("Answer"),
    N_("Group"),
    N_("People (n)"),
    N_("Share"),
    N_("95% margin"),
)
MEAN, MEDIAN, BASE, TOGETHER = N_("Mean"), N_("Median"), N_("Base"), N_("Together: {label}")
ENDS = N_("{low} to {high}%")

Number = int | Decimal | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: its number as written, with its margin under it. `text` None: not shown. Empty: does not apply."""

    text: str | None
    margin: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table. `strong`: a total below, or what belongs together."""

    label: str
    entries: tuple[Entry, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption, the labels of its columns, its rows, and the rows at its foot."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One number of a table for a file, by group and answer. A number is None where it is not shown."""

    group: str
    answer: str
    count: Number
    percent: Number
    low: Number
    high: Number
    base: Number
    mean: Number


def grid(result: Result, reader: Reader) -> Grid:
    """In total: an answer a row. By a breakdown: groups and answers, whichever are fewer as columns."""
    caption = f"{result.title}: {result.breakdown}" if result.breakdown else result.title
    if not result.breakdown:
        return _total(caption, result.rows[0], reader)
    if len(result.columns) > len(result.rows):
        return _answers(caption, result, reader)
    return _groups(caption, result, reader)


def records(result: Result) -> tuple[Record, ...]:
    """The same numbers, a row for each group and answer; a group without answers has one row."""
    nothing = Share("", None, None, None, None)
    return tuple(
        Record(row.label, share.label, share.count, share.percent, share.low, share.high, row.base, row.mean)
        for row in result.rows
        for share in row.shares or (nothing,)
    )


def number(value: Number, reader: Reader) -> Entry:
    """A number, or that it is not shown."""
    return Entry(None if value is None else reader.number(value))


def percentage(share: Share | None, reader: Reader) -> Entry:
    """A share with its margin, or that it is not shown."""
    if share is None or share.percent is None:
        return Entry(None)
    return Entry(f"{reader.number(share.percent)}%", margin(share, reader))


def margin(share: Share, reader: Reader) -> str:
    """`65 to 79%`; nothing where it is not shown."""
    if share.low is None or share.high is None:
        return ""
    return reader.says(ENDS, low=reader.number(share.low), high=reader.number(share.high))


def _total(caption: str, row: Row, reader: Reader) -> Grid:
    lines = [_share_line(share.label, share, reader) for share in row.shares]
    labels = {share.label for share in row.shares}
    if row.merged and row.merged.label not in labels:
        label = reader.says(TOGETHER, label=row.merged.label)
        lines.append(_share_line(label, row.merged, reader, strong=True))
    empty = Entry("")
    foot = [Line(reader.says(BASE), (number(row.base, reader), empty, empty), strong=True)]
    for name, value in ((MEAN, row.mean), (MEDIAN, row.median)):
        if value is not None:
            foot.append(Line(reader.says(name), (empty, number(value, reader), empty), strong=True))
    head = (ANSWER, PEOPLE, SHARE, MARGIN)
    return Grid(caption, tuple(reader.says(each) for each in head), tuple(lines), tuple(foot))


def _share_line(label: str, share: Share, reader: Reader, *, strong: bool = False) -> Line:
    shown = percentage(share, reader)
    ends = Entry(None if share.low is None else margin(share, reader))
    return Line(label, (number(share.count, reader), Entry(shown.text), ends), strong)


def _answers(caption: str, result: Result, reader: Reader) -> Grid:
    lines = [
        Line(column, tuple(percentage(_share(row, place), reader) for row in result.rows))
        for place, column in enumerate(result.columns)
    ]
    foot = [Line(reader.says(PEOPLE), tuple(number(row.base, reader) for row in result.rows), strong=True)]
    if _has_means(result.rows):
        foot.insert(0, Line(reader.says(MEAN), tuple(number(row.mean, reader) for row in result.rows), strong=True))
    head = (reader.says(ANSWER), *(row.label for row in result.rows))
    return Grid(caption, head, tuple(lines), tuple(foot))


def _groups(caption: str, result: Result, reader: Reader) -> Grid:
    means = _has_means(result.rows)
    lines = [
        Line(
            row.label,
            (
                number(row.base, reader),
                *([number(row.mean, reader)] if means else []),
                *(percentage(_share(row, place), reader) for place in range(len(result.columns))),
            ),
        )
        for row in result.rows
    ]
    head = (reader.says(GROUP), reader.says(PEOPLE), *([reader.says(MEAN)] if means else []), *result.columns)
    return Grid(caption, head, tuple(lines))


def _share(row: Row, place: int) -> Share | None:
    return row.shares[place] if row.shares else None


def _has_means(rows: Sequence[Row]) -> bool:
    return any(row.mean is not None for row in rows)
