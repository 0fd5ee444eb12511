"""A piece of fieldwork to stand on: three databases, keys, a clock that stands still, and a study."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from survey.fieldwork import designs, panel, waves
from survey.fieldwork.answers import Standing, standing
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.contacts_file import Person
from survey.fieldwork.keyring import Keyring
from survey.fieldwork.tokens import Form, form_token
from survey.fieldwork.waves import Field
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.study import Study
from survey.storage.contacts import Enrolment
from survey.storage.engines import Store, writing
from survey.storage.migrate import METADATA
from survey.storage.studies import AuditEntry
from tests.fixtures.studies import a_questionnaire, a_study, some_people

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=AMSTERDAM)
TODAY = date(2026, 11, 20)


@dataclass
class Ground:
    """`now` can be set; everything else is made when it is asked for."""

    engines: Mapping[Store, Engine]
    keyring: Keyring
    now: datetime = NOW
    questionnaire: Questionnaire = field(default_factory=a_questionnaire)
    sessions: list[Session] = field(default_factory=list)

    def session(self, store: Store) -> Session:
        """A session on one database."""
        return Session(self.engines[store])

    def field(self, **changes: Any) -> Field:
        """What opening and closing work with; the fixture closes its sessions."""
        studies, contacts, responses = (self.session(store) for store in Store)
        self.sessions += [studies, contacts, responses]
        given: dict[str, Any] = {"keyring": self.keyring, "now": self.now, "actor": "tester", "can_mail": True}
        return Field(studies, contacts, responses, **given | changes)

    def close(self) -> None:
        """Let go of all sessions, as a process does that stops or crashes."""
        for session in self.sessions:
            session.close()

    def load(self, study: Study | None = None) -> Study:
        """Load a study."""
        study = study or a_study()
        with self.session(Store.STUDIES) as session:
            designs.load(writing(session), study, {self.questionnaire.id: self.questionnaire}, TODAY)
            session.commit()
        return study

    def enrol(self, study: Study, people: list[Person]) -> None:
        """Put people on the panel."""
        with self.session(Store.CONTACTS) as session:
            for _added in panel.add(session, study, Audience.PARTICIPANT, people):
                pass
            session.commit()

    def opened(self, study: Study | None = None, number: int = 12) -> Study:
        """A study whose first wave is open for `number` people."""
        study = self.load(study)
        self.enrol(study, some_people(number))
        waves.open_wave(self.field(), study, study.waves[0].id)
        return study

    def secrets(self, study: Study, wave: str = "single") -> list[str]:
        """The tokens of everybody in a wave, by contact."""
        key, wave_id = self.keyring.keys(study.id).token, designs.wave_id(study.id, wave)
        with self.session(Store.CONTACTS) as session:
            columns = (Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round)
            query = select(*columns).where(Enrolment.wave_id == wave_id).order_by(Enrolment.contact_id)
            return [form_token(key, wave_id, Form(*each)) for each in session.execute(query)]

    def standing(self, secret: str) -> Standing:
        """Where the holder of a link stands."""
        with self.session(Store.RESPONSES) as session:
            found = standing(session, secret)
        assert found is not None
        return found

    def rows(self, store: Store, table: Any) -> list[Any]:
        """All rows of a table."""
        with self.session(store) as session:
            return list(session.scalars(select(table)))

    def count(self, store: Store, table: Any) -> int:
        """How many rows a table has."""
        with self.session(store) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def audited(self) -> list[tuple[str, str]]:
        """What the audit log says: action and detail, in order."""
        with self.session(Store.STUDIES) as session:
            entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [(entry.action, entry.detail) for entry in entries]

    def content(self, store: Store) -> dict[str, list[str]]:
        """Everything in a database, as text, for comparing and for searching."""
        with self.engines[store].connect() as connection:
            return {
                table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                for table in METADATA[store].tables.values()
            }

    def later(self, **spent: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**spent)
        return self.now


def ground_in(engines: Mapping[Store, Engine], folder: Path) -> Ground:
    """A ground whose keys are in `folder`."""
    return Ground(engines, Keyring(folder / "keys"))
