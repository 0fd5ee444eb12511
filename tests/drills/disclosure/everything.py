"""Everything else that a program lead can fetch, besides pages and CSV: workbooks, drawings with the words of each
mark, figures to zoom in on, pictures and reports; and the facts that can be read in each of them.

A whole percentage of a known base is a number of people where only one fits.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

import openpyxl
import pypdfium2
from docx import Document
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from survey.analysis.estimates import percent
from tests.drills.disclosure.reading import LABELS, OVERVIEW, Fact
from tests.drills.disclosure.waves import MENTIONS, VARIABLES, WISHES
from tests.fixtures.reports import taken
from tests.fixtures.staff import Visitor
from tests.unit.reporting.reports.tagged import tags

FILES = {"xlsx": ".xlsx", "svg": ".svg", "png": ".png", "json": "/figure-0.json"}
REPORTS = ("pdf", "docx", "factsheet")
TITLE = re.compile(r"<title>([^<]*)</title>")
GROUP_FIRST = re.compile(r"^(?P<group>\w+) \(n=(?P<n>\d+)\), (?P<answer>.+): (?P<share>\d+)%$")
GROUP_LAST = re.compile(r"^(?P<answer>.+), (?P<group>\w+) \(n=(?P<n>\d+)\): (?P<share>\d+)%$")
CAPTION = re.compile(r"^Tabel \d+\. (\w+)(?:: (\w+))?$")
SHARE = re.compile(r"^(\d+)%")
PEOPLE, BASE, TAKEN = "Aantal (n)", "Basis", "Samen: "
FIRST_ROW = 4

Fetched = dict[str, dict[str, bytes]]
"""By kind of file, the content at each address."""


def fetch(lead: Visitor, study: str, pages: Iterable[str]) -> Fetched:
    """Every file of every result that has a page, and every report."""
    found: Fetched = {kind: {} for kind in (*FILES, *REPORTS)}
    for address in pages:
        path, _, query = address.partition("?")
        if path.count("/") <= OVERVIEW or path.endswith(".csv"):
            continue
        for kind, ending in FILES.items():
            response = lead.get(f"{path}{ending}?{query}")
            if response.status_code == 200:
                found[kind][address] = response.data
    for kind in REPORTS:
        found[kind][f"/dashboard/{study}/single/{kind}"] = taken(lead, f"/dashboard/{study}/single/{kind}").data
    return found


def facts(fetched: Fetched) -> dict[str, list[Fact]]:
    """The numbers of people that can be read in each kind of file. A picture shows what its drawing says."""
    return {
        "xlsx": [fact for address, content in fetched["xlsx"].items() for fact in _in_workbook(address, content)],
        "svg": [
            fact
            for address, content in fetched["svg"].items()
            for fact in _in_words(address, TITLE.findall(content.decode()))
        ],
        "json": [
            fact for address, content in fetched["json"].items() for fact in _in_words(address, _hovered(content))
        ],
        "docx": [fact for content in fetched["docx"].values() for fact in _in_document(content)],
        "pdf": [fact for content in fetched["pdf"].values() for fact in _in_tags(content)],
    }


def _where(address: str) -> tuple[str, str | None]:
    """The measure and the variable of an address."""
    parts = urlsplit(address)
    by = re.search(r"by=(\w+)", parts.query)
    return parts.path.rpartition("/")[2], by[1] if by else None


def _in_workbook(address: str, content: bytes) -> Iterator[Fact]:
    where = _where(address)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True):
        if row[1] is None and row[2] is None:
            return
        group, answer, count, base = row[0], row[1], row[2], row[6]
        if where[1] and isinstance(base, int):
            yield Fact(where[0], where[1], str(group), None, base)
        if answer and isinstance(count, int):
            yield from _cell(where, str(group), str(answer), count)


def _hovered(content: bytes) -> list[str]:
    """What a figure says where somebody points at it."""
    return [words for trace in json.loads(content)["data"] for words in trace.get("customdata") or ()]


def _in_words(address: str, words: Iterable[str]) -> Iterator[Fact]:
    """A group with its base before the answer, or behind it in a map."""
    where = _where(address)
    for each in words:
        mark = GROUP_FIRST.match(each) or GROUP_LAST.match(each)
        if mark and where[1]:
            yield Fact(where[0], where[1], mark["group"], None, int(mark["n"]))
        if mark:
            yield from _share(where, mark["group"], mark["answer"], (int(mark["share"]), int(mark["n"])))


def _share(where: tuple[str, str | None], group: str, answer: str, share: tuple[int, int]) -> Iterator[Fact]:
    """A share of a base, where only one number of people fits."""
    whole, base = share
    fits = [count for count in range(base + 1) if percent(count, base) == whole]
    if len(fits) == 1:
        yield from _cell(where, group, answer, fits[0])


def _cell(where: tuple[str, str | None], group: str, answer: str, count: int) -> Iterator[Fact]:
    measure, variable = where
    if measure in VARIABLES:
        if answer in VARIABLES[measure]:
            yield Fact(measure, measure, answer, None, count)
    elif measure != MENTIONS:
        yield Fact(measure, variable, group if variable else None, LABELS.get(answer, frozenset({answer})), count)
    elif answer in WISHES:
        yield Fact(f"{measure}.{answer}", variable, group if variable else None, frozenset({answer}), count)


def _in_document(content: bytes) -> Iterator[Fact]:
    """The tables of a Word document, each under its caption."""
    caption = None
    for part in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Paragraph):
            caption = CAPTION.match(part.text) or caption
        elif caption:
            rows = [[cell.text for cell in row.cells] for row in part.rows]
            yield from _in_table((caption[1], caption[2]), rows)


def _in_table(where: tuple[str, str | None], rows: list[list[str]]) -> Iterator[Fact]:
    head, *lines = rows
    if where[1] is None:
        for label, count, *_rest in lines:
            if count.isdigit() and label != BASE:
                yield from _cell(where, "", label.removeprefix(TAKEN), int(count))
    elif head[1] == PEOPLE:
        for group, base, *shares in lines:
            yield from _of_group(where, (group, base), dict(zip(head[2:], shares, strict=True)))
    else:
        bases = next(line for line in lines if line[0] == PEOPLE)
        for place, group in enumerate(head[1:], start=1):
            yield from _of_group(where, (group, bases[place]), {line[0]: line[place] for line in lines})


def _of_group(where: tuple[str, str | None], group: tuple[str, str], shares: Mapping[str, str]) -> Iterator[Fact]:
    name, base = group
    if not base.isdigit():
        return
    yield Fact(where[0], where[1], name, None, int(base))
    for answer, written in shares.items():
        if found := SHARE.match(written):
            yield from _share(where, name, answer, (int(found[1]), int(base)))


def _in_tags(content: bytes) -> Iterator[Fact]:
    """The words of the figures in a tagged PDF: the title, then those of each mark."""
    for _kind, told in tags(PdfReader(io.BytesIO(content))):
        title, *words = (told or "").split(". ")
        if words:
            yield from _in_words(f"/dashboard/x/{title}", words)


def numbers(content: bytes) -> set[str]:
    """Every number in the text of a PDF, with its sign."""
    document = pypdfium2.PdfDocument(content)
    try:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    finally:
        document.close()
    return set(re.findall(r"\d+(?:,\d+)?%?", text))
