"""Synthetic waves to attack: three background variables, one with a class of three in a hundred, and answers left open.

The words of every answer are its code, so that an attacker reads codes on the pages.
"""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from survey.cli.frame import Survey
from survey.fieldwork import designs
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.reporting.publish import publish
from survey.storage.engines import writing
from survey.storage.responses import Response
from survey.storage.studies import Stage

DAY = date(2026, 11, 22)
SIZES = (30, 60, 137, 400)
VARIABLES: Mapping[str, tuple[str, ...]] = {
    "age": ("age_a", "age_b", "age_c", "age_d"),
    "town": ("town_a", "town_b", "town_c"),
    "sort": ("sort_a", "sort_b"),
}
CHOICE, MENTIONS, GRADE = "opinion", "wishes", "mark"
ANSWERS = ("like", "mixed", "dislike")
WISHES = ("time", "calm", "money")
TOGETHER, APART = "together", "apart"

Person = dict[str, object]


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave by its seed: its id and everybody's answers; None: left open."""

    seed: int
    people: tuple[Person, ...]

    @property
    def study(self) -> str:
        """The id of its study."""
        return f"wave-{self.seed}"


def wave(seed: int) -> Wave:
    """People with skewed margins; the last age is rare, and satisfied people live in the first town."""
    chance = random.Random(seed)
    size = SIZES[seed % len(SIZES)]
    weights = {name: [chance.random() + 0.1 for _ in classes] for name, classes in VARIABLES.items()}
    weights["age"][-1] = 0.03 * sum(weights["age"][:-1])
    people: list[Person] = []
    for _ in range(size):
        person: Person = {
            name: chance.choices(classes, weights[name])[0] if chance.random() > 0.02 else None
            for name, classes in VARIABLES.items()
        }
        pleased = 2.0 if person["town"] == "town_a" else 0.7
        person[CHOICE] = chance.choices(ANSWERS, [pleased, 1, 0.4])[0] if chance.random() > 0.04 else None
        person[GRADE] = min(10, max(1, round(chance.gauss(6 + pleased, 1.5)))) if chance.random() > 0.04 else None
        person[MENTIONS] = [wish for wish in WISHES if chance.random() < 0.3] or None
        people.append(person)
    return Wave(seed, tuple(people))


def questionnaire() -> Questionnaire:
    """What is asked; nothing is core, so that every response is complete."""

    def worded(codes: tuple[str, ...]) -> list[dict[str, object]]:
        return [{"code": code, "text": {"nl": code}} for code in codes]

    def item(name: str, kind: str, **more: object) -> dict[str, object]:
        return {"id": name, "kind": kind, "core": False, "text": {"nl": name}, **more}

    ends = {"low": {"nl": "low"}, "high": {"nl": "high"}}
    items = [item(name, "single_choice", options=worded(classes)) for name, classes in VARIABLES.items()]
    items += [item(CHOICE, "single_choice", options=worded(ANSWERS)), item(GRADE, "report_grade", **ends)]
    items += [item(MENTIONS, "multiple_choice", options=worded(WISHES))]
    head = {"id": "attacked", "version": "1", "audience": "participant", "languages": ["nl"], "minutes": 1}
    return Questionnaire.model_validate(head | {"title": {"nl": "attacked"}, "pages": items})


def study(name: str) -> Study:
    """Every measure, in total and by every variable."""
    merged = {"codes": ["like"], "text": {"nl": TOGETHER}, "rest": {"nl": APART}}
    measures = [
        {"kind": "choice", "id": CHOICE, "item": CHOICE, "title": {"nl": CHOICE}, "merged": merged},
        {"kind": "grade", "id": GRADE, "item": GRADE, "title": {"nl": GRADE}},
        {"kind": "mentions", "id": MENTIONS, "item": MENTIONS, "title": {"nl": MENTIONS}},
    ]
    shipped, _ = catalogue.load_study_file(catalogue.shipped_studies()["amsterdam-jobcoaching"])
    asked = {"id": "single", "audience": "participant", "questionnaire": "attacked", "text": {"nl": "single"}}
    results = {"measures": measures, "breakdowns": list(VARIABLES), "smallest_group": 10}
    changes = {"id": name, "waves": [asked], "results": results, "purpose": "test", "languages": ["nl"]}
    return Study.model_validate(shipped.model_dump() | changes)


def publish_wave(survey: Survey, attacked: Wave) -> int:
    """Put the wave in the databases and publish it for real; the id of the publication."""
    asked = questionnaire()
    with survey.stores.studies() as session:
        designs.load(writing(session), study(attacked.study), {asked.id: asked}, DAY)
        session.flush()
        designs.find_wave(session, study(attacked.study), "single").stage = Stage.CLOSED
        session.commit()
    add(survey, attacked, *attacked.people)
    with survey.stores.studies() as studies, survey.stores.responses() as responses:
        return publish(studies, responses, attacked.study, "single", DAY)


def add(survey: Survey, attacked: Wave, *people: Person) -> None:
    """Let people answer."""
    wave_id, digest = designs.wave_id(attacked.study, "single"), questionnaire().digest()
    common: dict[str, object] = {"wave_id": wave_id, "digest": digest, "attributes": {}, "language": "nl"}
    common |= {"period": "2026Q4", "pseudonym": None, "trajectory": None}
    rows = [common | {"id": uuid.uuid4(), "answers": person} for person in people]
    with survey.stores.responses() as session:
        writing(session).execute(insert(Response), rows)
        session.commit()
