"""Memberships: who has which role in which programme.

Contacts and answers of one programme are in different hands: who runs the fieldwork does not see answers, and who
analyses does not see contacts. An owner may accept with a reason that one person does both; the audit log has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.staff import Membership, Role, Staff

from . import audit, programmes
from .audit import Deed
from .programmes import Office

APART = frozenset({Role.FIELDWORK, Role.ANALYST})
"""Roles that together see contacts and answers."""

GRANTED, REVOKED, ACCEPTED = "grant role", "revoke role", "accept contacts and answers in one hand"
"""Deeds in the audit log."""


class NoAccountError(RefusedError):
    """Nobody logs in with this address."""

    sentence = N_("Nobody has an account with the address {email}.")


class SeparationError(RefusedError):
    """Somebody would see the contacts and the answers of one programme."""

    sentence = N_(
        "{email} would see the contacts and the answers of programme {programme}. Give the roles to two people, or "
        "accept it with a reason, which is logged."
    )


class LastOwnerError(RefusedError):
    """Nobody could decide anymore."""

    sentence = N_("{email} is the only owner of programme {programme}. Make somebody else owner first.")


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in a programme, for the person with an address."""

    email: str
    programme: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with roles in a programme; `reason` is why they may see both contacts and answers."""

    email: str
    roles: tuple[Role, ...]
    active: bool
    reason: str
    id: int = field(default=0, compare=False)


def grant(office: Office, seat: Seat, reason: str = "") -> None:
    """Give somebody a role; having it already is no fault. The caller commits.

    Raises:
        NoAccountError, UnknownProgrammeError: there is no such person or programme.
        SeparationError: with this role they see both contacts and answers, and no reason was given.
    """
    programmes.find(office.studies, seat.programme)
    somebody = account(office.studies, seat.email)
    held = _roles(office.studies, somebody.id, seat.programme)
    if seat.role in held:
        return
    is_accepted = seat.role in APART and bool(APART & set(held))
    reason = " ".join(reason.split()) if is_accepted else ""
    if is_accepted and not reason:
        raise SeparationError(email=somebody.email, programme=seat.programme)
    office.studies.add(Membership(staff_id=somebody.id, programme_id=seat.programme, role=seat.role, reason=reason))
    office.studies.flush()
    _log(office, GRANTED, seat.programme, f"{seat.role}: {somebody.email}")
    if is_accepted:
        _log(office, ACCEPTED, seat.programme, f"{somebody.email}: {reason}")


def revoke(office: Office, seat: Seat) -> None:
    """Take a role away; not having it is no fault. The caller commits.

    Raises:
        NoAccountError: there is no such person.
        LastOwnerError: nobody would own the programme.
    """
    somebody = account(office.studies, seat.email)
    if seat.role not in _roles(office.studies, somebody.id, seat.programme):
        return
    if seat.role is Role.OWNER and _owners(office.studies, seat.programme) == {somebody.id}:
        raise LastOwnerError(email=somebody.email, programme=seat.programme)
    theirs = (Membership.staff_id == somebody.id, Membership.programme_id == seat.programme)
    office.studies.execute(delete(Membership).where(*theirs, Membership.role == seat.role))
    if seat.role in APART:  # What was accepted has ended.
        office.studies.execute(update(Membership).where(*theirs).values(reason=""))
    _log(office, REVOKED, seat.programme, f"{seat.role}: {somebody.email}")


def members(studies: Session, programme: str) -> list[Member]:
    """Everybody with a role in a programme, by address."""
    query = (
        select(Staff.id, Staff.email, Staff.active, Membership.role, Membership.reason)
        .join(Membership, Membership.staff_id == Staff.id)
        .where(Membership.programme_id == programme)
        .order_by(Staff.email)
    )
    found: dict[str, Member] = {}
    for number, email, active, role, reason in studies.execute(query):
        before = found.get(email, Member(email, (), active, ""))
        roles = {*before.roles, Role(role)}
        found[email] = Member(
            email, tuple(each for each in Role if each in roles), active, before.reason or reason, number
        )
    return list(found.values())


def effective(rows: Iterable[Membership]) -> Mapping[str, frozenset[Role]]:
    """What somebody's memberships allow, by programme. Who has both roles that keep apart, and no reason why, has
    neither: the rows were not made by `grant`."""
    roles: dict[str, set[Role]] = {}
    accepted: set[str] = set()
    for row in rows:
        roles.setdefault(row.programme_id, set()).add(Role(row.role))
        accepted |= {row.programme_id} if row.reason else set()
    return {
        programme: frozenset(held if programme in accepted or not held >= APART else held - APART)
        for programme, held in roles.items()
    }


def account(studies: Session, email: str) -> Staff:
    """The account with an address, in any case; `NoAccountError` if there is none."""
    somebody = studies.scalar(select(Staff).where(Staff.email == email.strip().lower()))
    if somebody is None:
        raise NoAccountError(email=email)
    return somebody


def _roles(studies: Session, staff_id: int, programme: str) -> list[Role]:
    query = select(Membership.role).where(Membership.staff_id == staff_id, Membership.programme_id == programme)
    return [Role(role) for role in studies.scalars(query)]


def _owners(studies: Session, programme: str) -> set[int]:
    """Who owns a programme and can still log in."""
    query = (
        select(Membership.staff_id)
        .join(Staff, Staff.id == Membership.staff_id)
        .where(Membership.programme_id == programme, Membership.role == Role.OWNER, Staff.active)
    )
    return set(studies.scalars(query))


def _log(office: Office, action: str, programme: str, detail: str) -> None:
    audit.record(office.studies, office.now, Deed(office.actor, "", action, detail, programme))
