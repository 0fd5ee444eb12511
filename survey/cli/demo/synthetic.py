"""Synthetic people for the standard study: a small model with a seed, of which nobody's answers are the source.

Each person has one hidden mood z ~ N(0, 1) that stays. An answer on a scale follows 0.6 z + 0.8 e, with e ~ N(0, 1) new
for every question and wave, plus a shift of the wave; choices without an order and mentions follow fixed odds that z
tilts. What a question is about, and who somebody is, lift or lower an answer (`LEANS`, `TILTS`). Who somebody is (age,
for whom the coach works) stays the same in both waves. One answer in fifty is left open, one in thirty is "don't know"
where that is offered. Who stays for the second wave is drawn with odds that rise with z, so that those who leave
differ. After routing, only what would have been shown is kept.
"""

import random
from dataclasses import dataclass
from math import exp

from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answer, Answers, Item, MultipleChoice, Option
from survey.questionnaires.kinds.amounts import Amount, stored
from survey.questionnaires.kinds.steps import Steps

SEED = 2026
LOADING, NOISE = 0.6, 0.8
LEFT_OPEN, UNKNOWN = 1 / 50, 1 / 30
STAYS = frozenset({"age_class", "works_for", "coach_works_for", "coached", "sector", "size"})
"""What somebody is in both waves alike."""

UNORDERED = frozenset({*STAYS, "work_status", "contract", "last_help", "coaches", "employer_guided", "still_working"})
WORKING: dict[str, float] = {"trial": 2, "paid_with_coach": 5, "paid_without_coach": 2, "no_paid_work": 2}
ODDS: dict[str, dict[str, float]] = {
    "work_status": WORKING,
    "age_class": {"age_18_26": 3, "age_27_36": 4, "age_37_56": 6, "age_57_plus": 3, "rather_not": 0.4},
    "there": {"always": 7, "mostly": 2, "sometimes": 1, "never": 0.5, "no_help_needed": 1},
    "recommend": {"yes": 9, "no": 1},
    "worse": {"yes": 1, "no": 9},
    "hire_again": {"yes": 8, "no": 2},
    "would_recommend": {"yes": 9, "no": 1},
    "employer_guided": {"yes": 9, "no": 1, "no_employer": 0.3},
    "still_working": {"yes": 9, "no": 1},
}
"""How likely answers are against each other, where that is not the same for all."""

LEANS: dict[str, float] = {
    "value_use__a": 0.4, "value_use__b": 0.3, "value_use__c": 0.2,
    "value_develop__a": 0.2, "value_develop__b": -0.3, "value_develop__c": -0.5,
    "value_decide__a": -0.3, "value_decide__b": -0.4, "value_decide__c": -0.4,
    "value_contacts__a": 0.3, "value_contacts__b": 0.5, "value_contacts__c": 0.5,
    "value_goals__a": -0.1, "value_goals__b": -0.1, "value_goals__c": -0.2,
    "value_income__a": 0.8, "value_income__b": -0.4, "value_income__c": -0.7,
    "value_contribute__a": 0.5, "value_contribute__b": 0.5, "value_contribute__c": 0.6,
    "grade_work": 0.2, "grade_understood": 0.3,
}  # fmt: skip
"""How much higher an answer lies than elsewhere, in the unit of z: income matters most, and succeeds least."""
TILTS: dict[tuple[str, str], float] = {
    ("age_class", "age_18_26"): -0.25,
    ("age_class", "age_57_plus"): 0.2,
    ("works_for", "agency"): 0.15,
}
"""How much higher the answers lie of somebody who is this, in the same unit."""

GRADE, GRADE_SPREAD = 7.6, 1.4
HOURS, HOURS_SPREAD = 4.5, 2.5
A_WEEK = {"hours_week": 5}
"""Hours a week are so many times as many as hours a month of support."""

MENTIONED = 0.22


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made up, by number, with a mood."""

    audience: str
    number: int

    def chance(self, *about: object) -> random.Random:
        """Chance of this person's own, the same every time."""
        return random.Random("/".join(map(str, (SEED, self.audience, self.number, *about))))  # noqa: S311 - no secret

    @property
    def mood(self) -> float:
        """Z."""
        return self.chance("mood").gauss(0, 1)


def stayers(audience: str, number: int, stay: int) -> list[int]:
    """Which of `number` people answer the second wave too: `stay` of them, the satisfied ones somewhat sooner."""
    people = [Person(audience, each) for each in range(number)]
    keys = {each.number: each.chance("stay").expovariate(exp(0.4 * each.mood)) for each in people}
    return sorted(sorted(keys, key=keys.__getitem__)[:stay])


def questions(asked: Questionnaire) -> tuple[Item, ...]:
    """What is asked, a value card as its questions."""
    return tuple(part for each in asked.items() for part in each.parts() if part.closed_keys())


def answers(
    person: Person, asked: Questionnaire, items: tuple[Item, ...], shift: float = 0.0, given: Answers | None = None
) -> Answers:
    """What somebody answers to the `questions` of a questionnaire; `shift` moves every scale, `given` stands as it is.

    Questions that routing leaves out have no answer.
    """
    mood = person.mood
    found: Answers = {item.id: _answer(item, person.chance(item.id), mood, shift) for item in items if item.id in STAYS}
    shift += sum(TILTS.get((key, str(answer)), 0) for key, answer in found.items())
    for item in (each for each in items if each.id not in STAYS):
        found[item.id] = _answer(item, person.chance(item.id, asked.id), mood, shift + LEANS.get(item.id, 0))
    found |= given or {}
    return routing.prune(asked, {key: answer for key, answer in found.items() if answer is not None})


def _answer(item: Item, chance: random.Random, mood: float, shift: float) -> Answer:
    if item.id not in STAYS and chance.random() < LEFT_OPEN:
        return None
    if item.missing_codes() and item.id not in ODDS and chance.random() < UNKNOWN:
        code = item.missing_codes()[0]
        return (code,) if isinstance(item, MultipleChoice) else code
    level = LOADING * mood + NOISE * chance.gauss(0, 1) + shift
    if isinstance(item, Steps):
        return min(item.highest, max(item.lowest, round(GRADE + GRADE_SPREAD * level)))
    if isinstance(item, Amount):
        return _amount(item, level)
    if isinstance(item, MultipleChoice):
        return _mentions(item, chance, level)
    return _choice(item, chance, level)


def _amount(item: Amount, level: float) -> Answer:
    lowest, highest = item.bounds()
    hours = A_WEEK.get(item.id, 1) * max(0.0, HOURS + HOURS_SPREAD * level)
    steps = round(hours / float(item.step()))
    return stored(min(highest, max(lowest, steps * item.step())), item.places())


def _mentions(item: MultipleChoice, chance: random.Random, level: float) -> Answer:
    """Each answer with odds of its own; one that stands alone only where nothing else is chosen."""
    plain = [option for option in item.options if not option.apart]
    chosen = [
        option.code
        for place, option in enumerate(plain)
        if chance.random() < MENTIONED * (1.6 - place / len(plain)) * exp(0.2 * level)
    ]
    alone = next((option.code for option in item.options if option.exclusive and not option.missing), None)
    most = getattr(item, "most", None) or len(chosen)
    return tuple(chosen[:most]) or ((alone,) if alone else None)


def _choice(item: Item, chance: random.Random, level: float) -> Answer:
    options = [option for option in item.choices(item.id) if option.missing is None]
    if not options:
        return None
    if item.id in UNORDERED or item.id in ODDS:
        weights = [ODDS.get(item.id, {}).get(option.code, 1.0 if item.id not in ODDS else 0.0) for option in options]
        return chance.choices(options, [weight or 0.01 for weight in weights])[0].code
    return _ordered(options, level).code


def _ordered(options: list[Option], level: float) -> Option:
    """The place on a scale: its upper half is taken more often than its lower."""
    place = round((len(options) - 1) * (0.68 + 0.22 * level))
    return options[min(len(options) - 1, max(0, place))]
