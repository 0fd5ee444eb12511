"""A build that leaks on purpose: tickets and responses with numbers that count up, times, and a mark on the contact
that says when somebody answered. Most survey systems are built so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.cli import maintain
from survey.fieldwork import answers, panel, retention, tickets
from survey.fieldwork.answers import Standing
from survey.fieldwork.panel import Enrolled
from survey.fieldwork.tokens import form_token
from survey.storage.responses import TicketState

from .fieldwork import Fieldwork

COLUMNS = {
    "responses": ("ticket ADD COLUMN number INTEGER", "response ADD COLUMN number INTEGER",
                  "response ADD COLUMN submitted TIMESTAMP"),
    "contacts": ("contact ADD COLUMN answered TIMESTAMP",),
}  # fmt: skip


@contextmanager
def leaky(work: Fieldwork) -> Iterator[None]:
    """The leaky build, for as long as it is entered."""
    for store, columns in COLUMNS.items():
        with getattr(work.survey.ready, store)() as session:
            for each in columns:
                session.execute(text(f"ALTER TABLE {each}"))
            session.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panel, "enrolled", _in_order(panel.enrolled))
        patch.setattr(tickets, "insert", _numbered(tickets.insert))
        patch.setattr(answers, "submit", _noted(answers.submit, work))
        yield


def _in_order(enrolled: Callable[..., list[Enrolled]]) -> Callable[..., list[Enrolled]]:
    """People come in the order in which they were imported."""
    return lambda *given: sorted(enrolled(*given), key=lambda each: each.form.contact_id)


def _numbered(insert: Callable[..., None]) -> Callable[..., None]:
    """Tickets get numbers in the order of people."""

    def numbered(responses: Session, rows: list[dict[str, object]], cohort_id: str, closes: date) -> None:
        insert(responses, rows, cohort_id, closes)
        taken = responses.scalar(text("SELECT count(number) FROM ticket")) or 0
        for place, row in enumerate(rows):
            change = text("UPDATE ticket SET number = :number WHERE hash = :hash")
            responses.execute(change, {"number": taken + place, "hash": row["hash"]})
        responses.commit()

    return numbered


def _noted(submit: Callable[..., TicketState], work: Fieldwork) -> Callable[..., TicketState]:
    """A response gets a number and a time, and the contact the same time."""

    def noted(session: Session, found: Standing, *given: Any) -> TicketState:
        state = submit(session, found, *given)
        own = {"wave": found.wave_id, "label": found.pseudonym, "about": found.trajectory, "at": work.now.isoformat()}
        number = "(SELECT coalesce(max(number), 0) + 1 FROM response)"
        which = "wave_id = :wave AND pseudonym = :label AND trajectory = :about"
        session.execute(text(f"UPDATE response SET submitted = :at, number = {number} WHERE {which}"), own)  # noqa: S608
        session.commit()
        with work.survey.ready.contacts() as contacts:
            who = _contact(work, contacts, found)
            contacts.execute(text("UPDATE contact SET answered = :at WHERE id = :id"), {"at": own["at"], "id": who})
            contacts.commit()
        return state

    return noted


def _contact(work: Fieldwork, contacts: Session, found: Standing) -> int:
    """Whose link it is: the process that serves pages knows, during fieldwork."""
    key = work.survey.keyring.keys(work.study.id).token
    cohorts = contacts.scalars(text("SELECT DISTINCT cohort_id FROM enrolment WHERE wave_id = :wave"),
                               {"wave": found.wave_id}).all()  # fmt: skip
    people = [person for cohort in cohorts for person in panel.enrolled(contacts, cohort)]
    return next(each.form.contact_id for each in people if form_token(key, found.wave_id, each.form) == found.secret)


@contextmanager
def never_reshuffled(_work: Fieldwork) -> Iterator[None]:
    """A build that leaves rows where they are."""

    def left(*_given: object) -> None:
        """Nothing is written anew."""

    with pytest.MonkeyPatch.context() as patch:
        for place in (maintain, retention):  # The nightly one, and the one after a purge.
            patch.setattr(place, "rewrite", left)
        yield
