"""Processes of their own on PostgreSQL: each does its work with its role, and has no more pages than it needs."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Table, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from survey.extensions import Stores
from survey.fieldwork import answers, codes, designs, doors, removals, suppression
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.guessing import Guard
from survey.fieldwork.keyring import Keyring
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.questionnaires.study import Mode
from survey.settings import Settings
from survey.storage.contacts import Contact, Suppression
from survey.storage.engines import Store
from survey.storage.responses import OpenText, Response, TicketState
from survey.storage.roles import Process
from tests.fixtures.application import MakeApp
from tests.fixtures.databases import opened
from tests.fixtures.invited import Invited, invite, open_to_all
from tests.fixtures.publications import publish_replica
from tests.fixtures.staff import RESEARCHER, Visitor, add_staff
from tests.fixtures.studies import ANSWERS, a_questionnaire, a_study
from tests.integration.fieldwork.ground import NOW, TODAY

from .terminal import Terminal

PREFIX = "proefpeil4"

on_postgresql = pytest.mark.parametrize(
    "urls", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def separated(terminal: Terminal) -> Iterator[Terminal]:
    """An installation with roles."""
    terminal.variables["SURVEY_ROLES"] = PREFIX
    said = terminal.done("init")
    assert said.count("Variables for a process of its own") == len(Process)
    yield terminal
    for store, url in terminal.urls.items():
        engine = opened(url, store)
        with engine.begin() as connection:
            for process in Process:
                connection.exec_driver_sql(f"DROP OWNED BY {PREFIX}_{process}")
        engine.dispose()
    engine = opened(terminal.urls[Store.STUDIES], Store.STUDIES)
    with engine.begin() as connection:
        for process in Process:
            connection.exec_driver_sql(f"DROP ROLE {PREFIX}_{process}")
    engine.dispose()


def variables(terminal: Terminal, process: Process) -> dict[str, str]:
    """What the environment of a process says."""
    path = terminal.folder / "roles" / f"{process}.env"
    assert path.stat().st_mode & 0o777 == 0o600
    return dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines())


def settings(terminal: Terminal, process: Process) -> Settings:
    """The settings of a server with a role of its own."""
    return Settings.from_environment(variables(terminal, process), instance=terminal.folder, only=process.value)


@pytest.fixture
def owner(separated: Terminal, make_app: MakeApp) -> Flask:
    """The application of the owner, who may do everything."""
    return make_app(Settings.from_environment(separated.environment(), instance=separated.folder))


@pytest.fixture
def invited(owner: Flask) -> Invited:
    """Twelve people, one of whom has a letter."""
    found = invite(owner, a_study(mode=Mode.LINKED), a_questionnaire())
    found.post(found.link)
    return found


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_sqlite_knows_no_roles(terminal: Terminal) -> None:
    terminal.variables["SURVEY_ROLES"] = PREFIX
    assert "studies is no PostgreSQL database" in terminal.refused("init")


@on_postgresql
def test_roles_keep_their_passwords(separated: Terminal) -> None:
    before = variables(separated, Process.ANSWER)
    assert "Variables" not in separated.done("init")
    assert variables(separated, Process.ANSWER) == before


@on_postgresql
def test_people_answer_withdraw_decline_and_stop_mails(
    separated: Terminal, invited: Invited, make_app: MakeApp
) -> None:
    app = make_app(settings(separated, Process.ANSWER))
    stores: Stores = app.extensions["stores"]
    one, two, three = (link.token for link in invited.links[:3])
    with stores.responses() as session:
        assert codes.token_behind(session, invited.link.code) == one
        assert not Guard(5, b"key").is_over(session, "192.0.2.1", NOW)
        found = answers.standing(session, one)
        assert found is not None
        found = answers.save(session, found, None, {"grade": 3})
        found = answers.save(session, found, None, ANSWERS)
        assert answers.submit(session, found, invited.questionnaire, TODAY, {}) == "used"
        assert not answers.is_withdrawn(session, replace(found, state=TicketState.USED))
        answers.decline(session, two)
    with stores.studies() as studies, stores.responses() as session:
        removals.withdraw(studies, session, one)
        assert answers.is_withdrawn(session, replace(found, state=TicketState.USED))
    with stores.studies() as session:
        assert designs.frozen_wave(session, "proef/single") is not None
        assert secrecy(session, Keyring(separated.folder / "keys"), "proef") is Secrecy.CONFIDENTIAL
    contact_id = contact(separated)
    with stores.contacts() as session:
        suppression.stop(session, contact_id, TODAY)
        assert suppression.has_stopped(session, contact_id)
        suppression.go_on(session, contact_id)
    client = app.test_client()
    address = app.extensions["settings"].public_url
    assert client.get(f"/a/{three}", base_url=address).status_code == 200
    assert client.get("/a/none", base_url=address).status_code == 404
    for path in ("/login", "/", "/mailbox"):
        assert client.get(path, base_url=address).status_code == 404


@on_postgresql
def test_whoever_comes_to_an_open_study_answers_it(separated: Terminal, owner: Flask, make_app: MakeApp) -> None:
    to_all = open_to_all(owner, a_study(group_code=True), a_questionnaire())
    stores: Stores = make_app(settings(separated, Process.ANSWER)).extensions["stores"]
    with stores.studies() as studies, stores.responses() as session:
        door = doors.behind_code(studies, to_all.link.code, TODAY)
        assert door is not None
        found = answers.standing(session, doors.enter(session, door, "nl"))
        assert found is not None
        assert answers.submit(session, found, to_all.questionnaire, TODAY, ANSWERS) == "used"
        assert not Guard(5, b"key", "starts", 1800).is_over(session, "192.0.2.1", NOW)


@pytest.mark.parametrize("process", [Process.STAFF, Process.DASHBOARD])
@on_postgresql
def test_staff_read_results_where_they_may(
    separated: Terminal, owner: Flask, make_app: MakeApp, process: Process
) -> None:
    add_staff(owner)
    stores: Stores = owner.extensions["stores"]
    with stores.studies() as studies, stores.responses() as responses:
        publish_replica(studies, responses)
    visitor = Visitor(make_app(settings(separated, process)))
    assert visitor.log_in().status_code == 302
    assert visitor.get("/").status_code == 200
    assert visitor.get("/dashboard/amsterdam-jobcoaching").status_code == 200
    assert visitor.get("/privacy/amsterdam-jobcoaching").status_code == 404
    separated.variables = variables(separated, process)
    assert separated("serve", "--only", process.value).exit_code == 1  # The server of the tests could lose answers.


@on_postgresql
def test_pages_for_staff_make_no_audit_and_show_the_one_that_was_made_at_night(
    separated: Terminal, owner: Flask, make_app: MakeApp
) -> None:
    add_staff(owner)
    invite(owner, a_study(), a_questionnaire())
    visitor = Visitor(make_app(settings(separated, Process.STAFF)))
    visitor.log_in(RESEARCHER)
    assert visitor.get("/audit").status_code == 200
    refused = visitor.get("/audit/proef")
    assert refused.status_code == 403
    assert "<code>survey audit proef</code>" in refused.text
    night = f"{datetime.now(AMSTERDAM):%Y-%m-%d}T23:00:00"
    separated.done("worker", "--only", "rest", "--once", "--now", night)
    page = visitor.get("/audit/proef")
    assert page.status_code == 200
    assert "De werker maakte deze controle op" in page.text
    assert "23:00" in page.text
    assert "De sleutels zijn waar ze horen." in page.text
    visitor.language = "en"
    assert "The keys are where they belong." in visitor.get("/audit/proef").text


@on_postgresql
def test_results_are_made_by_a_role_that_has_no_contacts(separated: Terminal, owner: Flask) -> None:
    stores: Stores = owner.extensions["stores"]
    with stores.studies() as studies, stores.responses() as responses:
        publish_replica(studies, responses)
    results = Terminal(dict(separated.urls), separated.folder)
    results.variables = variables(separated, Process.RESULTS)
    study, folder = "amsterdam-jobcoaching", separated.folder.parent
    assert study in results.done("studies", "list")
    results.done("publication", "list", study)
    results.done("publication", "show", study)
    results.done("report", study, "--as", "docx", "--out", str(folder / "report.docx"))
    results.done("publish", study, "--preview")
    assert "Published for" in results.done("publish", study)
    exported = ("--as", "csv", "--reason", "a test", "--out", str(folder / "export"), "--accept", "a test")
    results.done("responses", "export", study, "single", *exported)
    for refused in (("contacts", "report", study), ("worker", "--once"), ("mail", "status", study)):
        assert "permission denied" in results.refused(*refused)
    assert results("serve").exit_code == 1


@on_postgresql
def test_staff_import_contacts_and_load_designs_and_open_nothing(separated: Terminal, people: Path) -> None:
    staff = Terminal(dict(separated.urls), separated.folder)
    staff.variables = variables(separated, Process.STAFF)
    study = "amsterdam-jobcoaching"
    staff.done("studies", "load", study, "--test")
    staff.done("contacts", "import", study, str(people))
    staff.done("contacts", "report", study)
    assert study in staff.done("studies", "list")
    staff.done("publication", "list", study)
    with pytest.raises(ProgrammingError, match="permission denied"):
        staff("studies", "open", study, "single")


@on_postgresql
def test_a_server_for_results_has_no_pages(separated: Terminal, make_app: MakeApp) -> None:
    app = make_app(settings(separated, Process.RESULTS))
    assert app.test_client().get("/login", base_url=app.extensions["settings"].public_url).status_code == 404


@on_postgresql
def test_mails_leave_and_answers_stay_unseen(separated: Terminal, invited: Invited) -> None:
    assert len(invited.links) == 12
    mail = Terminal(dict(separated.urls), separated.folder)
    mail.variables = variables(separated, Process.MAIL)
    night = ["--once", "--now", f"{datetime.now(AMSTERDAM):%Y-%m-%d}T23:00:00"]
    waiting = mail("worker", "--only", "mail", *night)
    assert "Mails wait until the responses are reshuffled" in waiting.stderr
    assert "Sent: 0." in separated.done("worker", "--only", "rest", *night)
    assert "Sent: 12." in mail.done("worker", "--only", "mail", *night)


@pytest.mark.parametrize(
    ("process", "store", "table"),
    [
        (Process.ANSWER, Store.CONTACTS, Contact.__table__),
        (Process.ANSWER, Store.RESPONSES, OpenText.__table__),
        (Process.STAFF, Store.RESPONSES, Response.__table__),
        (Process.MAIL, Store.RESPONSES, Response.__table__),
    ],
)
@on_postgresql
def test_what_is_not_theirs_is_refused(
    separated: Terminal,
    process: Process,
    store: Store,
    table: Table,
) -> None:
    with ExitStack() as stack:
        engine = opened(variables(separated, process)[f"SURVEY_{store.upper()}_URL"], store)
        stack.callback(engine.dispose)
        session = stack.enter_context(Session(engine))
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(select(table)).first()


def contact(terminal: Terminal) -> int:
    """Somebody on the panel."""
    engine = opened(terminal.urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        found = session.query(Contact).first()
        assert found is not None
        assert session.query(Suppression).count() == 0
        number = found.id
    engine.dispose()
    return number
