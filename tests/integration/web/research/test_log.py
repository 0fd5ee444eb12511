"""The audit log as a page: what somebody may know of it, and that nobody's address or answer is in it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey.extensions import Stores
from survey.fieldwork import audit, audit_reading, erasures
from survey.fieldwork.audit import Deed
from survey.fieldwork.audit_reading import DEEDS, PAGE
from survey.fieldwork.clock import amsterdam_now
from survey.storage.studies import AuditEntry
from tests.fixtures.invited import invite
from tests.fixtures.staff import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    ELSEWHERE,
    FIELDWORKER,
    LEAD,
    OWNER,
    STRANGER,
    Page,
    Visitor,
    stores_of,
)
from tests.fixtures.studies import a_questionnaire, a_study


@pytest.fixture
def auditor(staff: Flask) -> Visitor:
    """An auditor who has logged in, with a study in the field."""
    invite(staff, a_study(), a_questionnaire())
    visitor = Visitor(staff)
    visitor.log_in(AUDITOR)
    return visitor


def note(app: Flask, *deeds: Deed) -> None:
    """Write deeds down."""
    with stores_of(app).studies() as session:
        for place, each in enumerate(deeds):
            audit.record(session, amsterdam_now() + timedelta(minutes=place), each)
        session.commit()


def told(page: str) -> list[list[str]]:
    """The entries of a page: who, what and details."""
    return [row[1:] for row in Page(page).tables[0][1:]]


def test_it_says_who_did_what_to_the_study_and_its_programme(auditor: Visitor) -> None:
    note(auditor.app, Deed("me", "proef", "pause", "Vakantie"), Deed("me", "other", "pause", "Niet hier"))
    page = auditor.get("/studies/proef/log")
    assert page.status_code == 200
    rows = told(page.text)
    assert rows[0] == ["me", "onderzoek stilgelegd", "Vakantie"]
    assert ["test", "rol gegeven", f"auditor: {AUDITOR}"] in rows
    assert not any("Niet hier" in row[2] or ELSEWHERE in row[2] for row in rows)
    assert "Het logboek is heel" in page.text
    auditor.language = "en"
    assert told(auditor.get("/studies/proef/log").text)[0][1] == "paused the study"


def test_a_deed_that_has_no_words_is_told_as_it_is(auditor: Visitor) -> None:
    note(auditor.app, Deed("me", "proef", "juggle", "<b>three</b>"))
    page = auditor.get("/studies/proef/log").text
    assert told(page)[0] == ["me", "juggle", "<b>three</b>"]
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("email", "status"),
    [(OWNER, 200), (AUDITOR, 200), (LEAD, 403), (ANALYST, 403), (FIELDWORKER, 403), (STRANGER, 404)],
)
def test_owners_and_auditors_read_the_log_of_a_study(auditor: Visitor, email: str, status: int) -> None:
    visitor = Visitor(auditor.app)
    visitor.log_in(email)
    assert visitor.get("/studies/proef/log").status_code == status
    assert visitor.get("/log").status_code == 403


def test_administrators_read_the_log_of_the_installation_and_nothing_of_a_study(auditor: Visitor) -> None:
    note(auditor.app, Deed("me", "proef", "pause", "Vakantie"), Deed("me", "", "restore", "contacts 2026-11-20"))
    visitor = Visitor(auditor.app)
    visitor.log_in(ADMINISTRATOR)
    assert visitor.get("/studies/proef/log").status_code == 404
    page = visitor.get("/log").text
    assert ["me", "kopie teruggezet", "contacts 2026-11-20"] in told(page)
    assert "Vakantie" not in page


def test_older_entries_are_on_further_pages(auditor: Visitor) -> None:
    note(auditor.app, *(Deed("me", "proef", "pause", f"nummer {number}") for number in range(PAGE)))
    first, second = (auditor.get(f"/studies/proef/log?page={page}").text for page in (1, 2))
    assert (told(first)[0][2], told(first)[-1][2]) == (f"nummer {PAGE - 1}", "nummer 0")
    assert 'href="?page=2" rel="next"' in first
    assert 'href="?page=1" rel="prev"' in second
    assert "nummer" not in second
    assert told(auditor.get("/studies/proef/log?page=99").text) == told(second)
    assert auditor.get("/studies/proef/log?page=x").status_code == 200


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_log_that_was_tampered_with_says_so(auditor: Visitor) -> None:
    with stores_of(auditor.app).studies() as session:
        session.execute(text("DROP TRIGGER audit_unchanged"))
        session.execute(text("UPDATE audit SET actor = 'nobody' WHERE id = 1"))
        session.commit()
    page = auditor.get("/studies/proef/log").text
    assert "Het logboek is niet heel" in page
    assert "survey audit verify" in page


def test_every_word_for_a_deed_is_of_a_deed_that_fits_the_column() -> None:
    assert all(len(action) <= 40 for action in DEEDS)
    assert len(set(DEEDS.values())) == len(DEEDS)


def entries(session: Session) -> str:
    """Everything in the log, as text."""
    return "\n".join(f"{each.actor} {each.action} {each.detail}" for each in session.scalars(select(AuditEntry)))


def test_neither_an_answer_nor_an_address_of_a_participant_is_ever_in_it(staff: Flask) -> None:
    there = invite(staff, a_study(), a_questionnaire())
    stores: Stores = stores_of(staff)
    visitor = Visitor(staff)
    start = visitor.get(there.link.path)
    assert start.status_code == 200
    erasures.erase(there.field, there.study, "person3@example.org")
    note(staff, Deed("me", "proef", "pause", "person4@example.org asked for it: answers@elsewhere.example"))
    there.close()
    with stores.studies() as session:
        written = entries(session)
        assert audit_reading.of_study(session, "proef", 1).entries
    assert "erase" in written
    assert "(address) asked for it: (address)" in written
    assert "person" not in written
    assert there.link.token not in written
