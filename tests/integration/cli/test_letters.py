"""`survey letters`: a PDF for each person or one for all, private and whole, and codes that work from then on."""

import io
import re
import stat
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from sqlalchemy import text

from survey.cli.frame import Survey
from survey.settings import Settings
from survey.storage.engines import Store
from tests.fixtures.databases import opened
from tests.fixtures.reader import Reader

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"
CODE = re.compile(r"\b([0-9A-Z]{6}) ([0-9A-Z]{6})\b")


@pytest.fixture
def open_wave(terminal: Terminal, people: Path) -> Terminal:
    """A terminal with a wave that is open for 30 people."""
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    return terminal


def codes_in(terminal: Terminal) -> int:
    engine = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    with engine.connect() as connection:
        number: int = connection.scalar(text("SELECT count(*) FROM code")) or 0
    engine.dispose()
    return number


def letters(terminal: Terminal, out: Path, *words: str) -> str:
    return terminal.done("letters", STUDY, "single", "--out", str(out), *words)


def scanned(path: Path) -> str:
    """The link in the square."""
    document = pypdfium2.PdfDocument(path)
    try:
        (found,) = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    finally:
        document.close()
    return str(found.text)


def test_the_square_and_the_code_of_a_letter_lead_to_the_same_questions(open_wave: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    said = letters(open_wave, out, "--contact", "person-7@example.org", "--contact", "Person-9@example.org")
    assert f"Letters in {out}: 2." in said
    assert "We keep no postal addresses." in said
    first, second = sorted(out.iterdir())
    survey = Survey(given=settings_of(open_wave))
    base = survey.settings.public_url
    link = scanned(first)
    assert link.startswith(f"{base}/a/")
    code = CODE.search(PdfReader(first).pages[0].extract_text())
    assert code is not None
    page = Reader(survey.app).open("/code").press("Verder", code=code[0].lower())
    assert base + page.path == link
    assert page.heading == Reader(survey.app).open(link.removeprefix(base)).heading == "Wat vindt u van uw jobcoach?"
    assert scanned(second) != link
    survey.close()


def settings_of(terminal: Terminal) -> Settings:
    return Settings.from_environment(terminal.environment(), instance=terminal.folder)


def test_letters_are_for_the_eyes_of_their_owner(open_wave: Terminal, tmp_path: Path) -> None:
    letters(open_wave, tmp_path / "letters", "--contact", "person-7@example.org")
    letters(open_wave, tmp_path / "one.pdf", "--contact", "person-7@example.org")
    (letter,) = (tmp_path / "letters").iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "letters", letter, tmp_path / "one.pdf")]
    assert modes == [0o700, 0o600, 0o600]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_all_letters_in_one_file_and_codes_for_exactly_those(open_wave: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    assert codes_in(open_wave) == 0
    letters(open_wave, out, "--all")
    pages = PdfReader(io.BytesIO(out.read_bytes())).pages
    found = [CODE.search(page.extract_text()) for page in pages]
    assert len({match[0] for match in found if match}) == len(pages) == codes_in(open_wave) == 30
    letters(open_wave, tmp_path / "again.pdf", "--contact", "person-7@example.org")
    assert codes_in(open_wave) == 30


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_what_cannot_be_made_is_refused_before_anything_is_done(open_wave: Terminal, tmp_path: Path) -> None:
    there, command = tmp_path / "there.pdf", ["letters", STUDY, "single", "--out"]
    there.write_text("mine")
    assert "is there already. Choose another name." in open_wave.refused(*command, str(there), "--all")
    assert "Make it first." in open_wave.refused(*command, str(tmp_path / "no" / "x.pdf"), "--all")
    out = str(tmp_path / "out.pdf")
    assert "not in wave amsterdam-jobcoaching/single: x@example.org" in open_wave.refused(
        *command, out, "--contact", "x@example.org"
    )
    for words in ((), ("--all", "--contact", "person-7@example.org")):
        result = open_wave(*command, out, *words)
        assert (result.exit_code, "Say who gets a letter" in result.stderr) == (2, True)
    open_wave.done("studies", "close", STUDY, "single", "--yes")
    assert "is not open" in open_wave.refused(*command, out, "--all")
    assert there.read_text() == "mine"
    assert not Path(out).exists()
    assert codes_in(open_wave) == 0
