"""Annexes as files: Word with real headings and tables, PDF that a screen reader can read."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from survey.questionnaires.annexes import Part, Table, Text
from survey.reporting.annexes import FORMATS, as_docx, as_pdf
from survey.reporting.annexes.pdf import page

TEXT = Text(
    "Bijlage",
    "Wat vindt u van <jobcoaching> & meer?",
    "nl",
    (
        Part("Wat dit is", ("Een alinea.",), ("Een punt", "Nog een punt")),
        Part("Gegevens", table=Table(("Wat", "Termijn"), (("Adres", "3 maanden"), ("Antwoord", "60 maanden")))),
        Part("Wie", table=Table((), (("Verantwoordelijk", "Gemeente Proefstad"),))),
    ),
)


def test_the_formats_are_word_and_pdf() -> None:
    assert {"docx": as_docx, "pdf": as_pdf} == FORMATS


def test_word_knows_title_language_headings_lists_and_tables() -> None:
    document = Document(BytesIO(as_docx(TEXT)))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert ("Title", "Bijlage") in styles
    assert ("Heading 1", "Gegevens") in styles
    assert ("List Bullet", "Nog een punt") in styles
    assert document.core_properties.title == "Bijlage: Wat vindt u van <jobcoaching> & meer?"
    assert document.core_properties.language == "nl-NL"
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    first, second = document.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Wat", "Termijn"],
        ["Adres", "3 maanden"],
        ["Antwoord", "60 maanden"],
    ]
    heads = [len(list(table._element.iter(qn("w:tblHeader")))) for table in (first, second)]  # noqa: SLF001 - its own way
    assert heads == [1, 0]


def test_word_lays_it_on_a4_with_rows_that_stay_together_and_columns_of_their_own_width() -> None:
    document = Document(BytesIO(as_docx(TEXT)))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert document.styles["Normal"].font.name == "Arial"
    for table in document.tables:
        rows = len(table.rows)
        assert len(list(table._element.iter(qn("w:cantSplit")))) == rows  # noqa: SLF001 - its own way
        widths = [column.width for column in table.columns]
        assert widths[0] < widths[1]
        assert sum(round(width.cm, 1) for width in widths) == pytest.approx(16.6, abs=0.1)


def test_the_first_column_is_bold_only_where_there_is_no_head() -> None:
    first, second = Document(BytesIO(as_docx(TEXT))).tables
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in first.rows] == [True, False, False]
    assert second.rows[0].cells[0].paragraphs[0].runs[0].bold


def test_a_word_file_says_nothing_of_who_made_it() -> None:
    properties = Document(BytesIO(as_docx(TEXT))).core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_the_pdf_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = PdfReader(BytesIO(as_pdf(TEXT)))
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "nl"
    assert "'/Marked': True" in str(catalog["/MarkInfo"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Bijlage: Wat vindt u van <jobcoaching> & meer?"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    said = "".join(each.extract_text() for each in reader.pages)
    assert all(word in said for word in ("Gegevens", "60 maanden", "Gemeente Proefstad"))


@pytest.mark.parametrize(
    "wanted",
    ['<html lang="nl">', '<th scope="col">Wat</th>', '<th scope="row">Adres</th>', "&lt;jobcoaching&gt; &amp; meer"],
)
def test_the_page_behind_it_names_rows_and_columns_and_escapes_words(wanted: str) -> None:
    assert wanted in page(TEXT)
