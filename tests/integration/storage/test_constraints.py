"""The rules are in the database too: what the code must never store is refused there as well."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment, Outbox
from survey.storage.engines import Store
from survey.storage.responses import Draft, Ticket
from survey.storage.studies import Staff, StaffRole

from .rows import HASH, a_cohort, a_contact, a_mail, a_study, a_ticket, a_wave, everything

Engines = Mapping[Store, Engine]


def add(engine: Engine, *rows: Any) -> None:
    with Session(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
        session.commit()


def refused(engine: Engine, *rows: Any) -> None:
    """Assert that the database accepts none of the rows, not even one."""
    with Session(engine) as session:
        for row in rows:
            nested = session.begin_nested()
            session.add(row)
            with pytest.raises(IntegrityError):
                session.flush()
            nested.rollback()


def test_a_wrong_ticket_is_refused(engines: Engines) -> None:
    refused(engines[Store.RESPONSES], a_ticket(mode="unlinked"), a_ticket(mode="open"), a_ticket(state="answered"))


def test_an_unlinked_ticket_without_a_pseudonym_is_accepted(engines: Engines) -> None:
    add(engines[Store.RESPONSES], a_ticket(mode="unlinked", pseudonym=None))


def test_a_ticket_cannot_be_made_unlinked_while_it_has_a_pseudonym(engines: Engines) -> None:
    add(engines[Store.RESPONSES], a_ticket())
    with Session(engines[Store.RESPONSES]) as session:
        session.get_one(Ticket, HASH).mode = "unlinked"
        with pytest.raises(IntegrityError, match="unlinked_has_no_pseudonym"):
            session.commit()


def test_two_tickets_never_share_a_link(engines: Engines) -> None:
    add(engines[Store.RESPONSES], a_ticket())
    with pytest.raises(IntegrityError):
        add(engines[Store.RESPONSES], a_ticket())


def test_a_draft_belongs_to_a_ticket_and_goes_with_it(engines: Engines) -> None:
    with pytest.raises(IntegrityError):
        add(engines[Store.RESPONSES], Draft(hash=HASH, rev=1, sealed=b""))
    add(engines[Store.RESPONSES], a_ticket(), Draft(hash=HASH, rev=1, sealed=b""))
    with Session(engines[Store.RESPONSES]) as session:
        session.execute(delete(Ticket))
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_wrong_mail_is_refused(engines: Engines) -> None:
    add(engines[Store.CONTACTS], a_contact())
    refused(engines[Store.CONTACTS], a_mail(state="read"), a_mail(kind="advertisement"), a_mail(contact_id=2))


def test_nobody_gets_the_same_invitation_twice(engines: Engines) -> None:
    add(engines[Store.CONTACTS], a_contact(), a_mail(), a_mail(round=2), a_mail(wave_id="proef/second"))
    with pytest.raises(IntegrityError):
        add(engines[Store.CONTACTS], a_mail())


def test_an_address_is_once_in_a_study_and_may_be_in_another(engines: Engines) -> None:
    add(engines[Store.CONTACTS], a_contact(), a_contact(id=2, study_id="anders"))
    with pytest.raises(IntegrityError):
        add(engines[Store.CONTACTS], a_contact(id=3))


def test_with_a_contact_go_enrolments_and_mails(engines: Engines) -> None:
    enrolment = Enrolment(contact_id=1, wave_id="proef/single", round=1, cohort_id="proef/single/1")
    add(engines[Store.CONTACTS], a_contact(), enrolment, a_mail())
    with Session(engines[Store.CONTACTS]) as session:
        session.execute(delete(Contact))
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
        assert session.scalar(select(func.count()).select_from(Outbox)) == 0


def test_a_wrong_row_in_studies_is_refused(engines: Engines) -> None:
    add(engines[Store.STUDIES], *everything()[Store.STUDIES])
    refused(
        engines[Store.STUDIES],
        a_study(id="other", mode="open"),
        a_study(id="other", purpose="fun"),
        a_wave(id="proef/second", name="second", stage="reopened"),
        a_wave(id="proef/again"),
        a_wave(id="proef/second", name="second", digest="f" * 64),
        a_wave(id="other/single", study_id="other"),
        a_cohort(id="proef/single/2", stage="reopened"),
        StaffRole(staff_id=1, role="owner"),
        StaffRole(staff_id=2, role="researcher"),
        Staff(id=2, email="staff@example.org", password="-", active=True, fs_uniquifier="y"),  # noqa: S106
    )
