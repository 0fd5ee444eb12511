"""Tickets: one for each form of a cohort, made from the keys of the study and stored without a trace of the person."""

from datetime import date
from operator import itemgetter

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires.study import Mode, Study
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import WaveRow

from .keyring import StudyKeys
from .panel import Enrolled
from .tokens import form_token, pseudonym, ticket_hash, trajectory_pseudonym


def ticket(study: Study, wave: WaveRow, keys: StudyKeys, person: Enrolled) -> dict[str, object]:
    """What a ticket says, but for the cohort and its last day."""
    linked = study.mode is Mode.LINKED
    form = person.form
    return {
        "hash": ticket_hash(form_token(keys.token, wave.id, form)),
        "wave_id": wave.id,
        "digest": wave.digest,
        "mode": study.mode,
        "pseudonym": pseudonym(keys.pseudonym, study.id, form.contact_id) if linked else None,
        "trajectory": trajectory_pseudonym(keys.pseudonym, study.id, wave.audience, form) if linked else None,
        "attributes": person.attributes,
        "language": person.language,
        "state": TicketState.OPEN,
    }


def insert(responses: Session, tickets: list[dict[str, object]], cohort_id: str, closes: date) -> None:
    """Store all tickets of a cohort in one transaction. Commits.

    They go in the order of their hashes, which says nothing about the order of people, and which is the same for
    whoever repeats the step at the same moment, so that nobody waits for each other.
    """
    rows = [row | {"cohort_id": cohort_id, "closes": closes} for row in sorted(tickets, key=itemgetter("hash"))]
    dialect = sqlite if responses.get_bind().dialect.name == "sqlite" else postgresql
    if rows:
        writing(responses).execute(dialect.insert(Ticket).on_conflict_do_nothing(), rows)
        responses.commit()
