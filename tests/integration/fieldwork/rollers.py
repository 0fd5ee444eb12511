"""A rolling study with participants, coaches and employers, and trajectories that start when a test says so."""

from typing import Any

from survey.fieldwork import rolling
from survey.fieldwork.contacts_file import Case, Person, Trajectory
from survey.fieldwork.enlisting import enlist
from survey.fieldwork.rolling import Step
from survey.fieldwork.waves import open_wave
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, a_wave, both

from .ground import Ground

LETTER = {"subject": both("Dank"), "body": both("Dank u wel.")}


def a_rolling_study(**changes: Any) -> Study:
    """Baseline and six months for participants and coaches, six months for employers; two reminders and a thank-you."""
    reminders = {"after": ["7 days", "14 days"]}
    waves = [
        a_wave("baseline", offset="0 months", reminders=reminders),
        a_wave("six_months", offset="6 months", reminders=reminders),
        a_wave("coach_baseline", audience="job_coach", offset="0 months"),
        a_wave("employer_six_months", audience="employer", offset="6 months"),
    ]
    letters = {"reminder": {"subject": both("Herinnering"), "body": both("{link}")}, "thanks": LETTER}
    return a_study(**{"waves": waves, "smallest_cohort": 10} | letters | changes)


def a_case(number: int, start: str, coach: int | None = None, employer: int | None = None, **attributes: str) -> Case:
    """Trajectory `T-<number>` of participant `C-<number>`."""
    partners = {"coach": coach, "employer": employer}
    named = {name: Person(f"{name}-{each}@example.org", "", {}) for name, each in partners.items() if each is not None}
    person = Person(f"person-{number}@example.org", "", attributes, f"C-{number}")
    return Case(number + 2, person, Trajectory(f"T-{number}", start), **named)


def register(ground: Ground, study: Study, *cases: Case) -> None:
    """Import trajectories."""
    with ground.session(Store.CONTACTS) as session:
        for _added in enlist(session, study, Audience.PARTICIPANT, cases):
            pass
        session.commit()


def many(first: int, number: int, start: str, **attributes: str) -> list[Case]:
    """So many trajectories that start in a month, each with a coach and an employer of its own."""
    return [a_case(each, start, each, each, **attributes) for each in range(first, first + number)]


def going(ground: Ground, study: Study, *waves: str) -> None:
    """Load a study and set waves going; all of them if none is named."""
    ground.load(study)
    for name in waves or [wave.id for wave in study.waves]:
        assert open_wave(ground.field(), study, name) == 0


def advanced(ground: Ground) -> list[Step]:
    """What the worker does at this moment."""
    return list(rolling.advance(ground.field(actor="worker")))
