"""Roles in programmes: contacts and answers in different hands, unless somebody says why not, and an owner always."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.fieldwork import memberships, programmes
from survey.fieldwork.memberships import LastOwnerError, Member, NoAccountError, Seat, SeparationError
from survey.fieldwork.programmes import Office, UnknownProgrammeError
from survey.storage.engines import Store
from survey.storage.staff import Membership, Role, Staff
from survey.storage.studies import AuditEntry

ONE, TWO = "one@example.org", "two@example.org"


@pytest.fixture
def office(engines: Mapping[Store, Engine]) -> Iterator[Office]:
    """A programme, and two people with accounts."""
    with Session(engines[Store.STUDIES]) as session:
        made = Office(session, datetime(2026, 11, 22, tzinfo=UTC), "owner@example.org")
        programmes.found(made, "proef", " De   proef ")
        programmes.found(made, "elders", "Elders")
        for email in (ONE, TWO):
            session.add(Staff(email=email, password="-", fs_uniquifier=email))  # noqa: S106 - of nobody
        session.flush()
        yield made


def deeds(office: Office) -> list[tuple[str, str, str]]:
    """What the audit log has, without the founding."""
    query = select(AuditEntry.programme_id, AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.id)
    return [(one, what, detail) for one, what, detail in office.studies.execute(query) if what != programmes.FOUNDED]


def allowed(office: Office, email: str) -> Mapping[str, frozenset[Role]]:
    """What somebody's rows allow."""
    somebody = memberships.account(office.studies, email)
    rows = office.studies.scalars(select(Membership).where(Membership.staff_id == somebody.id))
    return memberships.effective(rows)


def test_a_role_is_given_and_taken_and_the_log_has_both(office: Office) -> None:
    seat = Seat(ONE.upper(), "proef", Role.FIELDWORK)
    memberships.grant(office, seat)
    memberships.grant(office, seat)
    assert memberships.members(office.studies, "proef") == [Member(ONE, (Role.FIELDWORK,), active=True, reason="")]
    assert memberships.members(office.studies, "elders") == []
    memberships.revoke(office, seat)
    memberships.revoke(office, seat)
    assert memberships.members(office.studies, "proef") == []
    assert deeds(office) == [
        ("proef", "grant role", f"fieldwork: {ONE}"),
        ("proef", "revoke role", f"fieldwork: {ONE}"),
    ]


@pytest.mark.parametrize("roles", [(Role.FIELDWORK, Role.ANALYST), (Role.ANALYST, Role.FIELDWORK)])
def test_contacts_and_answers_need_a_reason(office: Office, roles: tuple[Role, Role]) -> None:
    first, second = (Seat(ONE, "proef", role) for role in roles)
    memberships.grant(office, first, "not needed")
    for silence in ("", "  \n"):
        with pytest.raises(SeparationError, match=f"{ONE} would see the contacts and the answers of programme proef"):
            memberships.grant(office, second, silence)
    memberships.grant(office, second, " We are\none person ")
    (member,) = memberships.members(office.studies, "proef")
    assert member == Member(ONE, (Role.FIELDWORK, Role.ANALYST), active=True, reason="We are one person")
    assert deeds(office)[1:] == [
        ("proef", "grant role", f"{roles[1]}: {ONE}"),
        ("proef", "accept contacts and answers in one hand", f"{ONE}: We are one person"),
    ]
    assert allowed(office, ONE) == {"proef": {Role.FIELDWORK, Role.ANALYST}}


def test_in_two_programmes_or_with_two_people_they_are_apart(office: Office) -> None:
    memberships.grant(office, Seat(ONE, "proef", Role.FIELDWORK))
    memberships.grant(office, Seat(ONE, "elders", Role.ANALYST))
    memberships.grant(office, Seat(TWO, "proef", Role.ANALYST))
    assert allowed(office, ONE) == {"proef": {Role.FIELDWORK}, "elders": {Role.ANALYST}}


def test_who_got_both_roles_past_the_code_has_neither(office: Office) -> None:
    memberships.grant(office, Seat(ONE, "proef", Role.OWNER))
    somebody = memberships.account(office.studies, ONE)
    for role in (Role.FIELDWORK, Role.ANALYST):
        office.studies.add(Membership(staff_id=somebody.id, programme_id="proef", role=role, reason=""))
    assert allowed(office, ONE) == {"proef": {Role.OWNER}}


def test_what_was_accepted_ends_with_the_role(office: Office) -> None:
    memberships.grant(office, Seat(ONE, "proef", Role.FIELDWORK))
    memberships.grant(office, Seat(ONE, "proef", Role.ANALYST), "for a week")
    memberships.revoke(office, Seat(ONE, "proef", Role.ANALYST))
    with pytest.raises(SeparationError):
        memberships.grant(office, Seat(ONE, "proef", Role.ANALYST))


def test_what_was_accepted_ends_with_the_other_role_too(office: Office) -> None:
    memberships.grant(office, Seat(ONE, "proef", Role.FIELDWORK))
    memberships.grant(office, Seat(ONE, "proef", Role.ANALYST), "for a week")
    memberships.revoke(office, Seat(ONE, "proef", Role.FIELDWORK))
    assert memberships.members(office.studies, "proef")[0].reason == ""
    with pytest.raises(SeparationError):
        memberships.grant(office, Seat(ONE, "proef", Role.FIELDWORK))


def test_a_programme_keeps_an_owner_who_can_log_in(office: Office) -> None:
    memberships.grant(office, Seat(ONE, "proef", Role.OWNER))
    memberships.grant(office, Seat(TWO, "proef", Role.OWNER))
    memberships.account(office.studies, TWO).active = False
    with pytest.raises(LastOwnerError):
        memberships.revoke(office, Seat(ONE, "proef", Role.OWNER))
    memberships.account(office.studies, TWO).active = True
    memberships.revoke(office, Seat(ONE, "proef", Role.OWNER))
    with pytest.raises(LastOwnerError):
        memberships.revoke(office, Seat(TWO, "proef", Role.OWNER))


def test_nobody_and_nowhere_are_refused(office: Office) -> None:
    with pytest.raises(NoAccountError):
        memberships.grant(office, Seat("no@example.org", "proef", Role.OWNER))
    with pytest.raises(UnknownProgrammeError, match="elders, proef"):
        memberships.grant(office, Seat(ONE, "nergens", Role.OWNER))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Jobcoaching Amsterdam", "jobcoaching-amsterdam"),
        ("  2024: Café & Wérk!  ", "cafe-werk"),
        ("x" * 70, "x" * 60),
        ("العمل", ""),
    ],
)
def test_an_id_is_made_of_a_name(name: str, made: str) -> None:
    assert programmes.slug(name) == made
