"""A study that is open to everybody, from the terminal: opened, shown, hung up and closed, without a list of people."""

import re
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
import yaml
import zxingcpp
from docx import Document
from pypdf import PdfReader
from sqlalchemy.orm import Session

from survey.fieldwork import answers, doors
from survey.fieldwork.clock import AMSTERDAM
from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.kinds import Answers
from survey.storage.engines import Store
from survey.storage.responses import TicketState
from tests.fixtures.databases import opened
from tests.fixtures.studies import a_study, a_wave
from tests.unit.analysis import replica

from .terminal import Terminal

TODAY = datetime.now(AMSTERDAM).date()
PUBLIC = "https://onderzoek.example.org"


def written(folder: Path, *, group_code: bool) -> Path:
    """The file of an open study in two languages."""
    wave = a_wave("single", questionnaire="participant-satisfaction", open_days=7)
    study = a_study(mode="open", invitation=None, group_code=group_code, waves=[wave])
    path = folder / "proef.yaml"
    path.write_text(yaml.safe_dump(study.model_dump(mode="json", exclude_none=True), allow_unicode=True), "utf-8")
    return path


@pytest.fixture(params=[False, True], ids=["link", "group code"])
def with_code(request: pytest.FixtureRequest) -> bool:
    """Whether a group has a code."""
    found: bool = request.param
    return found


@pytest.fixture
def study(terminal: Terminal, tmp_path: Path, with_code: bool) -> Terminal:
    """An open study that is loaded."""
    terminal.variables["SURVEY_PUBLIC_URL"] = PUBLIC
    terminal.done("init")
    terminal.done("studies", "load", str(written(tmp_path, group_code=with_code)))
    return terminal


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_opening_says_where_people_take_part(study: Terminal, with_code: bool) -> None:
    said = study.done("studies", "open", "proef", "single")
    assert "Wave single of proef is open to everybody." in said
    assert f"people take part at {PUBLIC}/j/proef/single" in said
    code = re.search(r"code of the group: ([0-9A-Z]{6}),", said)
    assert (code is not None) is with_code
    status = study.done("studies", "status", "proef")
    assert "single: open" in status
    assert "about 0 people sent answers" in status
    assert f"{PUBLIC}/j/proef/single" in status
    assert "last day of the links" in study.done("studies", "calendar", "proef")
    assert "answers are anonymous" in study.done("keys", "list")
    assert "is open to everybody already" in study.refused("studies", "open", "proef", "single")
    assert "keys of study proef" not in study("doctor").output


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_poster_leads_to_the_door_in_every_language(study: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    assert "is not open" in study.refused("poster", "proef", "single", "--out", str(out))
    code = re.search(r"code of the group: ([0-9A-Z]{6}),", study.done("studies", "open", "proef", "single"))
    assert "2 pages" in study.done("poster", "proef", "single", "--out", str(out))
    assert "is there already" in study.refused("poster", "proef", "single", "--out", str(out))
    reader = PdfReader(out)
    assert len(reader.pages) == 2
    text = reader.pages[0].extract_text().replace("\n", "")  # A long address is broken where it fits.
    for part in ("Wat vindt u?", "U geeft geen naam.", "onderzoek.example.org/j", code[1] if code else "proef/single"):
        assert part in text
    assert "You do not give your name." in reader.pages[1].extract_text()
    document = pypdfium2.PdfDocument(out)
    try:
        (found,) = zxingcpp.read_barcodes(document[1].render(scale=2).to_pil())
    finally:
        document.close()
    assert found.text == f"{PUBLIC}/j/proef/single" + (f"/{code[1]}" if code else "")
    only = tmp_path / "en.pdf"
    assert "1 pages" in study.done("poster", "proef", "single", "--out", str(only), "--language", "en")
    assert study("poster", "proef", "single", "--out", str(tmp_path / "no.pdf"), "--language", "fr").exit_code == 2


def take_part(terminal: Terminal, people: int) -> None:
    """So many come to the door and send answers; three more begin and do not send them."""
    engines = {store: opened(terminal.urls[store], store) for store in (Store.STUDIES, Store.RESPONSES)}
    asked = questionnaire("participant-satisfaction")
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        door = doors.find(studies, "proef", "single", TODAY)
        assert door is not None
        for number, record in enumerate(replica.records()[: people + 3]):
            found = answers.standing(responses, doors.enter(responses, door, "nl"))
            assert found is not None
            given: Answers = {
                key: tuple(each) if isinstance(each, list) else each  # type: ignore[misc]  # As JSON has it.
                for key, each in record.answers.items()
            }
            if number < people:
                assert answers.submit(responses, found, asked, TODAY, given) is TicketState.USED
    for engine in engines.values():
        engine.dispose()


@pytest.mark.parametrize("with_code", [False])
def test_its_results_have_no_response_rate(study: Terminal, tmp_path: Path) -> None:
    study.done("studies", "open", "proef", "single")
    take_part(study, 23)
    assert "about 20 people sent answers" in study.done("studies", "status", "proef")
    study.done("studies", "close", "proef", "single", "--yes")
    study.done("publish", "proef")
    said = study.done("publication", "show", "proef")
    assert "so there is no response rate" in said
    assert "invited" not in said
    assert "The answers are anonymous" in said
    out = tmp_path / "report.docx"
    study.done("report", "proef", "--as", "docx", "--lang", "en", "--out", str(out))
    text = "\n".join(cell.text for table in Document(str(out)).tables for cell in table._cells)  # noqa: SLF001 - all of them
    assert "Invited" not in text


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("with_code", [False])
def test_what_needs_a_list_of_people_is_refused(study: Terminal, people: Path) -> None:
    study.done("studies", "open", "proef", "single")
    for words in (
        ("contacts", "import", "proef", str(people)),
        ("mail", "status", "proef"),
        ("letters", "proef", "single", "--all", "--out", str(people.parent / "letters")),
    ):
        assert "has no list of people" in study.refused(*words)
    study.done("studies", "close", "proef", "single", "--yes")
    both = ("--by", "A. Jansen", "--by", "B. de Vries", "--yes")
    assert "has no list of people, and no keys" in study.refused("keys", "destroy", "proef", *both)
    assert "There are none: the study has no list of people." in study("audit", "proef").output


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_study_with_a_list_has_no_poster(terminal: Terminal, people: Path) -> None:
    terminal.done("studies", "load", "amsterdam-jobcoaching", "--test")
    out = str(people.parent / "poster.pdf")
    assert "people have links of their own" in terminal.refused(
        "poster", "amsterdam-jobcoaching", "single", "--out", out
    )
