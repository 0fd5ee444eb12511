"""The checks of an audit: each looks at one promise, in the databases as they are now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Date, DateTime, Time, func, inspect, select
from sqlalchemy.orm import Session

from survey.analysis import cells
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Mode, Purpose
from survey.storage import contacts, responses
from survey.storage.contacts import Contact
from survey.storage.responses import Draft, OpenText, Response, Ticket, TicketState
from survey.storage.studies import Acceptance, AuditEntry, Risk, Work

from .. import designs, terms
from ..waves import Field
from .sheet import Audit, State

FRESH = timedelta(hours=36)
"""A work that is done every night is older than this only if a night was missed."""

BACKUP_FRESH = timedelta(days=8)
"""Whoever makes a backup each week has one that is younger than this."""

Finding = str | None
"""What is wrong; None where the promise holds."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check may look at."""

    field: Field
    audit: Audit

    @property
    def wave_ids(self) -> list[str]:
        """How the databases name the waves of the study."""
        return [designs.wave_id(self.audit.study.id, wave.id) for wave in self.audit.study.waves]

    def count(self, session: Session, model: type, *which: object) -> int:
        """How many rows there are."""
        query = select(func.count()).select_from(model).where(*which)  # type: ignore[arg-type]  # Conditions.
        number = session.scalar(query) or 0
        session.rollback()
        return number


def no_moment_in_responses(_scene: Scene) -> Finding:
    """A day is there only for when a link stops."""
    timed = [
        f"{table.name}.{column.name}"
        for table in responses.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Date | DateTime | Time) and (table.name, column.name) != ("ticket", "closes")
    ]
    return ", ".join(timed) or None


def contacts_know_no_answer(_scene: Scene) -> Finding:
    """No table of people has a column for a token, its hash, a pseudonym, or whether somebody answered."""
    telling = ("token", "hash", "pseudonym", "used", "answered", "response", "secret")
    found = [
        f"{table.name}.{column.name}"
        for table in contacts.Base.metadata.sorted_tables
        for column in table.columns
        if any(word in column.name for word in telling)
    ]
    return ", ".join(found) or None


def no_order_in_files(scene: Scene) -> Finding:
    """SQLite tables have no hidden row number; PostgreSQL is reshuffled, which is another check."""
    session = scene.field.responses
    if session.get_bind().dialect.name != "sqlite":
        return None
    rows = session.connection().exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    session.rollback()
    numbered = [name for name, sql in rows if "WITHOUT ROWID" not in sql.upper() and name != "alembic_version"]
    return ", ".join(numbered) or None


def own_words_stand_apart(scene: Scene) -> Finding:
    """No column of open text leads to a response or a ticket."""
    columns = {each["name"] for each in inspect(scene.field.responses.connection()).get_columns(OpenText.__tablename__)}
    scene.field.responses.rollback()
    return ", ".join(sorted(columns - {"id", "wave_id", "item", "text", "traces", "aside", "quote"})) or None


def unlinked_stays_unlinked(scene: Scene) -> Finding:
    """Where waves are not joined there is no pseudonym."""
    if scene.audit.study.mode is Mode.LINKED:
        return None
    session, waves = scene.field.responses, scene.wave_ids
    joined = scene.count(session, Ticket, Ticket.wave_id.in_(waves), Ticket.pseudonym.is_not(None))
    joined += scene.count(session, Response, Response.wave_id.in_(waves), Response.pseudonym.is_not(None))
    return str(joined) if joined else None


def nothing_unfinished_of_ended_links(scene: Scene) -> Finding:
    """A link that was used, declined or closed has no draft any more."""
    ended = select(Ticket.hash).where(Ticket.wave_id.in_(scene.wave_ids), Ticket.state != TicketState.OPEN)
    left = scene.count(scene.field.responses, Draft, Draft.hash.in_(ended))
    return str(left) if left else None


def keys_are_where_they_belong(scene: Scene) -> Finding:
    """Keys are here while they are needed, and nowhere after they were destroyed."""
    wrong = (State.MISSING, State.BEING_DESTROYED)
    return scene.audit.keys.value if scene.audit.keys in wrong else None


def destroyed_means_gone(scene: Scene) -> Finding:
    """After the keys were destroyed there are no people and no tickets of the study."""
    if scene.audit.keys is not State.DESTROYED:
        return None
    people = scene.count(scene.field.contacts, Contact, Contact.study_id == scene.audit.study.id)
    people += scene.count(scene.field.responses, Ticket, Ticket.wave_id.in_(scene.wave_ids))
    return str(people) if people else None


def reshuffled_last_night(scene: Scene) -> Finding:
    """The order of arrival is as old as the last reshuffle."""
    return _age(scene, Work.RESHUFFLE)


def purged_last_night(scene: Scene) -> Finding:
    """Terms are kept only if somebody looks."""
    return _age(scene, Work.PURGE)


def backed_up_last_week(scene: Scene) -> Finding:
    """What is lost with a disk is lost for people who took the trouble. Tests and demonstrations may be lost."""
    return _age(scene, Work.BACKUP, BACKUP_FRESH) if scene.audit.study.purpose is Purpose.REAL else None


def _age(scene: Scene, work: Work, fresh: timedelta = FRESH) -> Finding:
    """When a work was done last, if that was too long ago; nothing has to be done before the first wave."""
    if all(wave.cohorts == 0 for wave in scene.audit.waves):
        return None
    done = scene.audit.upkeep[work]
    if done is None:
        return "-"
    return f"{done:%Y-%m-%d %H:%M}" if scene.audit.at - done > fresh else None


def nothing_past_its_term(scene: Scene) -> Finding:
    """Nothing that is about people is there after the last day of its term."""
    today = scene.audit.at.date()
    late = [each.table for each in scene.audit.holdings if each.until and each.until < today and each.rows]
    late += [lot.table.__tablename__ for lot in terms.outdated(scene.audit.at) if _rows(scene, lot)]
    return ", ".join(late) or None


def _rows(scene: Scene, lot: terms.Lot) -> int:
    return scene.count(getattr(scene.field, lot.store.value), lot.table, lot.here)


def no_small_cohort(scene: Scene) -> Finding:
    """A cohort has enough people, or a research lead accepted it with a reason. An open study has no cohorts: whoever
    comes comes."""
    if scene.audit.study.mode is Mode.OPEN:
        return None
    study, session = scene.audit.study, scene.field.responses
    query = select(Ticket.cohort_id).where(Ticket.wave_id.in_(scene.wave_ids)).group_by(Ticket.cohort_id)
    small = list(session.scalars(query.having(func.count() < study.smallest_cohort)))
    session.rollback()
    opened = select(AuditEntry.detail).where(AuditEntry.study_id == study.id, AuditEntry.action == "open")
    deeds = list(scene.field.studies.scalars(opened))
    scene.field.studies.rollback()
    accepted = {each for each in small if any(deed.startswith(f"cohort {each}; small cohort") for deed in deeds)}
    return ", ".join(sorted(set(small) - accepted)) or None


def no_small_cells(scene: Scene) -> Finding:
    """Nobody can be told apart by their register classes, unless that was accepted with a reason."""
    study, found = scene.audit.study, []
    for wave in study.waves:
        wave_id = designs.wave_id(study.id, wave.id)
        names = [each.id for each in study.attributes_of(wave.audience)]
        tickets = scene.field.responses.scalars(select(Ticket.attributes).where(Ticket.wave_id == wave_id)).all()
        scene.field.responses.rollback()
        if names and cells.exposure(tickets, names, study.smallest_cohort).exposed:
            found += [wave_id] if not _is_accepted(scene.field.studies, wave_id) else []
    return ", ".join(found) or None


def _is_accepted(studies: Session, wave_id: str) -> bool:
    kept = studies.get(Acceptance, (wave_id, Risk.SMALL_CELLS))
    studies.rollback()
    return kept is not None


def publications_are_whole(scene: Scene) -> Finding:
    """Each is still the document whose digest was noted."""
    return ", ".join(each.wave for each in scene.audit.publications if not each.is_whole) or None


def log_holds(scene: Scene) -> Finding:
    """The chain of digests holds; else the entries at which it breaks."""
    return ", ".join(str(link.entry) for link in scene.audit.log.broken) or None


def settings_hold(scene: Scene) -> Finding:
    """Each setting of the databases is one that the promises can rest on."""
    bad = [f"{each.store} {each.name}={each.value}" for each in scene.audit.conditions if not each.is_well]
    return ", ".join(bad) or None


def assessed(scene: Scene) -> Finding:
    """A real study was assessed, and tells people what happens with their data."""
    study = scene.audit.study
    if study.purpose is not Purpose.REAL:
        return None
    return ", ".join(name for name in ("dpia", "privacy") if getattr(study, name) is None) or None


CHECKS: dict[str, Callable[[Scene], Finding]] = {
    N_("Responses know no moment: only a quarter, and the day on which a link stops."): no_moment_in_responses,
    N_("The contacts database has no place for an answer, a token, or whether somebody answered."): (
        contacts_know_no_answer
    ),
    N_("No hidden number in a table tells in which order people answered."): no_order_in_files,
    N_("Open answers stand apart: nothing leads from them to other answers."): own_words_stand_apart,
    N_("In a study that joins no waves, no code joins the answers of one person."): unlinked_stays_unlinked,
    N_("Links that have ended have no unfinished answers left."): nothing_unfinished_of_ended_links,
    N_("The keys are where they belong."): keys_are_where_they_belong,
    N_("After the end of the keys, no people and no tickets are left."): destroyed_means_gone,
    N_("The responses were reshuffled last night."): reshuffled_last_night,
    N_("What was past its term was looked for last night."): purged_last_night,
    N_("A backup was made in the last week."): backed_up_last_week,
    N_("Nothing is kept beyond its term."): nothing_past_its_term,
    N_("Every cohort is large enough, or was accepted with a reason."): no_small_cohort,
    N_("Nobody can be told apart by register classes, or that was accepted with a reason."): no_small_cells,
    N_("Publications are as they were published."): publications_are_whole,
    N_("Nothing in the audit log was changed, removed or put in."): log_holds,
    N_("The databases have the settings that the promises rest on."): settings_hold,
    N_("A real study was assessed (DPIA) and tells what happens with data."): assessed,
}
"""Each promise and what looks at it, in the order in which they are told."""


def run(scene: Scene) -> Iterator[tuple[str, Finding]]:
    """Every check, now."""
    for promise, look in CHECKS.items():
        yield promise, look(scene)
