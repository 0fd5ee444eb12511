"""`survey doctor` names what is wrong and what to do, and fails only where something is an error."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from survey.cli.doctor import examine
from survey.cli.doctor.checks import CHECKS
from survey.cli.doctor.findings import Finding, Level, installation
from survey.cli.frame import Survey
from survey.fieldwork.clock import amsterdam_now, fixed
from survey.fieldwork.mail_records import Found, Line, Record
from survey.settings import Settings
from survey.storage.engines import Store
from survey.storage.migrate import downgrade
from survey.web.statement import statement
from tests.fixtures.databases import opened

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"
GOOD = {
    "SURVEY_PUBLIC_URL": "https://werkpeil.example",
    "SURVEY_SMTP_URL": "smtp://mail.example",
    "SURVEY_TRUSTED_PROXIES": "1",
    "SURVEY_LOG_DAYS": "28",
}


@pytest.fixture(autouse=True)
def dns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The DNS, which tests cannot ask, has every record."""

    def checklist(address: str, _returns: str, _selector: str | None) -> list[Line]:
        return [Line(Record.SPF, address.rpartition("@")[2], Found.PRESENT)]

    monkeypatch.setattr("survey.fieldwork.mail_records.checklist", checklist)


@pytest.fixture
def real(terminal: Terminal) -> Terminal:
    """A terminal with a real study, and everything that it needs."""
    terminal.variables |= GOOD
    terminal.load_assessed(STUDY)
    return terminal


def without(terminal: Terminal, name: str) -> Terminal:
    del terminal.variables[f"SURVEY_{name}"]
    return terminal


only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
"""The PostgreSQL of the tests has settings that are errors: see below."""

ONE_PROCESS = "warning: With SQLite one process may touch all three databases: only the code keeps them apart."


@only_sqlite
def test_where_everything_is_in_order_it_says_so(real: Terminal) -> None:
    said = real.done("doctor").splitlines()
    assert said.pop(3) == ONE_PROCESS
    assert "PostgreSQL with SURVEY_ROLES" in said.pop(3)
    assert all(line.startswith("in order: ") for line in said[:-1])
    assert "The database contacts answers and is up to date." in real.done("doctor")
    assert said[-1] == "Errors: 0. Warnings: 1."


@pytest.mark.postgresql
@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
def test_a_server_that_could_lose_answers_or_tells_of_them_is_named(real: Terminal) -> None:
    said = real("doctor").stdout
    for store in Store:  # The server of the tests is quick, and would lose everything in a power cut.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert f"error: The server of the database {store} has {name} = off: answers could be lost." in said
    assert "warning: The server has wal_recycle = on" in said
    assert "warning: All processes have the same database role." in said
    assert "Errors: 9." in said
    refused = real.refused("serve")
    assert "The server of the database studies has fsync = off" in refused


@only_sqlite
@pytest.mark.parametrize(
    ("name", "level", "said", "advice"),
    [
        ("PUBLIC_URL", "error", "People reach the pages without https: http://127.0.0.1:8000", "set SURVEY_PUBLIC_URL"),
        ("SMTP_URL", "error", "No mail server is set", "Set SURVEY_SMTP_URL."),
        ("LOG_DAYS", "warning", "Nobody has said how long logs are kept.", "set SURVEY_LOG_DAYS"),
        ("TRUSTED_PROXIES", "warning", "All visitors behind the proxy count as one", "Set SURVEY_TRUSTED_PROXIES"),
    ],
)
def test_what_a_real_study_lacks_is_named_with_what_to_do(
    real: Terminal, name: str, level: str, said: str, advice: str
) -> None:
    result = without(real, name)("doctor")
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{level}: {said}"))
    assert advice in lines[at + 1]
    assert result.exit_code == (1 if level == "error" else 0)
    assert lines[-1] == ("Errors: 1. Warnings: 1." if level == "error" else "Errors: 0. Warnings: 2.")


@only_sqlite
def test_logs_that_are_kept_for_long_are_named(real: Terminal) -> None:
    real.variables["SURVEY_LOG_DAYS"] = "365"
    assert "warning: Logs are kept for 365 days.\n    To find faults, 92 days are enough." in real("doctor").stdout


@only_sqlite
def test_for_a_test_study_the_same_is_a_warning(terminal: Terminal) -> None:
    terminal.done("studies", "load", STUDY, "--test")
    assert terminal.done("doctor").splitlines()[-1] == "Errors: 0. Warnings: 3."


@only_sqlite
def test_keys_of_a_study_in_the_field_have_to_be_there(terminal: Terminal, people: Path) -> None:
    terminal.done("studies", "load", STUDY, "--test")
    assert "keys of study" not in terminal.done("doctor")
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    assert f"in order: The keys of study {STUDY} are there." in terminal.done("doctor")
    shutil.rmtree(terminal.folder / "keys" / STUDY)
    result = terminal("doctor")
    assert (result.exit_code, f"error: The keys of study {STUDY} are missing." in result.stdout) == (1, True)
    terminal.done("studies", "close", STUDY, "single", "--yes")
    assert "keys of study" not in terminal.done("doctor")


def test_a_database_that_is_behind_or_away_is_named_and_the_rest_is_still_examined(terminal: Terminal) -> None:
    engine = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    downgrade(engine, Store.RESPONSES, "0001")
    engine.dispose()
    terminal.variables["SURVEY_CONTACTS_URL"] = "sqlite:////nowhere/at/all.sqlite"
    result = terminal("doctor")
    assert result.exit_code == 1
    assert "error: The database responses is not up to date.\n    Run: survey init\n" in result.stdout
    assert "error: The database contacts cannot be used: " in result.stdout
    assert "Check its address in SURVEY_CONTACTS_URL" in result.stdout
    assert "The accessibility statement is of" in result.stdout


def found(settings: Settings, days: int) -> list[Finding]:
    """What is found so many days after the accessibility test."""
    moment = fixed(amsterdam_now().replace(hour=12) + (statement().tested - amsterdam_now().date()) + timedelta(days))
    survey = Survey(given=settings, clock=moment)
    findings = list(examine(installation(survey)))
    survey.close()
    return findings


@pytest.mark.parametrize(("days", "level"), [(10, Level.OK), (400, Level.WARNING)])
def test_an_old_accessibility_statement_is_a_warning(settings: Settings, days: int, level: Level) -> None:
    (told,) = [each for each in found(settings, days) if "accessibility" in each.message]
    assert told.level is level
    assert bool(told.advice) is (level is Level.WARNING)


def test_a_real_study_from_an_older_version_that_tells_nothing_is_named(real: Terminal) -> None:
    real.done("studies", "load", STUDY, "--as", "older")
    engine = opened(real.urls[Store.STUDIES], Store.STUDIES)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        (document,) = connection.exec_driver_sql("SELECT document FROM study WHERE id = 'older'").one()
        start, end = document.index(',"privacy":'), document.index(',"results":')
        connection.exec_driver_sql(
            "UPDATE study SET document = '{}' WHERE id = 'older'".format(  # noqa: S608 - ours
                (document[:start] + document[end:]).replace("'", "''").replace("%", "%%")
            )
        )
    engine.dispose()
    said = real("doctor").stdout
    assert "error: Study older does not tell people what happens with their answers." in said
    assert f"Study {STUDY} does not" not in said


def test_a_real_study_that_was_not_assessed_is_named(real: Terminal) -> None:
    real.done("studies", "load", STUDY)
    said = real("doctor").stdout
    assert f"warning: Study {STUDY} has no data protection impact assessment (DPIA)." in said
    assert "Add “dpia” to its file and load it again" in said


def test_every_problem_comes_with_what_to_do() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)
