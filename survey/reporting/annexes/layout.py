"""How an annex lies on paper in Word: A4, letters that every office has, and rows that stay together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as Made
    from docx.table import _Row

PAGE, MARGIN = (21.0, 29.7), 2.2
"""Centimetres."""
LETTERS = "Arial"
SIZES = {"Normal": 10.5, "Title": 20.0, "Subtitle": 12.0, "Heading 1": 13.0}
"""Points. A long Dutch word has to fit in a line of the title."""
AIR = 2.0
"""Points above and below what stands in a cell."""
SHARES = {2: (0.36, 0.64), 3: (0.28, 0.44, 0.28), 4: (0.4, 0.2, 0.2, 0.2)}
"""The parts of the width that columns get, by how many there are."""


def on_paper(document: "Document") -> None:
    """Set page, margins and letters."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - loads lxml
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size = LETTERS, Pt(size)
        fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def divide(made: "Made") -> None:
    """Give the columns of a table their widths, and keep each row on one page."""
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    width = PAGE[0] - 2 * MARGIN
    made.autofit = False
    for column, share in zip(made.columns, SHARES[len(made.columns)], strict=True):
        column.width = Cm(width * share)
        for cell in column.cells:
            cell.width = Cm(width * share)
            lines = cell.paragraphs[0].paragraph_format
            lines.space_before = lines.space_after = Pt(AIR)
    for row in made.rows:
        mark(row, "w:cantSplit")


def mark(row: "_Row", name: str) -> None:
    """Give a row a property that it has or has not."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - its own way
