"""Studies whose waves are over: synthetic answers put into the databases as if they had come in, and published.

No mails are written for them; the replica shows those. Who is who is a hash of a number, as good as any pseudonym.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from survey.cli.frame import Survey
from survey.fieldwork import designs, tickets
from survey.fieldwork.tokens import ticket_hash
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.questionnaires.study import Mode, Study
from survey.storage.engines import writing
from survey.storage.responses import Response, TicketState
from survey.storage.studies import Stage, WaveRow

from . import own_words, two_waves
from .synthetic import Person, answers, questions, stayers

PARTICIPANTS, STAYED = 900, 600
COACHED, COACHED_STILL, COACHES = 700, 520, 260
EMPLOYERS = 240
OF_EACH_ROLE = 60
INVITED_FOR_EACH = 2
"""So many people are invited for each who answers."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one person answered about one trajectory."""

    person: str
    trajectory: str
    answers: Answers


Waves = Mapping[str, Questionnaire]
Made = Callable[[Waves], Iterator[tuple[str, list[Form]]]]
"""Makes the forms of every wave, given what each asks."""


def standard_study(asked: Waves) -> Iterator[tuple[str, list[Form]]]:
    """`jobcoaching`: 900 participants at the start, 600 of them after six months; their coaches; employers."""
    yield "baseline", _people("participant", range(PARTICIPANTS), asked["baseline"])
    yield "six_months", _people("participant", stayers("participant", PARTICIPANTS, STAYED), asked["six_months"], 0.15)
    yield "coach_baseline", _coaches(range(COACHED), asked["coach_baseline"])
    after = stayers("coach", COACHED, COACHED_STILL)
    yield "coach_six_months", _coaches(after, asked["coach_six_months"], -0.25)
    yield "employer_six_months", _people("employer", range(EMPLOYERS), asked["employer_six_months"])


def two_wave_study(asked: Waves) -> Iterator[tuple[str, list[Form]]]:
    """`werk-als-waarde`: 134 trajectories of 84 coaches in two waves, whose figures were published."""
    for wave, name in enumerate(("baseline", "six_months")):
        yield name, _given("participant", two_waves.participants(wave), asked[name], range(two_waves.TRAJECTORIES))
        coached = f"coach_{name}"
        yield coached, _given("coach", two_waves.coaches(wave), asked[coached], two_waves.COACH)


def roles_study(asked: Waves) -> Iterator[tuple[str, list[Form]]]:
    """`needs-by-role`: 60 people of each role, who each need other things."""
    (wave,) = asked
    items = {item.id: item for item in asked[wave].items()}
    roles, needs = (
        [option.code for option in items[each].choices(each) if not option.apart] for each in ("role", "needs")
    )
    given: list[Answers] = [
        {"role": role, "needs": _needed(role, number, needs)} for role in roles for number in range(OF_EACH_ROLE)
    ]
    yield wave, _given("role", given, asked[wave], range(len(given)))


def _needed(role: str, number: int, needs: Sequence[str]) -> tuple[str, ...] | None:
    """What somebody in a role needs: each need has odds of its own in each role."""
    chance = Person(role, number).chance("needs")
    odds = {need: Person(role, 0).chance("odds", need).uniform(0.1, 0.8) for need in needs}
    return tuple(need for need in needs if chance.random() < odds[need]) or None


def _given(audience: str, given: list[Answers], asked: Questionnaire, who: Sequence[int]) -> list[Form]:
    """Forms of which some answers are given, and the model makes the others."""
    items = questions(asked)
    return [
        Form(f"{audience} {person}", str(number), answers(Person(audience, number), asked, items, given=form))
        for number, (person, form) in enumerate(zip(who, given, strict=True))
    ]


CLOSED: Mapping[str, Made] = {
    "jobcoaching": standard_study,
    "werk-als-waarde": two_wave_study,
    "needs-by-role": roles_study,
}
"""The shipped studies whose waves are over in a demo."""


def publish_all(survey: Survey, study: Study, questionnaires: Mapping[str, Questionnaire], made: Made) -> None:
    """Load the study, put the forms of all waves in, and publish every wave."""
    from survey.reporting.publish import publish

    day = survey.clock().date()
    with survey.stores.studies() as session:
        designs.load(writing(session), study, dict(questionnaires), day)
        session.flush()
        for wave in study.waves:
            designs.find_wave(session, study, wave.id).stage = Stage.CLOSED
        session.commit()
    asked = {wave.id: questionnaires[wave.questionnaire] for wave in study.waves}
    with survey.field() as field:
        for name, forms in made(asked):
            closed = designs.find_wave(field.studies, study, name)
            _put(field.responses, closed, study, forms, day)
            field.studies.rollback()
        own_words.fill(field, study)
        for wave in study.waves:
            publish(field.studies, field.responses, study.id, wave.id, day)


def _people(audience: str, numbers: range | list[int], asked: Questionnaire, shift: float = 0.0) -> list[Form]:
    items = questions(asked)
    return [
        Form(f"{audience} {number}", str(number), answers(Person(audience, number), asked, items, shift))
        for number in numbers
    ]


def _coaches(numbers: range | list[int], asked: Questionnaire, shift: float = 0.0) -> list[Form]:
    """A form per trajectory; some coaches have several."""
    forms = _people("coach", numbers, asked, shift)
    return [Form(f"coach {int(form.trajectory) % COACHES}", form.trajectory, form.answers) for form in forms]


def _put(responses: Session, closed: WaveRow, study: Study, forms: list[Form], day: date) -> None:
    """Used tickets and responses of a wave, and closed tickets of those who did not answer."""
    shared: dict[str, object] = {
        "wave_id": closed.id,
        "digest": closed.digest,
        "attributes": {},
        "language": study.languages[0],
    }
    known = [(_name(study.id, each.person), _name(study.id, closed.audience, each.trajectory)) for each in forms]
    silent = [
        (_name(closed.id, str(number)), _name(closed.id, "about", str(number)))
        for number in range(len(forms) * (INVITED_FOR_EACH - 1))
    ]
    linked = study.mode is Mode.LINKED
    people: list[tuple[TicketState, dict[str, object]]] = [
        (state, {"pseudonym": one if linked else None, "trajectory": other if linked else None})
        for state, names in ((TicketState.USED, known), (TicketState.CLOSED, silent))
        for one, other in names
    ]
    rights = [
        shared | each | {"hash": ticket_hash(f"{closed.id} {number}"), "mode": study.mode, "state": state}
        for number, (state, each) in enumerate(people)
    ]
    tickets.insert(responses, rights, f"{closed.id}/1", day)
    period = f"{day.year}Q{(day.month + 2) // 3}"
    keys = sorted(uuid.uuid4() for _ in forms)
    rows = [
        shared | each | {"id": key, "period": period, "answers": form.answers}
        for key, (_, each), form in zip(keys, people, forms, strict=False)  # Those who answered come first.
    ]
    writing(responses).execute(insert(Response), rows)
    responses.commit()


def _name(*parts: str) -> bytes:
    return hashlib.sha256("/".join(parts).encode()).digest()[:16]
