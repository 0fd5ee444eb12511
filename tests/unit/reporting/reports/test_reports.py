"""Reports: the numbers of the publication on paper, readable by everybody."""

import io
import re
from collections.abc import Iterator
from functools import cache

import pytest
from docx import Document
from pypdf import PdfReader

from survey.reporting.exhibits import Exhibit
from survey.reporting.reader import Reader
from survey.reporting.registers import registers
from survey.reporting.reports import Report, report
from survey.reporting.reports.pdf import factsheet, page, printed
from survey.reporting.reports.word import written
from tests.fixtures.publications import BESIDE, three_waves
from tests.unit.reporting.exhibits.shown import DUTCH, ENGLISH, REPLICA
from tests.unit.reporting.publication import publication
from tests.unit.reporting.reports.tagged import tags

STUDY, _ = three_waves()
BESIDE_A_REGISTER = publication(study=STUDY)


@cache
def made(language: str = "nl") -> Report:
    return report(BESIDE_A_REGISTER, (BESIDE_A_REGISTER,), DUTCH if language == "nl" else ENGLISH)


@cache
def pdf(language: str = "nl") -> PdfReader:
    return PdfReader(io.BytesIO(printed(made(language))))


@cache
def text_of(language: str = "nl") -> str:
    return squeezed(" ".join(sheet.extract_text() for sheet in pdf(language).pages))


def squeezed(text: str) -> str:
    """Text without spaces: lines break where a column ends."""
    return re.sub(r"\s+", "", text)


def numbers(shown: Exhibit) -> Iterator[tuple[str, ...]]:
    """Each row of an exhibit's tables: its label and its numbers as they are written."""
    for grid in shown.grids:
        for line in (*grid.lines, *grid.foot):
            yield (line.label, *("." if entry.text is None else entry.text + entry.margin for entry in line.entries))


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    catalog = pdf().root_object
    assert str(catalog["/Lang"]) == "nl"
    assert "'/Marked': True" in str(catalog["/MarkInfo"])
    assert pdf().metadata is not None
    assert pdf().metadata.title == "Resultaten: Jobcoaching Voorbeeldstad"  # type: ignore[union-attr]
    assert pdf().xmp_metadata is not None
    assert b"pdfuaid:part" in pdf().xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_the_tag_tree_has_headings_tables_with_headers_and_words_for_every_figure() -> None:
    found = tags(pdf())
    kinds = [kind for kind, _ in found]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == 6
    assert kinds.index("H1") < kinds.index("H2") < kinds.index("H3")
    figures = [alt for kind, alt in found if kind == "Figure"]
    assert len(figures) == len(made().figures) + len(made().registers)
    assert all(alt and "%" in alt for alt in figures)
    tables = sum(len(shown.grids) for shown in made().tables) + 1
    assert (kinds.count("Table"), kinds.count("Caption") >= tables - 1) == (tables, True)
    assert kinds.count("TH") > 2 * tables
    assert kinds.count("TR") > 3 * tables


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_of_the_publication_stands_in_the_pdf(language: str) -> None:
    found = text_of(language)
    seen = 0
    for shown in made(language).tables:
        for row in numbers(shown):
            assert squeezed("".join(row[1:])) in found, (shown.name, row)
            seen += 1
    assert seen > 100


def test_pdf_word_and_page_have_the_same_numbers() -> None:
    document = Document(io.BytesIO(written(made())))
    grids = [grid for shown in made().tables for grid in shown.grids]
    (response, *tables) = document.tables
    assert [tuple(cell.text for cell in row.cells) for row in response.rows] == list(made().response)
    assert len(tables) == len(grids)
    for table, grid in zip(tables, grids, strict=True):
        head, *rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert head == grid.head
        expected = [
            (
                line.label,
                *(
                    (e.text if e.text is not None else ".") + (f" ({e.margin})" if e.margin else "")
                    for e in line.entries
                ),
            )
            for line in (*grid.lines, *grid.foot)
        ]
        assert rows == expected


def test_the_word_document_has_headings_captions_and_words_for_every_picture() -> None:
    document = Document(io.BytesIO(written(made())))
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    words = made().words
    order = ("summary", "figures", "elsewhere", "response", "methods", "tables")
    assert headings == [words[name] for name in order]
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]  # noqa: SLF001 - there is no other way
    assert len(told) == len(made().figures) + len(made().registers)
    assert all("%" in each for each in told)
    assert document.core_properties.language == "nl"
    repeated = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables[1:]]  # noqa: SLF001
    assert all(repeated)


def test_a_factsheet_is_one_page_with_the_headlines() -> None:
    reader = PdfReader(io.BytesIO(factsheet(made())))
    assert len(reader.pages) == 1
    text = squeezed(reader.pages[0].extract_text())
    for headline in made().headlines[:6]:
        assert squeezed(headline.sentence) in text
    assert squeezed(made().source) in text


def test_figures_from_elsewhere_are_marked_with_their_source() -> None:
    (found,) = registers(STUDY, DUTCH)
    assert found.figures[0] == ("Na 1 maand, met jobcoach", "95%")
    assert found.source == "Niet uit dit onderzoek. Bron: CBS, bijstand en werk 2022."
    assert squeezed(found.source) in text_of()


@pytest.mark.parametrize(
    ("unit", "written_as"), [("euro", "€ 1234,50"), ("number", "1234,50"), ("percent", "1234,50%")]
)
def test_a_figure_from_elsewhere_is_written_in_its_unit(unit: str, written_as: str) -> None:
    study, _questionnaire = three_waves(
        beside=[{**BESIDE, "unit": unit, "figures": [{"text": {"nl": "Per deelnemer"}, "value": "1234.50"}]}]
    )
    assert registers(study, DUTCH)[0].figures == (("Per deelnemer", written_as),)


def test_words_are_never_markup() -> None:
    study = STUDY.model_copy(update={"programme": {"nl": "<b>x</b>"}})
    html = page(report(publication(study=study), (), Reader("nl", str)))
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x" in html


def test_a_report_without_figures_from_elsewhere_has_no_heading_for_them() -> None:
    found = report(REPLICA, (REPLICA,), DUTCH)
    assert found.registers == ()
    assert found.words["elsewhere"] not in page(found)
