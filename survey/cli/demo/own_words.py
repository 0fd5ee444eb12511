"""Synthetic open answers: sentences of our own about themes, put together with a seed, and two synthetic coders.

An answer has one to three themes, or none, and one or two sentences for each. The first coder overlooks a theme one
time in twenty and finds one that is not there one time in a hundred; the second one in twelve and one in sixty. Who
decides looks at what was meant. A few answers have a name or a number in them, as people write them down.
"""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.fieldwork.designs import wave_id
from survey.fieldwork.waves import Field
from survey.questionnaires.study import Study, ThemesMeasure
from survey.reporting.open_answers.standing import Coder
from survey.storage.engines import writing
from survey.storage.responses import Coded, OpenText, Theme
from survey.storage.studies import CodingRow

SEED = 2026
ITEM = "tell_us"
FIRST, SECOND, DECIDER = "codeur-1@werkpeil.example", "codeur-2@werkpeil.example", "codeur-3@werkpeil.example"


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme with its Dutch and English names, how often it comes up, and sentences about it."""

    code: str
    names: tuple[str, str]
    definition: str
    weight: float
    sentences: tuple[str, ...]


TOPICS = (
    Topic(
        "support",
        ("Goede begeleiding", "Good support"),
        "De jobcoach luistert, helpt of steunt.",
        5,
        (
            "Mijn jobcoach luistert goed naar mij.",
            "Ik ben heel blij met de hulp die ik krijg.",
            "Zonder mijn jobcoach had ik het niet volgehouden.",
            "Ik voel me serieus genomen.",
            "De gesprekken geven mij rust.",
            "Er is altijd iemand die meedenkt.",
        ),
    ),
    Topic(
        "contact",
        ("Vaker contact", "More contact"),
        "Iemand wil vaker of makkelijker contact.",
        3,
        (
            "Ik zou vaker contact willen.",
            "Soms duurt het lang voor ik antwoord krijg.",
            "Eén gesprek per maand is te weinig.",
            "Bellen lukt vaak niet, alleen mailen.",
        ),
    ),
    Topic(
        "changes",
        ("Wisseling van jobcoach", "Changes of job coach"),
        "Iemand kreeg een andere jobcoach, of vreest dat.",
        2.2,
        (
            "Ik heb nu al de derde jobcoach en moet steeds opnieuw beginnen.",
            "Jammer dat mijn jobcoach wegging.",
            "Een vaste begeleider zou fijn zijn.",
        ),
    ),
    Topic(
        "employer",
        ("Uitleg aan de werkgever", "Explaining to the employer"),
        "De jobcoach praat met leidinggevende of collega's.",
        1.8,
        (
            "Het helpt dat de jobcoach met mijn leidinggevende praat.",
            "Mijn collega's begrijpen mij nu beter.",
            "Mijn werkgever weet nog te weinig van mijn beperking.",
        ),
    ),
    Topic(
        "rules",
        ("Regels en papieren", "Rules and paperwork"),
        "Formulieren, regels, uitkering of salaris.",
        1.4,
        (
            "Er zijn te veel formulieren.",
            "Ik snap niet goed wat er met mijn uitkering gebeurt.",
            "De regels veranderen steeds.",
        ),
    ),
    Topic(
        "work",
        ("Werk dat past", "Work that fits"),
        "Het werk zelf, de uren of de taken.",
        2.4,
        (
            "Ik heb nu werk dat bij mij past.",
            "Ik wil graag meer uren werken.",
            "De taken zijn soms te zwaar voor mij.",
            "Ik leer veel nieuwe dingen op mijn werk.",
        ),
    ),
)
TRAVEL = Topic(
    "travel",
    ("Reizen", "Travel"),
    "De reis naar het werk.",
    0,
    (
        "De reis naar mijn werk is lang.",
        "De bus rijdt niet op tijd voor mijn dienst.",
        "Ik krijg mijn reiskosten niet terug.",
    ),
)
"""A theme that only three people mention, so that no publication names it."""

EMPTY = (
    "Nee.",
    "Niets, dank u.",
    "Verder geen opmerkingen.",
    "Bedankt voor de vragenlijst.",
    "Ik heb alles al gezegd.",
)
PERSONAL = (
    "Groeten, Karin Bakker.",
    "Mijn jobcoach heet Ahmed.",
    "U mag mij bellen: 06 12345678.",
    "Mail mij op m.visser@voorbeeld.example.",
    "Ik woon op 1012 AB.",
)
JOINS = (" ", " En ook: ", " Verder: ", "\n")


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody made up wrote, and the themes that were meant."""

    text: str
    themes: frozenset[str]


def written(number: int, seed: int = SEED) -> list[Written]:
    """So many answers, the same ones every time; three of them are about travelling."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    found = [_written(chance) for _ in range(number - len(TRAVEL.sentences))]
    found += [Written(sentence, frozenset({TRAVEL.code})) for sentence in TRAVEL.sentences]
    for place in range(7, number, max(1, number // 15)):
        text = f"{found[place].text} {chance.choice(PERSONAL)}"
        found[place] = Written(text, found[place].themes)
    chance.shuffle(found)
    return found


def _written(chance: random.Random) -> Written:
    number = chance.choices((0, 1, 2, 3), (1, 6, 3, 1))[0]
    topics: list[Topic] = []
    while len(topics) < number:
        topic = chance.choices(TOPICS, [each.weight for each in TOPICS])[0]
        topics += [] if topic in topics else [topic]
    if not topics:
        return Written(chance.choice(EMPTY), frozenset())
    said = [" ".join(chance.sample(topic.sentences, chance.choice((1, 1, 2)))) for topic in topics]
    text = said[0]
    for sentence in said[1:]:
        text += chance.choice(JOINS) + sentence
    return Written(text, frozenset(topic.code for topic in topics))


OVERLOOKS: Mapping[Coder, tuple[float, float]] = {Coder.FIRST: (1 / 20, 1 / 100), Coder.SECOND: (1 / 12, 1 / 60)}
"""How often a coder overlooks a theme, and finds one that is not there."""


def found_by(coder: Coder, answers: list[Written], seed: int = SEED) -> list[frozenset[str]]:
    """What a coder finds in each answer."""
    chance = random.Random(f"{seed} {coder}")  # noqa: S311 - no secret
    overlooks, imagines = OVERLOOKS[coder]
    return [
        frozenset(
            topic.code
            for topic in (*TOPICS, TRAVEL)
            if (chance.random() >= overlooks if topic.code in each.themes else chance.random() < imagines)
        )
        - ({TRAVEL.code} - each.themes)
        for each in answers
    ]


WAVES: Mapping[str, tuple[int, int | None]] = {"six_months": (300, None), "baseline": (150, 60)}
"""By wave: how many answers, and how many of them the second coder has read; None: all, and everything is decided."""


def fill(field: Field, study: Study) -> None:
    """Give a study with a measure of themes its open answers. Commits studies and responses."""
    measures = (each for each in study.results.measures if isinstance(each, ThemesMeasure))
    if any(each.item == ITEM for each in measures):
        for seed, (wave, (number, until)) in enumerate(WAVES.items(), start=SEED):
            put(field.studies, field.responses, wave_id(study.id, wave), written(number, seed), until)


def put(studies: Session, responses: Session, name: str, answers: list[Written], until: int | None = None) -> None:
    """Put answers into a wave, with the codebook and what two coders found. `until`: how many the second one has read;
    if that is all, it is decided where they differ. Commits both databases."""
    from survey.questionnaires.traces import traces

    study_id = name.partition("/")[0]
    keys = [uuid.uuid4() for _ in answers]
    first, second = (found_by(coder, answers) for coder in (Coder.FIRST, Coder.SECOND))
    texts = [
        {"id": key, "wave_id": name, "item": ITEM, "text": each.text, "traces": list(traces(each.text))}
        for key, each in zip(keys, answers, strict=True)
    ]
    codes = [{"text_id": key, "coder": 1, "themes": sorted(each)} for key, each in zip(keys, first, strict=True)]
    codes += [{"text_id": key, "coder": 2, "themes": sorted(each)} for key, each in zip(keys, second, strict=True)][
        :until
    ]
    if until is None:
        rows = zip(keys, answers, first, second, strict=True)
        codes += [
            {"text_id": key, "coder": 3, "themes": sorted(each.themes)} for key, each, one, two in rows if one != two
        ]
    writing(responses)
    _fill_codebook(responses, study_id)
    responses.execute(insert(OpenText), texts)
    responses.execute(insert(Coded), codes)
    if until is None:
        _quote(responses, keys, answers)
    responses.commit()
    writing(studies).add(
        CodingRow(wave_id=name, item=ITEM, first=FIRST, second=SECOND, decider=DECIDER if until is None else None)
    )
    studies.commit()


def _fill_codebook(responses: Session, study_id: str) -> None:
    if responses.scalar(select(Theme.id).where(Theme.study_id == study_id, Theme.item == ITEM).limit(1)):
        return
    for topic in (*TOPICS, TRAVEL):
        names = {"nl": topic.names[0], "en": topic.names[1]}
        responses.add(
            Theme(
                id=uuid.uuid4(),
                study_id=study_id,
                item=ITEM,
                code=topic.code,
                names=names,
                definition=topic.definition,
                example=topic.sentences[0],
            )
        )


def _quote(responses: Session, keys: list[uuid.UUID], answers: list[Written]) -> None:
    """Three answers with one theme each may be quoted."""
    short = [(key, each) for key, each in zip(keys, answers, strict=True) if len(each.themes - {TRAVEL.code}) == 1]
    quotable = [(key, each) for key, each in short if not any(part in each.text for part in PERSONAL)]
    for key, each in quotable[:3]:
        responses.get_one(OpenText, key).quote = each.text
