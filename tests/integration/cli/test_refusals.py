"""What cannot be done is said in a sentence, with exit code 1, and nothing is changed."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.fieldwork.clock import amsterdam_now
from survey.questionnaires import catalogue
from survey.questionnaires.catalogue import shipped_questionnaires, shipped_studies
from survey.storage.engines import Store
from survey.storage.migrate import downgrade
from tests.fixtures.databases import Urls, opened

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
"""What a command says does not depend on the database; that it works on both is tested elsewhere."""


@pytest.fixture
def loaded(terminal: Terminal, people: Path) -> Terminal:
    """A terminal with a study for a test, and 30 people."""
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(people))
    return terminal


def people_in(urls: Urls) -> int:
    engine = opened(urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        number = session.scalar(text("SELECT count(*) FROM contact")) or 0
    engine.dispose()
    return number


def test_every_command_asks_for_init_first(terminal: Terminal, people: Path) -> None:
    engine = opened(terminal.urls[Store.STUDIES], Store.STUDIES)
    downgrade(engine, Store.STUDIES, "base")
    engine.dispose()
    for words in (
        ["studies", "list"],
        ["studies", "load", STUDY],
        ["studies", "open", STUDY, "single"],
        ["studies", "close", STUDY, "single", "--yes"],
        ["contacts", "import", STUDY, str(people)],
        ["worker", "--once"],
        ["publish", STUDY],
        ["publication", "show", STUDY],
        ["staff", "list"],
    ):
        assert "Run this first: survey init" in terminal.refused(*words)
    terminal.done("init")
    terminal.done("init")
    assert "There are no studies yet" in terminal.done("studies", "list")


@only_sqlite
def test_a_study_file_with_problems_is_refused_with_all_of_them(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text("id: proef\nmood: linked\nlanguages: [nl]\nsmallest_cohort: 1\n")
    result = terminal("studies", "load", str(path))
    problems = [line for line in result.stderr.splitlines() if line.startswith(f"{path}:")]
    assert (result.exit_code, result.stdout) == (1, "")
    assert any(line.startswith(f"{path}:2: ") for line in problems)
    assert any(line.startswith(f"{path}:4: ") for line in problems)
    assert f"Nothing was changed. Problems to mend: {len(problems)}" in result.stderr
    assert "There are no studies yet" in terminal.done("studies", "list")


@only_sqlite
def test_a_study_file_that_is_not_there_is_named(terminal: Terminal) -> None:
    assert "nowhere.yaml:1: The file cannot be read: No such file or directory." in terminal.refused(
        "studies", "load", "nowhere.yaml"
    )


@only_sqlite
def test_a_contacts_file_with_problems_is_refused_with_all_of_them(loaded: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("email;language\nnew@example.org;nl\nnobody;nl\nnew@example.org;fr\n")
    said = loaded.refused("contacts", "import", STUDY, str(path)).splitlines()
    assert [line.removeprefix(f"{path}:").split(": ")[:2] for line in said[:3]] == [
        *(["3", "email"], ["4", "language"], ["4", "email"])
    ]
    assert "Nothing was changed. Problems to mend: 3" in said[3]
    assert people_in(loaded.urls) == 30


@only_sqlite
def test_importing_the_same_file_again_adds_nobody(loaded: Terminal, people: Path) -> None:
    assert "People: 0 new, 0 changed." in loaded.done("contacts", "import", STUDY, str(people))
    assert people_in(loaded.urls) == 30


@only_sqlite
def test_what_is_not_there_is_named_with_what_is(loaded: Terminal, people: Path) -> None:
    said = f"There is no study “x”. Loaded: {STUDY}."
    assert said in loaded.refused("contacts", "import", "x", str(people))
    assert said in loaded.refused("studies", "open", "x", "single")
    assert said in loaded.refused("publish", "x")
    assert said in loaded.refused("publication", "show", "x")
    assert "has no wave “x”. It has: single." in loaded.refused("studies", "open", STUDY, "x")


@only_sqlite
def test_a_step_out_of_order_is_refused_with_the_one_that_comes_first(terminal: Terminal, people: Path) -> None:
    terminal.done("studies", "load", STUDY, "--test")
    assert "Import contacts first" in terminal.refused("studies", "open", STUDY, "single")
    assert "is not open" in terminal.refused("studies", "close", STUDY, "single", "--yes")
    assert "has no closed wave. Close one first" in terminal.refused("publish", STUDY)
    assert "Nothing is published" in terminal.refused("publication", "show", STUDY, "--json")
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    assert "Nobody waits" in terminal.refused("studies", "open", STUDY, "single")
    assert "its design is frozen" in terminal.refused("studies", "load", STUDY, "--test")
    terminal.done("studies", "close", STUDY, "single", "--yes")
    assert "cannot be opened again" in terminal.refused("studies", "open", STUDY, "single")


@only_sqlite
def test_a_real_study_needs_a_mail_server(terminal: Terminal, people: Path) -> None:
    terminal.done("studies", "load", STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    assert "Set SURVEY_SMTP_URL" in terminal.refused("studies", "open", STUDY, "single")


@only_sqlite
def test_a_real_study_needs_a_dpia_and_is_told_in_which_file_and_under_what(terminal: Terminal, people: Path) -> None:
    terminal.variables["SURVEY_SMTP_URL"] = "smtp://127.0.0.1:1"
    path = catalogue.shipped_studies()[STUDY]
    terminal.done("studies", "load", str(path))
    terminal.done("contacts", "import", STUDY, str(people))
    said = terminal.refused("studies", "open", STUDY, "single")
    assert f"Fill in “dpia” in {path}: its “reference”, “approved_by” and “date”." in said
    terminal.load_assessed(STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")


@only_sqlite
def test_a_worker_without_the_mail_server_that_a_real_study_needs_says_so(terminal: Terminal, people: Path) -> None:
    terminal.load_assessed(STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.variables["SURVEY_SMTP_URL"] = "smtp://127.0.0.1:1"
    terminal.done("studies", "open", STUDY, "single")
    del terminal.variables["SURVEY_SMTP_URL"]
    assert "Set SURVEY_SMTP_URL" in terminal.refused("worker", "--once")
    assert not (terminal.folder / "mailbox").exists()


@only_sqlite
def test_mails_that_another_worker_holds_are_mentioned(loaded: Terminal) -> None:
    loaded.done("studies", "open", STUDY, "single")
    engine = opened(loaded.urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        session.execute(text("UPDATE outbox SET state = 'sending', lease_until = '2999-01-01 00:00:00.000000'"))
        session.commit()
    engine.dispose()
    assert "Another worker holds 30 mails" in loaded.done("worker", "--once")


@only_sqlite
def test_a_small_cohort_needs_a_reason(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("email\na@example.org\n")
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(path))
    assert "a cohort needs at least 10" in terminal.refused("studies", "open", STUDY, "single")
    assert "open for 1 people" in terminal.done("studies", "open", STUDY, "single", "--accept-small", "a pilot")


@only_sqlite
def test_closing_asks_whether_that_is_meant(loaded: Terminal) -> None:
    loaded.done("studies", "open", STUDY, "single")
    assert loaded("studies", "close", STUDY, "single", answer="n\n").exit_code == 1
    assert loaded.done("studies", "list") == f"{STUDY}  single  open\n"
    assert loaded("studies", "close", STUDY, "single", answer="y\n").exit_code == 0


@only_sqlite
def test_a_wave_with_too_few_answers_is_not_published(loaded: Terminal) -> None:
    loaded.done("studies", "open", STUDY, "single")
    loaded.done("studies", "close", STUDY, "single", "--yes")
    assert "fewer than 10 complete responses" in loaded.refused("publish", STUDY)


@only_sqlite
def test_a_worker_at_another_moment_acts_at_that_moment(loaded: Terminal) -> None:
    loaded.done("studies", "open", STUDY, "single")
    assert "Sent: 0." in loaded.done("worker", "--once", "--now", "2020-01-01 12:00:00")
    later = amsterdam_now() + timedelta(days=8)
    assert "Sent: 30." in loaded.done("worker", "--once", "--now", f"{later:%Y-%m-%d} 12:00:00")


@only_sqlite
def test_a_wrong_setting_is_named(terminal: Terminal) -> None:
    terminal.variables["SURVEY_LEASE_SECONDS"] = "soon"
    assert "SURVEY_LEASE_SECONDS: " in terminal.refused("studies", "list")


@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_database_that_cannot_be_reached_is_said_in_a_sentence(terminal: Terminal) -> None:
    terminal.urls = dict(terminal.urls) | {Store.STUDIES: "postgresql://nobody@127.0.0.1:1/studies"}
    assert "A database cannot be used now: " in terminal.refused("studies", "list")


@only_sqlite
def test_a_study_can_be_loaded_under_another_id(terminal: Terminal) -> None:
    terminal.done("studies", "load", STUDY, "--test", "--as", "proef")
    assert terminal.done("studies", "list") == "proef  single  planned\n"


@only_sqlite
def test_staff_are_added_and_listed(terminal: Terminal) -> None:
    terminal.done("programmes", "add", "proef", "--name", "Proef")
    both = ("--programme", "proef", "--role", "owner", "--role", "program_lead")
    added = terminal.done("staff", "add", "Lead@example.org", *both)
    assert "lead@example.org can log in." in added
    assert "Password: " in added
    said = terminal(
        "staff", "add", "two@example.org", "--administrator", "--password-stdin", answer="vier groene fietsen\n"
    )
    assert "Password" not in said.output
    assert terminal.done("staff", "list").splitlines() == [
        "lead@example.org\tproef: owner, proef: program_lead",
        "two@example.org\tadministrator",
    ]
    assert "has an account already" in terminal.refused("staff", "add", "lead@example.org", *both)
    assert "is not an e-mail address" in terminal.refused("staff", "add", "lead", *both)


@only_sqlite
def test_roles_are_given_in_a_programme_and_contacts_and_answers_stay_apart(terminal: Terminal) -> None:
    terminal.done("programmes", "add", "proef", "--name", "Proef")
    assert "Say in which programme" in terminal.refused("staff", "add", "a@example.org", "--role", "owner")
    assert "Say in which programme" in terminal.refused("staff", "add", "a@example.org")
    assert "There are: proef." in terminal.refused("staff", "add", "a@b.nl", "--role", "owner", "--programme", "other")
    terminal.done("staff", "add", "a@example.org", "--programme", "proef", "--role", "owner", "--role", "fieldwork")
    analyst = ("staff", "grant", "A@example.org", "--programme", "proef", "--role", "analyst")
    assert "would see the contacts and the answers" in terminal.refused(*analyst)
    terminal.done(*analyst, "--accept-both", "We are one person")
    assert "only owner" in terminal.refused(
        "staff", "revoke", "a@example.org", "--programme", "proef", "--role", "owner"
    )
    terminal.done("staff", "revoke", "a@example.org", "--programme", "proef", "--role", "fieldwork")
    assert terminal.done("staff", "list") == "a@example.org\tproef: analyst, proef: owner\n"


@only_sqlite
def test_a_study_comes_into_the_programme_that_is_said(terminal: Terminal) -> None:
    assert "There are: -." in terminal.refused("studies", "load", STUDY, "--test", "--programme", "proef")
    terminal.done("programmes", "add", "proef", "--name", "Proef")
    assert "already" in terminal.refused("programmes", "add", "proef", "--name", "Again")
    assert "cannot be the id" in terminal.refused("programmes", "add", "Proef!", "--name", "Proef")
    terminal.done("studies", "load", STUDY, "--test", "--programme", "proef", "--as", "een")
    terminal.done("studies", "load", STUDY, "--test", "--as", "een")
    terminal.done("studies", "load", STUDY, "--test", "--as", "twee")
    assert terminal.done("programmes", "list").splitlines() == [
        "jobcoaching-amsterdam\tJobcoaching Amsterdam\ttwee",
        "proef\tProef\teen",
    ]


def add_turkish(path: Path, shipped: Mapping[str, Path], terminal: Terminal) -> None:
    """A copy of a shipped file in which every text has a translation, which stands in a `.po` file beside it."""
    path.write_bytes(shipped[path.stem].read_bytes())
    terminal.done("questionnaires", "translate", str(path), "--lang", "tr")
    beside = path.with_suffix(".tr.po")
    with beside.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        message.string = message.string or message.id
    with beside.open("wb") as file:
        write_po(file, catalog)
    path.write_text(
        re.sub(r"^languages: \[nl", "languages: [nl, tr", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


@only_sqlite
def test_people_are_not_asked_in_a_language_that_our_own_buttons_lack(terminal: Terminal, tmp_path: Path) -> None:
    study = tmp_path / "employer-quickscan.yaml"
    add_turkish(study, shipped_studies(), terminal)
    for name in ("employer", "municipality"):
        add_turkish(tmp_path / f"{name}.yaml", shipped_questionnaires(), terminal)
    assert "“tr”, but buttons, errors and mails lack words in it" in terminal.refused("studies", "load", str(study))
    assert "employer-quickscan" not in terminal.done("studies", "list")
