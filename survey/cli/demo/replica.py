"""The replica: synthetic answer sets whose margins add up to published figures on job coaching in Amsterdam (2023).

Nobody's answers are in here. The margins are an integer solution of the published percentages; who combines which
answers is drawn at random, with satisfied people more satisfied throughout. The figures that the demo shows are
computed from these answers like any others.
"""

import random
from collections.abc import Mapping

from survey.questionnaires.kinds import Answer, Answers

INVITED, COMPLETE, PARTIAL = 1561, 141, 2
SEED = 2023

Margin = Mapping[Answer, int]
"""How many of the 141 give each answer, from the least to the most satisfied; None: left open."""

SATISFACTION: dict[str, Margin] = {
    "grade": {1: 1, 2: 1, 3: 2, 4: 3, 5: 5, 6: 8, 7: 18, None: 2, "dont_know": 2, 8: 40, 9: 34, 10: 25},
    "there": {"never": 3, "sometimes": 5, "mostly": 6, "dont_know": 10, "no_help_needed": 20, None: 4, "always": 93},
    "recommend": {"no": 16, "dont_know": 11, "yes": 114},
    "yield": {"nothing": 8, "a_little": 12, "fairly": 22, "dont_know": 7, "much": 47, "very_much": 45},
    "worse": {"yes": 9, "dont_know": 14, "no": 118},
}
BACKGROUND: dict[str, Margin] = {
    "age_class": {"age_18_26": 17, "age_27_36": 31, "age_37_56": 55, "age_57_plus": 38},
    "last_help": {"under_half_year": 73, "half_to_one_year": 38, "longer": 30},
    "paid_work": {"yes": 117, "no": 24},
    "works_for": {"municipality": 62, "employer": 19, "agency": 35, "dont_know": 25},
    "coaches": {"one": 84, "two": 31, "three_plus": 17, "dont_know": 9},
}
MENTIONS: dict[str, dict[str, int]] = {
    "good": {
        "find_job": 24,
        "applying": 20,
        "knows_much": 17,
        "motivates": 16,
        "contact_manager": 14,
        "takes_time": 13,
        "understands": 12,
        "other_matters": 9,
        "other": 6,
    },
    "better": {
        "finding_job": 9,
        "at_workplace": 8,
        "listen": 7,
        "more_contact": 7,
        "reachable": 6,
        "fewer_changes": 6,
        "other": 5,
    },
    "gains": {
        "fitting_job": 47,
        "confidence": 36,
        "motivation": 30,
        "work_problems": 27,
        "learned": 24,
        "kept_job": 20,
        "calm": 14,
        "other": 6,
    },
}
REASONS = {"too_little": 8, "not_professional": 6, "not_serious": 5}
NOTHING = {"good": 12, "better": 92}
MOST_OPEN = 2
OTHER_WORDS = {
    "good": "Hij belt altijd terug",
    "better": "Meer uitleg over regels",
    "gains": "Ik kom weer buiten",
    "worse": "Ik was vaak moe",
}


def answer_sets() -> list[Answers]:
    """141 complete and 2 partial answer sets, in random order; the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 - synthetic people, no secret
    mood = [chance.gauss(0, 1) for _ in range(COMPLETE)]
    people: list[Answers] = [{} for _ in range(COMPLETE)]
    for item, margin in SATISFACTION.items():
        _spread(people, item, margin, _order(mood, chance, 0.6))
    for item, margin in BACKGROUND.items():
        _spread(people, item, margin, _order(mood, chance, 5.0))
    for item, counts in MENTIONS.items():
        _mention(people, item, counts, chance)
    _reasons(people, chance)
    for person in people:
        _in_own_words(person)
    partial: list[Answers] = [{"grade": 7, "there": "always"}, {"grade": 8}]
    everybody: list[Answers] = [
        {key: answer for key, answer in person.items() if answer is not None} for person in people
    ]
    everybody += partial
    chance.shuffle(everybody)
    return everybody


def _order(mood: list[float], chance: random.Random, noise: float) -> list[int]:
    """People from the least to the most satisfied, blurred by `noise`."""
    blurred = [each + chance.gauss(0, noise) for each in mood]
    return sorted(range(len(mood)), key=blurred.__getitem__)


def _spread(people: list[Answers], item: str, margin: Margin, order: list[int]) -> None:
    answers = [answer for answer, count in margin.items() for _ in range(count)]
    for person, answer in zip(order, answers, strict=True):
        people[person][item] = answer


def _mention(people: list[Answers], item: str, counts: dict[str, int], chance: random.Random) -> None:
    """Give each option its number of mentions; people without any say `nothing`, or leave the question open.

    People who left two questions open already mention something, so that their answers stay complete.
    """
    able = [place for place, person in enumerate(people) if item != "gains" or person["yield"] != "nothing"]
    sure = [place for place in able if _left_open(people[place]) >= MOST_OPEN]
    chosen: list[list[str]] = [[] for _ in people]
    for code, count in counts.items():
        others = [place for place in able if place not in sure]
        for place in sure + chance.sample(others, count - len(sure)):
            chosen[place].append(code)
        sure = []
    silent = [place for place in range(len(people)) if not chosen[place]]
    silent.sort(key=lambda place: (-_left_open(people[place]), _contentment(people[place], item)))
    for place in silent[: NOTHING[item]] if item != "gains" else set(range(len(people))) - set(able):
        chosen[place] = ["nothing"]
    for person, codes in zip(people, chosen, strict=True):
        person[item] = tuple(codes) or None


def _left_open(person: Answers) -> int:
    return sum(answer is None for answer in person.values())


def _contentment(person: Answers, item: str) -> int:
    """Who says `nothing` first: the unhappy where it is about good things, the happy where it is about better ones."""
    grade = person["grade"] if isinstance(person["grade"], int) else 6
    return -grade if item == "better" else grade


def _reasons(people: list[Answers], chance: random.Random) -> None:
    """Why not: of the people who would not recommend a job coach, each has at least one reason."""
    unhappy = [person for person in people if person["recommend"] == "no"]
    reasons = [code for code, count in REASONS.items() for _ in range(count)]
    chosen: list[list[str]] = [[] for _ in unhappy]
    for place, code in enumerate(reasons):
        chosen[place % len(unhappy)].append(code)
    chance.shuffle(chosen)
    for person, codes in zip(unhappy, chosen, strict=True):
        person["why_not"] = tuple(sorted(codes, key=list(REASONS).index))


def _in_own_words(person: Answers) -> None:
    """A few words where "anders, namelijk" was chosen."""
    for item, words in OTHER_WORDS.items():
        answer = person.get(item)
        if (isinstance(answer, tuple) and "other" in answer) or (item == "worse" and answer == "yes"):
            person[f"{item}__other"] = words
