"""The demo installation: the replica, invited, answered and published for real, and one open invitation."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.cli.working import run
from survey.fieldwork import designs, memberships, panel, programmes, waves
from survey.fieldwork.contacts_file import Person
from survey.fieldwork.memberships import Seat
from survey.fieldwork.permits import Reasons
from survey.fieldwork.programmes import Office
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.study import Purpose, Study
from survey.storage.engines import writing
from survey.storage.staff import Role
from survey.web.accounts.staff import add, new_password

from .closed_waves import CLOSED, publish_all
from .replica import INVITED, answer_sets
from .walk import link_in, take_part

SHIPPED = "amsterdam-jobcoaching"
OPEN_STUDY = "doe-mee"
WAVE = "single"
VISITOR = "deelnemer@werkpeil.example"
ADMINISTRATOR = "administrator"
SMALL = "A demonstration with one visitor; nothing is published from it."


@dataclass(frozen=True, slots=True)
class Login:
    """A log-in name and its password, as they are printed."""

    email: str
    role: str
    password: str


def build(survey: Survey, progress: Callable[[str], None]) -> list[Login]:
    """Make everything; `progress` hears what happens. Returns the log-ins."""
    make(survey)
    design, questionnaires = catalogue.load_study_file(catalogue.shipped_studies()[SHIPPED])
    _replicate(survey, design.named(None, Purpose.DEMO), questionnaires, progress)
    for name, made in CLOSED.items():
        other, asked = catalogue.load_study_file(catalogue.shipped_studies()[name])
        publish_all(survey, other.named(None, Purpose.DEMO), asked, made)
    study = design.named(OPEN_STUDY, Purpose.DEMO)
    _load(survey, study, questionnaires, [Person(VISITOR, "nl", {})])
    _open(survey, study, SMALL)
    run(survey)
    return list(_staff(survey))


def _staff(survey: Survey) -> Iterator[Login]:
    """Somebody for each role in all programmes, and an administrator."""
    for role in (*Role, ADMINISTRATOR):
        login = Login(f"{role.replace('_', '-')}@werkpeil.example", role, new_password())
        with survey.stores.studies() as session:
            add(writing(session), login.email, login.password, administrator=role == ADMINISTRATOR)
            office = Office(session, survey.clock(), survey.actor)
            for programme in programmes.known(session) if isinstance(role, Role) else ():
                memberships.grant(office, Seat(login.email, programme.id, role))
            session.commit()
        yield login


def _load(survey: Survey, study: Study, questionnaires: dict[str, Questionnaire], people: list[Person]) -> None:
    with survey.stores.studies() as session:
        designs.load(writing(session), study, questionnaires, survey.clock().date())
        session.commit()
    with survey.stores.contacts() as session:
        for _added in panel.add(session, study, Audience.PARTICIPANT, people):
            pass
        session.commit()


def _open(survey: Survey, study: Study, accept_small: str | None = None) -> None:
    with survey.field() as field:
        waves.open_wave(field, study, WAVE, Reasons(accept_small))


def _replicate(
    survey: Survey, study: Study, questionnaires: dict[str, Questionnaire], progress: Callable[[str], None]
) -> None:
    """Invite 1,561 people, let 143 of them answer, close, publish."""
    from survey.reporting.publish import publish

    people = [Person(f"deelnemer-{number:04}@werkpeil.example", "nl", {}) for number in range(1, INVITED + 1)]
    _load(survey, study, questionnaires, people)
    _open(survey, study)
    run(survey)
    questionnaire = next(iter(questionnaires.values()))
    mails = _some_mails(survey.settings.mailbox / study.id)
    for number, answers in enumerate(answer_sets(), start=1):
        take_part(survey.app, link_in(next(mails)), questionnaire, answers)
        progress(str(number))
    with survey.field() as field:
        waves.close_wave(field, study, WAVE)
        publish(field.studies, field.responses, study.id, WAVE, survey.clock().date())


def _some_mails(folder: Path) -> Iterator[Path]:
    """Mails of people who will answer: who they are is chance, and new at each build."""
    mails = sorted(folder.glob("*.eml"))
    random.SystemRandom().shuffle(mails)
    return iter(mails)
