"""The published figures of work as value as made-up answers: 134 trajectories of 84 coaches, in two waves.

Whole answers whose means and shares round to what was published. How answers go together is made up: a participant has
one hidden place from -2 to 2, which moves match, click, fit, intensity and what succeeds at work.
"""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.kinds import Answers, ValueCard
from survey.questionnaires.kinds.amounts import Amount, stored

TRAJECTORIES, COACHES = 134, 84
COACH = tuple(trajectory % COACHES for trajectory in range(TRAJECTORIES))

TOTALS = {
    "grade_work": (1032, 965),
    "grade_yield": (1094, 1099),
    "grade_understood": (1179, 1139),
    "hours_worker": (643, 496),
}
"""What the answers of the 134 add up to at the start and after six months."""

GUIDED, GUIDED_HOURS = (127, 121), (241, 182)
WORKING = {"yes": 118, "no": 8, "dont_know": 8}
DEVELOPED = 31
"""Of so many workers the coach names more hours, more tasks or another regular job."""

MATCHES = ("physical", "mental", "tasks", "hours", "social", "guidance", "pay")
IMPORTANCE = ("not_at_all", "not_important", "neutral", "important", "very_important")
DEGREES = ("not_at_all", "hardly", "a_little", "well", "very_well")
MATCH = ("poor", "moderate", "good", "excellent")


def summing_to(total: int, places: Sequence[float], ends: tuple[int, int]) -> list[int]:
    """Whole numbers between `ends` that add up to `total`, the larger ones where `places` are larger."""
    mean, spread = total / len(places), 0.9
    found = [min(ends[1], max(ends[0], round(mean + spread * place))) for place in places]
    order = sorted(range(len(places)), key=lambda person: (places[person], person))
    while sum(found) != total:
        step = 1 if sum(found) < total else -1
        for person in order if step < 0 else reversed(order):
            if ends[0] <= found[person] + step <= ends[1] and sum(found) != total:
                found[person] += step
    return found


def _hidden(seed: int) -> list[float]:
    rng = random.Random(seed)  # noqa: S311 - made-up people, no secret
    return [rng.uniform(-2, 2) for _ in range(TRAJECTORIES)]


def _shaken(places: Sequence[float], seed: int) -> list[float]:
    rng = random.Random(seed)  # noqa: S311 - made-up people, no secret
    return [place + rng.gauss(0, 0.8) for place in places]


def _degree(place: float, codes: Sequence[str], middle: float) -> str:
    return codes[min(len(codes) - 1, max(0, round(middle + place)))]


def participants(wave: int) -> list[Answers]:
    """The answers of the participants, in the order of their trajectories; `wave` is 0 or 1."""
    asked = questionnaire("participant-six-months" if wave else "participant-baseline")
    hidden = _hidden(1)
    people: list[Answers] = [
        {"work_status": "paid_with_coach", "click": _degree(place, DEGREES, 3), "fit": _degree(place, DEGREES, 2.5)}
        for place in _shaken(hidden, 2 + wave)
    ]
    for grade in ("grade_work", "grade_yield", "grade_understood"):
        answers = summing_to(TOTALS[grade][wave], _shaken(hidden, len(grade) + wave), (1, 10))
        for person, answer in zip(people, answers, strict=True):
            person[grade] = answer
    for number, card in enumerate(item for item in asked.items() if isinstance(item, ValueCard)):
        for person, place in zip(people, _shaken(hidden, 100 + 10 * number + wave), strict=True):
            person[f"{card.id}__a"] = IMPORTANCE[3 + (number + round(place)) % 2]
            person[f"{card.id}__b"] = _degree(place, DEGREES, 3)
            person[f"{card.id}__c"] = _degree(place, DEGREES, 2.8)
    return people


def coaches(wave: int) -> list[Answers]:
    """The answers of the coaches, one form per trajectory in their order; `wave` is 0 or 1."""
    asked = questionnaire("job-coach-six-months" if wave else "job-coach-baseline")
    hidden = _hidden(1)
    forms: list[Answers] = [
        {f"match_{aspect}": _degree(place, MATCH, 1.7) for aspect in MATCHES} for place in _shaken(hidden, 7 + wave)
    ]
    places = cast("Amount", asked.item("hours_worker")).places()
    for form, hours in zip(forms, summing_to(TOTALS["hours_worker"][wave], _shaken(hidden, 8), (0, 40)), strict=True):
        form["hours_worker"] = stored(Decimal(hours), places)
    for number, form in enumerate(forms):
        form["employer_guided"] = "yes" if number < GUIDED[wave] else "no"
    guided = summing_to(GUIDED_HOURS[wave], _shaken(hidden, 9)[: GUIDED[wave]], (0, 12))
    for form, hours in zip(forms, guided, strict=False):
        form["hours_employer"] = stored(Decimal(hours), places)
    statuses = [code for code, number in WORKING.items() for _ in range(number)]
    for number, form in enumerate(forms):
        form["still_working"] = statuses[number] if wave else "yes"
        if wave:
            better = ("more_hours", "more_tasks", "regular_job")[number % 3]
            form["development"] = (better if number < DEVELOPED else "nothing",)
    return forms
