"""`survey report`: a publication on paper, from a terminal."""

import io
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from tests.fixtures.databases import opened
from tests.fixtures.publications import THREE, publish_three

from .terminal import Terminal

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def published(terminal: Terminal) -> Terminal:
    """A terminal of an installation with three published waves."""
    terminal.done("init")
    engines = [opened(terminal.urls[store], store) for store in (Store.STUDIES, Store.RESPONSES)]
    with Session(engines[0]) as studies, Session(engines[1]) as responses:
        publish_three(studies, responses)
    for engine in engines:
        engine.dispose()
    return terminal


def test_the_newest_publication_is_set_as_pdf_in_the_language_that_is_asked(
    published: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "rapport.pdf"
    assert f"Report in {out}." in published.done("report", THREE, "--lang", "nl", "--out", str(out))
    reader = PdfReader(io.BytesIO(out.read_bytes()))
    assert str(reader.root_object["/Lang"]) == "nl"
    cover = reader.pages[0].extract_text()
    assert "Meting 2026" in cover
    assert "20 november 2026" in cover


def test_a_wave_is_set_as_a_word_document(published: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    published.done("report", THREE, "y2024", "--as", "docx", "--lang", "en", "--out", str(out))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(out.read_bytes())).paragraphs)
    assert "Results: Job coaching Voorbeeldstad" in text
    assert "On average it is 7.0. That is below the norm of 7.5." in text


def test_a_factsheet_is_named_after_study_and_wave(
    published: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    published.done("report", THREE, "--as", "factsheet")
    assert len(PdfReader(tmp_path / f"{THREE}-y2026-factsheet.pdf").pages) == 1


def test_what_cannot_be_made_is_refused(published: Terminal, tmp_path: Path) -> None:
    there = tmp_path / "there.pdf"
    there.write_text("mine")
    assert "is there already" in published.refused("report", THREE, "--out", str(there))
    assert there.read_text() == "mine"
    said = published.refused("report", THREE, "y2030")
    assert "Published are: y2024, y2025, y2026." in said
    assert published("report", THREE, "y2026", "y2025").exit_code == 2
    published.done("studies", "load", "amsterdam-jobcoaching", "--test")
    assert "Nothing is published" in published.refused("report", "amsterdam-jobcoaching")
