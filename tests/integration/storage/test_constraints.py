"""The rules are in the database too: what the code must never store is refused there as well."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment, Outbox, Trajectory
from survey.storage.engines import Store
from survey.storage.responses import Draft, Ticket
from survey.storage.staff import Membership, Staff
from survey.storage.studies import Acceptance, Pause

from .rows import (
    DAY,
    HASH,
    a_cohort,
    a_contact,
    a_mail,
    a_response,
    a_study,
    a_ticket,
    a_trajectory,
    a_wave,
    an_enrolment,
    everything,
)

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
    refused(
        engines[Store.RESPONSES],
        a_ticket(mode="unlinked", trajectory=None),
        a_ticket(mode="open", trajectory=None),
        a_ticket(mode="open", pseudonym=None),
        a_ticket(mode="secret", pseudonym=None, trajectory=None),
        a_ticket(mode="unlinked", pseudonym=None),
        a_ticket(mode="open"),
        a_ticket(state="answered"),
    )


@pytest.mark.parametrize("mode", ["unlinked", "open"])
def test_a_ticket_that_joins_nothing_is_accepted_without_pseudonyms(engines: Engines, mode: str) -> None:
    add(engines[Store.RESPONSES], a_ticket(mode=mode, pseudonym=None, trajectory=None))


def test_wave_pseudonym_and_trajectory_find_one_response_of_somebody_who_withdraws(engines: Engines) -> None:
    linked: dict[str, Any] = {"pseudonym": bytes(16), "trajectory": bytes(16)}
    others: list[dict[str, Any]] = [
        {"wave_id": "proef/second"},
        {"pseudonym": bytes(range(16))},
        {"trajectory": bytes(range(16))},
    ]
    add(engines[Store.RESPONSES], a_response(), a_response(), *(a_response(**linked | other) for other in others))
    add(engines[Store.RESPONSES], a_response(**linked))
    refused(engines[Store.RESPONSES], a_response(**linked))


@pytest.mark.parametrize("label", ["pseudonym", "trajectory"])
def test_a_ticket_cannot_be_made_unlinked_while_it_has_a_pseudonym(engines: Engines, label: str) -> None:
    add(engines[Store.RESPONSES], a_ticket(**{"pseudonym": None, "trajectory": None, label: bytes(16)}))
    with Session(engines[Store.RESPONSES]) as session:
        session.get_one(Ticket, HASH).mode = "unlinked"
        with pytest.raises(IntegrityError, match=f"unlinked_has_no_{label}"):
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


def test_an_address_is_once_in_an_audience_of_a_study(engines: Engines) -> None:
    others = [a_contact(id=2, study_id="anders"), a_contact(id=3, audience="employer")]
    add(engines[Store.CONTACTS], a_contact(), *others, a_contact(id=4, address=None, number="C-1"))
    refused(
        engines[Store.CONTACTS],
        a_contact(id=5),
        a_contact(id=5, address="b@example.org", number="C-1"),
        a_contact(id=5, address=None),
    )


def test_a_trajectory_is_of_a_participant_and_its_label_is_once_in_a_study(engines: Engines) -> None:
    add(engines[Store.CONTACTS], a_contact(), a_trajectory(), a_trajectory(id=2, study_id="anders"))
    refused(
        engines[Store.CONTACTS],
        a_trajectory(id=3),
        a_trajectory(id=3, label="T-2", participant_id=2),
        a_trajectory(id=3, label="T-2", coach_id=2),
    )


def test_a_form_is_once_for_a_trajectory_and_round_and_once_without_a_trajectory(engines: Engines) -> None:
    contacts = engines[Store.CONTACTS]
    add(contacts, a_contact(), a_trajectory(), a_trajectory(id=2, label="T-2"))
    add(contacts, *(an_enrolment(trajectory_id=each) for each in (1, 2, None)), an_enrolment(round=2))
    refused(contacts, an_enrolment(), an_enrolment(trajectory_id=None), an_enrolment(trajectory_id=3))


def test_with_a_contact_go_trajectories_enrolments_and_mails(engines: Engines) -> None:
    coach = a_contact(id=2, audience="job_coach")
    forms = [an_enrolment(), an_enrolment(contact_id=2)]
    add(engines[Store.CONTACTS], a_contact(), coach, a_trajectory(coach_id=2), *forms, a_mail(), a_mail(contact_id=2))
    with Session(engines[Store.CONTACTS]) as session:
        session.execute(delete(Contact).where(Contact.id == 1))
        assert session.scalar(select(func.count()).select_from(Trajectory)) == 0
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
        assert list(session.scalars(select(Outbox.contact_id))) == [2]


def test_a_trajectory_stays_when_its_coach_goes(engines: Engines) -> None:
    add(engines[Store.CONTACTS], a_contact(), a_contact(id=2, audience="job_coach"), a_trajectory(coach_id=2))
    with Session(engines[Store.CONTACTS]) as session:
        session.execute(delete(Contact).where(Contact.id == 2))
        assert list(session.scalars(select(Trajectory.coach_id))) == [None]


def test_a_wrong_row_in_studies_is_refused(engines: Engines) -> None:
    add(engines[Store.STUDIES], *everything()[Store.STUDIES])
    refused(
        engines[Store.STUDIES],
        a_study(id="other", mode="secret"),
        a_study(id="other", purpose="fun"),
        a_wave(id="proef/second", name="second", stage="reopened"),
        a_wave(id="proef/again"),
        a_wave(id="proef/second", name="second", digest="f" * 64),
        a_wave(id="other/single", study_id="other"),
        a_cohort(id="proef/single/2", stage="reopened"),
        Pause(study_id="other", since=DAY, reason=""),
        Acceptance(wave_id="proef/single", risk="everything", reason="", day=DAY),
        Membership(staff_id=1, programme_id="proef", role="researcher"),
        Membership(staff_id=2, programme_id="proef", role="owner"),
        Membership(staff_id=1, programme_id="other", role="owner"),
        a_study(id="other", programme_id="other"),
        Staff(id=2, email="staff@example.org", password="-", active=True, fs_uniquifier="y"),  # noqa: S106
    )
