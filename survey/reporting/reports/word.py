"""A report as a Word document: headings, pictures with alternative texts, and tables with a header row."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from survey.analysis.figures import Chart
from survey.analysis.figures.svg import Caption, picture

from ..exhibits import Exhibit, Grid, Line
from ..paper.pictures import png
from .report import Report

GREEN, SOFT = RGBColor(0x14, 0x52, 0x4B), RGBColor(0x51, 0x60, 0x5A)
HIDDEN = "."
WIDE, ACROSS = Cm(16.5), 660
COLUMN, NARROWEST = Cm(2.3), Cm(3.4)
SMALL, SMALLER, MANY = Pt(9), Pt(7.5), 6
"""A table with so many columns or more has smaller letters."""


def written(report: Report) -> bytes:
    """The report as .docx; `NoPangoError` without Pango, which draws its pictures."""
    document = Document()
    _look(document, report)
    _cover(document, report)
    _summary(document, report)
    _figures(document, report)
    _around(document, report)
    _tables(document, report)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _look(document: Any, report: Report) -> None:
    document.core_properties.title = report.title
    document.core_properties.language = report.language
    document.core_properties.author = report.cover[0]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), report.language)
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2):
        style = document.styles[f"Heading {level}"]
        style.font.color.rgb, style.font.name = GREEN, "Calibri"
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)


def _cover(document: Any, report: Report) -> None:
    title = document.add_paragraph(report.title, style="Title")
    title.paragraph_format.space_before = Pt(160)
    document.add_paragraph(report.subtitle, style="Subtitle")
    for line in report.cover:
        document.add_paragraph(line)
    document.add_page_break()


def _summary(document: Any, report: Report) -> None:
    document.add_heading(report.words["summary"], 1)
    for each in report.headlines:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{each.label}: {each.number}. ").bold = True
        paragraph.add_run(each.sentence)


def _figures(document: Any, report: Report) -> None:
    document.add_heading(report.words["figures"], 1)
    for shown, caption in zip(report.figures, report.captions(), strict=True):
        if shown.charts:
            document.add_heading(caption, 2)
            for chart in shown.charts:
                _picture(document, chart, shown.title)
            _notes(document, (*shown.sentences, *shown.hidden))
            for quote in shown.quotes:
                document.add_paragraph(quote, style="Quote")
    _notes(document, (report.source,))


def _picture(document: Any, chart: Chart, title: str) -> None:
    document.add_picture(io.BytesIO(png(picture((chart,), Caption("", ()), ACROSS))), width=WIDE)
    shape = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", ". ".join((title, *chart.told())))  # noqa: SLF001 - there is no other way


def _notes(document: Any, notes: tuple[str, ...]) -> None:
    for note in notes:
        run = document.add_paragraph().add_run(note)
        run.font.size, run.font.color.rgb = Pt(9), SOFT


def _around(document: Any, report: Report) -> None:
    """Figures from elsewhere, response and methods."""
    if report.registers:
        document.add_heading(report.words["elsewhere"], 1)
    for each in report.registers:
        document.add_heading(each.title, 2)
        _picture(document, each.chart, each.title)
        _notes(document, (each.source,))
    document.add_heading(report.words["response"], 1)
    rows = document.add_table(rows=0, cols=2, style="Light Shading")
    for label, number in report.response:
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = label, number
    document.add_heading(report.words["methods"], 1)
    for sentence in report.methods:
        document.add_paragraph(sentence)


def _tables(document: Any, report: Report) -> None:
    document.add_page_break()
    document.add_heading(report.words["tables"], 1)
    number = 0
    for shown in report.tables:
        for grid in shown.grids:
            number += 1
            document.add_heading(report.words["table"].format(number=number, title=grid.caption), 2)
            _table(document, grid)
        _notes(document, _about(shown))


def _about(shown: Exhibit) -> tuple[str, ...]:
    return (*shown.sentences[:1], *shown.hidden)


def _table(document: Any, grid: Grid) -> None:
    """A table as wide as the text, with room for the words in its first column; no row breaks over two pages."""
    table = document.add_table(rows=1, cols=len(grid.head), style="Light Shading")
    table.autofit = False
    _plain(table)
    header = table.rows[0]
    _marked(header, "tblHeader")
    lines = (grid.head, *(_texts(line) for line in (*grid.lines, *grid.foot)))
    first = max(NARROWEST, WIDE - COLUMN * (len(grid.head) - 1))
    others = (WIDE - first) // max(len(grid.head) - 1, 1)
    for place, column in enumerate(table.columns):
        column.width = others if place else first
    for texts in lines:
        row = header if texts is grid.head else table.add_row()
        _marked(row, "cantSplit")
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = others if place else first
            cell.paragraphs[0].add_run(text).font.size = SMALLER if len(grid.head) >= MANY else SMALL
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if place:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _plain(table: Any) -> None:
    """Only the header stands out: no bands, and no bold first column."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - there is no other way to it
    look.attrib.clear()
    for name, value in (("val", "0620"), ("firstRow", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)


def _marked(row: Any, name: str) -> None:
    """Say of a row that it is a header, or that it stays together."""
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - there is no other way to say so


def _texts(line: Line) -> tuple[str, ...]:
    """A row as texts: a number with its margin behind it."""
    known = ((HIDDEN if entry.text is None else entry.text, entry.margin) for entry in line.entries)
    return (line.label, *(f"{text} ({margin})" if margin else text for text, margin in known))
