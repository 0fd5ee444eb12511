"""Joining: who waits for a wave, and enrolling them with a cohort. One statement each, for however many."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, literal, null, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.questionnaires.definition import Audience
from survey.storage.contacts import Contact, Enrolment, Trajectory

EVER = "9999-12"
FIRST_ROUND = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those who wait for a wave: contacts of its audience that are not enrolled in it yet.

    `months`: only those with a trajectory that starts in one of these months, from the first to the last. A participant
    and a coach then wait once for each trajectory and round, an employer once altogether.
    """

    study_id: str
    wave_id: str
    audience: str
    months: tuple[str, str] | None = None

    def forms(self) -> Select[Any]:
        """Columns `contact_id`, `trajectory_id`, `round` and `start` of every form that waits."""
        if self.months is None:
            return self._everybody()
        begins = (Trajectory.study_id == self.study_id) & Trajectory.start.between(*self.months)
        if self.audience == Audience.EMPLOYER:
            return self._employers(begins)
        return self._trajectories(begins)

    def _everybody(self) -> Select[Any]:
        query = select(Contact.id.label("contact_id"), *_about_none(literal("")))
        here = (Contact.study_id == self.study_id) & (Contact.audience == self.audience)
        return query.where(here, ~self._enrolled(Enrolment.contact_id == Contact.id))

    def _employers(self, begins: ColumnElement[bool]) -> Select[Any]:
        employer = Trajectory.employer_id
        query = select(employer.label("contact_id"), *_about_none(func.min(Trajectory.start)))
        query = query.where(begins, employer.is_not(None), ~self._enrolled(Enrolment.contact_id == employer))
        return query.group_by(employer)

    def _trajectories(self, begins: ColumnElement[bool]) -> Select[Any]:
        who = _person(self.audience)
        about = (Trajectory.id.label("trajectory_id"), Trajectory.round.label("round"), Trajectory.start.label("start"))
        same = (Enrolment.trajectory_id == Trajectory.id) & (Enrolment.round == Trajectory.round)
        return select(who.label("contact_id"), *about).where(begins, who.is_not(None), ~self._enrolled(same))

    def _enrolled(self, same: ColumnElement[bool]) -> ColumnElement[bool]:
        """Whether the form is there already, whoever has it: a new coach is not asked what the last one was."""
        return select(Enrolment.id).where(Enrolment.wave_id == self.wave_id, same).exists()


def _about_none(start: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    """The columns of a form that is about no trajectory in particular."""
    return (
        cast(null(), Integer).label("trajectory_id"),
        literal(FIRST_ROUND).label("round"),
        start.label("start"),
    )


def _person(audience: str) -> InstrumentedAttribute[Any]:
    """Who of a trajectory belongs to an audience."""
    return Trajectory.coach_id if audience == Audience.JOB_COACH else Trajectory.participant_id


def count(contacts: Session, waiting: Waiting) -> int:
    """How many people wait."""
    forms = waiting.forms().subquery()
    return contacts.scalar(select(func.count(func.distinct(forms.c.contact_id)))) or 0


def by_month(contacts: Session, waiting: Waiting) -> dict[str, set[int]]:
    """The contacts that wait, by the month in which their trajectory starts."""
    forms = waiting.forms().subquery()
    found: dict[str, set[int]] = defaultdict(set)
    for start, contact_id in contacts.execute(select(forms.c.start, forms.c.contact_id)):
        found[start].add(contact_id)
    return dict(found)


def attributes(contacts: Session, waiting: Waiting) -> list[dict[str, str]]:
    """The register classes of everybody who waits."""
    forms = waiting.forms().subquery()
    return list(contacts.scalars(select(Contact.attributes).where(Contact.id.in_(select(forms.c.contact_id)))))


def enrol(contacts: Session, waiting: Waiting, cohort_id: str) -> None:
    """Enrol everybody who waits, in the caller's transaction; who is enrolled already stays so."""
    forms = waiting.forms().subquery()
    chosen = select(
        forms.c.contact_id, forms.c.trajectory_id, forms.c.round, literal(waiting.wave_id), literal(cohort_id)
    )
    # Without a WHERE, SQLite would take the ON of ON CONFLICT for a join.
    chosen = chosen.where(forms.c.contact_id.is_not(None)).order_by(forms.c.contact_id, forms.c.trajectory_id)
    columns = ["contact_id", "trajectory_id", "round", "wave_id", "cohort_id"]
    dialect = sqlite if contacts.get_bind().dialect.name == "sqlite" else postgresql
    contacts.execute(dialect.insert(Enrolment).from_select(columns, chosen).on_conflict_do_nothing())


def enrolled(contacts: Session, cohort_id: str) -> int:
    """How many people are in a cohort."""
    number = func.count(func.distinct(Enrolment.contact_id))
    return contacts.scalar(select(number).where(Enrolment.cohort_id == cohort_id)) or 0
