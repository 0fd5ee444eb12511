"""A linked study to attack: a rolling first wave with an interim and a final release, and a second wave.

Some of the people of the first wave answer the second too, some newcomers answer the second alone.
"""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, update

from survey.cli.frame import Survey
from survey.fieldwork import designs
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study
from survey.reporting.publish import publish, publish_interim
from survey.storage.engines import writing
from survey.storage.responses import Response
from survey.storage.studies import Cohort, Stage, WaveRow
from tests.drills.disclosure.waves import ANSWERS, CHOICE, DAY, GRADE, VARIABLES, Person, questionnaire, study, wave

FIRST, LAST = "first", "last"
SPRING, SUMMER, WINTER = date(2026, 4, 1), date(2026, 7, 20), date(2027, 1, 20)
EARLY, LATE = "2026Q2", "2026Q4"
CHANGE, FLOW, TOWNS = "changed", "went", "moved"


@dataclass(frozen=True, slots=True)
class Series:
    """Who answered the first wave before its interim release (`early`) and after it; and who answered the second.

    `last` has the answers to the second wave by the place of the person among all; newcomers have places behind them.
    """

    seed: int
    early: tuple[Person, ...]
    late: tuple[Person, ...]
    last: Mapping[int, Person]

    @property
    def study(self) -> str:
        """The id of its study."""
        return f"series-{self.seed}"

    @property
    def first(self) -> tuple[Person, ...]:
        """Everybody in the first wave."""
        return (*self.early, *self.late)


def series(seed: int) -> Series:
    """The people of `wave`, of whom a part answers later; most stay in the second wave, and think much alike."""
    chance = random.Random(f"series {seed}")
    people = wave(seed).people
    cut = round(len(people) * chance.choice([0.5, 0.8, 0.93]))
    last: dict[int, Person] = {}
    for place, person in enumerate(people):
        if chance.random() < chance.choice([0.6, 0.95]):
            last[place] = _later(person, chance)
    newcomers = wave(seed + 1000).people[: chance.choice([0, 3, 25])]
    last |= {len(people) + at: person for at, person in enumerate(newcomers)}
    return Series(seed, people[:cut], people[cut:], last)


def _later(person: Person, chance: random.Random) -> Person:
    """Half a year on: one in three thinks otherwise, few live elsewhere."""
    moved = dict(person)
    if chance.random() < 0.33:
        moved[CHOICE] = chance.choice([*ANSWERS, None])
    if isinstance(grade := person[GRADE], int):
        moved[GRADE] = min(10, max(1, grade + chance.choice([-1, 0, 0, 1, 2])))
    if chance.random() < 0.1:
        moved["town"] = chance.choice(VARIABLES["town"])
    return moved


def design(name: str) -> Study:
    """The study of `waves`, linked, with two waves, a change and two flows."""
    base = study(name)
    words = {"nl": name}
    both = {"waves": [FIRST, LAST], "title": words}
    measures = [
        *(each.model_dump() for each in base.results.measures),
        {"kind": "change", "id": CHANGE, "of": [CHOICE, GRADE], **both},
        {"kind": "flow", "id": FLOW, "of": CHOICE, **both},
        {"kind": "flow", "id": TOWNS, "of": "town", **both},
    ]
    asked = {"audience": "participant", "questionnaire": "attacked"}
    waves = [{"id": each, "text": {"nl": each}, **asked} for each in (FIRST, LAST)]
    results = base.results.model_dump() | {"measures": measures}
    return Study.model_validate(base.model_dump() | {"mode": "linked", "waves": waves, "results": results})


def load(survey: Survey, attacked: Series) -> None:
    """The study with its first wave open, and the answers up to the half-year."""
    found, asked = design(attacked.study), questionnaire()
    with survey.stores.studies() as session:
        designs.load(writing(session), found, {asked.id: asked}, DAY)
        session.flush()
        wave_id = designs.wave_id(attacked.study, FIRST)
        designs.find_wave(session, found, FIRST).stage = Stage.OPEN
        session.add(
            Cohort(id=f"{wave_id}/1", wave_id=wave_id, month="2026-04", stage=Stage.CLOSED, opens=SPRING, closes=SPRING)
        )
        session.commit()
    _answer(survey, attacked, FIRST, dict(enumerate(attacked.early)), EARLY)


def finish(survey: Survey, attacked: Series, name: str) -> None:
    """Answers until a wave closes."""
    late = {len(attacked.early) + at: person for at, person in enumerate(attacked.late)}
    _answer(survey, attacked, name, late if name == FIRST else attacked.last, LATE)
    with survey.stores.studies() as session:
        wave_id = designs.wave_id(attacked.study, name)
        writing(session).execute(update(WaveRow).where(WaveRow.id == wave_id).values(stage=Stage.CLOSED))
        session.commit()


def _answer(survey: Survey, attacked: Series, name: str, people: Mapping[int, Person], period: str) -> None:
    wave_id = designs.wave_id(attacked.study, name)
    common: dict[str, object] = {"wave_id": wave_id, "digest": questionnaire().digest(), "attributes": {}}
    common |= {"language": "nl", "period": period, "trajectory": None}
    rows = [
        common | {"id": uuid.uuid4(), "answers": person, "pseudonym": _pseudonym(attacked, place)}
        for place, person in people.items()
    ]
    with survey.stores.responses() as session:
        if rows:
            writing(session).execute(insert(Response), rows)
        session.commit()


def _pseudonym(attacked: Series, place: int) -> bytes:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{attacked.seed} {place}").bytes


def release(survey: Survey, attacked: Series, name: str, *, interim: bool = False) -> RefusedError | None:
    """Publish a wave; the refusal, if it is refused."""
    with survey.stores.studies() as studies, survey.stores.responses() as responses:
        try:
            (publish_interim if interim else publish)(
                studies, responses, attacked.study, name, SUMMER if interim else WINTER
            )
        except RefusedError as refused:
            return refused
    return None


def pairs(attacked: Series) -> list[tuple[Person, Person]]:
    """Who answered both waves, and what."""
    first: Sequence[Person] = attacked.first
    return [(first[place], later) for place, later in attacked.last.items() if place < len(first)]
