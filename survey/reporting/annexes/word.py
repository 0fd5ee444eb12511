"""A text as a Word document, with real headings, lists, and tables whose first row repeats on each page."""

from io import BytesIO
from typing import TYPE_CHECKING

from survey.questionnaires.annexes import Table, Text

from . import layout

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def as_docx(text: Text) -> bytes:
    """The text as a .docx file; its title, language and headings are known to Word."""
    from docx import Document as new  # noqa: N813, PLC0415 - a function in spite of its name; loads lxml

    document = new()
    layout.on_paper(document)
    _speak(document, LANGUAGES.get(text.language, text.language))
    document.core_properties.title = f"{text.title}: {text.subtitle}"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(text.title, level=0)
    document.add_paragraph(text.subtitle, style="Subtitle")
    for part in text.parts:
        document.add_heading(part.heading, level=1)
        for paragraph in part.paragraphs:
            document.add_paragraph(paragraph)
        for point in part.points:
            document.add_paragraph(point, style="List Bullet")
        if part.table:
            _table(document, part.table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _speak(document: "Document", language: str) -> None:
    """Set the language in which Word checks and reads the text."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    document.core_properties.language = language
    for tongue in document.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:val"), language)


def _table(document: "Document", table: Table) -> None:
    """A table with lines; the head, if there is one, is marked as such."""
    rows = [row for row in (table.head, *table.rows) if row]
    made = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = made.add_row().cells
        for place, (cell, words) in enumerate(zip(cells, row, strict=True)):
            _write(cell, words, bold=number == 0 if table.head else place == 0)
    layout.divide(made)
    if table.head:
        layout.mark(made.rows[0], "w:tblHeader")
    document.add_paragraph()


def _write(cell: "_Cell", words: str, *, bold: bool) -> None:
    cell.paragraphs[0].add_run(words).bold = bold
