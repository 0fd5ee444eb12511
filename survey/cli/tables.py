"""A publication as text: the totals of every measure, in columns."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from survey.languages import translator
from survey.reporting import read
from survey.reporting.published import Publication
from survey.reporting.read import Share
from survey.reporting.reader import Reader

from .words import _

INDENT = "  "


def told(published: Publication, language: str) -> Iterator[str]:
    """The lines of a publication, in `language`."""
    reader = reader_in(language)
    title = reader.reads(published.study.title)
    yield _("{title} ({study}/{wave})", title=title, study=published.study.id, wave=published.wave)
    yield _("Published on {day}.", day=format_date(published.day, "d MMMM y", locale=language))
    yield read.response(published, reader)
    for measure in published.measures():
        yield from _measure(published, measure, reader)
    yield ""
    yield _("A dot (·) is a number that is hidden, because it could say something about single people.")
    command = f"survey publication show {published.study.id} --json"
    yield _("The tables by background are in the dashboard and in: {command}", command=command)


def reader_in(language: str) -> Reader:
    """Who reads at a terminal or on paper: words, numbers and days in a language."""
    separators = get_decimal_symbol(language) + get_group_symbol(language)

    def number(value: int | Decimal) -> str:
        """With the decimals that it has: `8.0` stays `8.0`."""
        decimals = max(0, -int(Decimal(value).as_tuple().exponent))
        return format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), locale=language)

    def day(value: date) -> str:
        return format_date(value, "long", locale=language)

    return Reader(language, translator(language).gettext, number, separators, day)


def _measure(published: Publication, measure: str, reader: Reader) -> Iterator[str]:
    result = read.result(published, measure, None, reader)
    if result is None:
        return
    yield ""
    yield result.title
    for row in result.rows:
        if row.base is not None:
            yield INDENT + _("People: {base}", base=reader.number(row.base))
        if row.mean is not None:
            yield INDENT + _("Mean: {mean}", mean=reader.number(row.mean))
        shares = [*row.shares, *([row.merged] if row.merged and not row.shares else [])]
        yield from (INDENT + line for line in _columns([_cells(share, reader) for share in shares]))
    if not result.rows:
        yield from (INDENT + sentence for sentence in result.sentences)


def _cells(share: Share, reader: Reader) -> tuple[str, str, str, str]:
    """Label, count, percentage and its margin; a hidden share has a dot."""
    if share.count is None:
        return share.label, "·", "", ""
    return share.label, reader.number(share.count), f"{share.percent}%", f"({share.low}-{share.high}%)"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lines whose columns stand under each other: the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for label, *numbers in rows:
        right = (number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
        yield "  ".join([label.ljust(widths[0]), *right]).rstrip()
