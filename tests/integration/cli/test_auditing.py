"""`survey audit`: in sentences, as JSON, and the annexes as files."""

import json
import sqlite3
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import make_url

from survey.storage.engines import Store

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    terminal.done("studies", "load", STUDY, "--test")
    return terminal


def test_it_says_what_is_kept_and_that_all_is_well(loaded: Terminal) -> None:
    result = loaded("audit", STUDY)
    assert "Not made yet: no wave was opened." in result.stdout
    assert "THE STUDY" in result.stdout
    assert "CHECKS, RUN NOW" in result.stdout
    assert result.exit_code == (1 if "not passed" in result.stdout else 0)


def test_as_json_it_has_every_check_and_every_table(loaded: Terminal) -> None:
    found = json.loads(loaded("audit", STUDY, "--json").stdout)
    assert (found["study"]["id"], found["keys"], found["secrecy"]) == (STUDY, "not_made", "confidential")
    assert len(found["checks"]) >= 16
    assert {"contact", "ticket", "response", "open_text", "publication"} <= {
        each["table"] for each in found["holdings"]
    }


def test_an_unknown_study_is_refused(loaded: Terminal) -> None:
    assert "There is no study “nothing”" in loaded.refused("audit", "nothing")


@pytest.mark.parametrize(("annex", "title"), [("dpia", "Bijlage bij de gegevens"), ("register", "Verwerkingsregister")])
def test_an_annex_is_written_as_word_and_as_pdf(loaded: Terminal, tmp_path: Path, annex: str, title: str) -> None:
    word, pdf = tmp_path / "annex.docx", tmp_path / "annex.pdf"
    assert str(word) in loaded.done("audit", STUDY, "--annex", annex, "--to", str(word))
    loaded.done("audit", STUDY, "--annex", annex, "--as", "pdf", "--to", str(pdf))
    assert Document(BytesIO(word.read_bytes())).paragraphs[0].text.startswith(title)
    assert title in "".join(each.extract_text() for each in PdfReader(pdf).pages).replace("\n", " ")


def test_an_annex_in_english_is_called_after_study_annex_and_language(
    loaded: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"{STUDY}-register-en.docx" in loaded.done("audit", STUDY, "--annex", "register", "--language", "en")
    assert Document(str(tmp_path / f"{STUDY}-register-en.docx")).paragraphs[0].text == "Register of processing"


def test_the_word_study_may_be_left_out(loaded: Terminal) -> None:
    assert loaded("audit", "study", STUDY, "--json").stdout.splitlines()[0] == "{"
    assert loaded("audit", "--json", STUDY).stdout.splitlines()[0] == "{"
    assert "verify" in loaded.done("audit", "--help")


def test_the_log_is_verified_and_its_end_can_be_noted(loaded: Terminal) -> None:
    said = loaded.done("audit", "verify").splitlines()
    assert said[0] == "The audit log is whole: 1 entries."
    noted = said[1].removeprefix("Newest digest: ")
    assert noted in loaded("audit", STUDY).stdout.replace("\n", "").replace(" ", "")
    loaded.done("studies", "load", STUDY, "--test", "--as", "ander")
    assert "2 entries" in loaded.done("audit", "verify", "--digest", noted)
    assert "No entry has the digest ffff" in loaded("audit", "verify", "--digest", "ffff").output


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_one_changed_row_is_found_and_said(loaded: Terminal) -> None:
    with sqlite3.connect(make_url(loaded.urls[Store.STUDIES]).database or "") as connection:
        connection.execute("DROP TRIGGER audit_unchanged")
        connection.execute("UPDATE audit SET actor = 'somebody else'")
    said = loaded("audit", "verify")
    assert said.exit_code == 1
    assert "Entry 1 of 20" in said.output
    assert "The audit log is not whole." in said.output
    assert "Nothing in the audit log was changed, removed or put in." in loaded("audit", STUDY).stdout
