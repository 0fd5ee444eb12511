"""The Amsterdam figures as 143 synthetic responses: the integer solution that gives every published percentage."""

import random
from collections.abc import Mapping, Sequence

from survey.analysis.frames import Record
from survey.questionnaires.catalogue import STUDIES, load_study_file
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study

INVITED = 1561

SINGLE: Mapping[str, Mapping[object, int]] = {
    "grade": dict(zip(range(1, 11), (1, 1, 2, 3, 5, 8, 18, 40, 34, 25), strict=True)) | {"dont_know": 3, None: 1},
    "there": {"always": 93, "mostly": 6, "sometimes": 5, "never": 3, "no_help_needed": 20, "dont_know": 10, None: 4},
    "recommend": {"yes": 114, "no": 16, "dont_know": 11},
    "yield": {"nothing": 8, "a_little": 12, "fairly": 22, "much": 47, "very_much": 45, "dont_know": 7},
    "worse": {"no": 128, "yes": 6, "dont_know": 7},
    "coaches": {"one": 80, "two": 40, "three_plus": 15, "dont_know": 6},
    "last_help": {"under_half_year": 73, "half_to_one_year": 38, "longer": 30},
    "works_for": {"municipality": 60, "employer": 26, "agency": 40, "dont_know": 15},
    "paid_work": {"yes": 117, "no": 24},
    "age_class": {"age_18_26": 17, "age_27_36": 31, "age_37_56": 55, "age_57_plus": 38},
}
MENTIONS: Mapping[str, Mapping[str, int]] = {
    "good": {
        "find_job": 24,
        "applying": 20,
        "knows_much": 17,
        "motivates": 16,
        "contact_manager": 14,
        "takes_time": 13,
    },
    "better": {"finding_job": 9, "at_workplace": 8, "listen": 7, "more_contact": 3},
    "gains": {
        "fitting_job": 47,
        "confidence": 36,
        "motivation": 30,
        "work_problems": 27,
        "learned": 24,
        "kept_job": 20,
    },
}
REASONS = {"too_little": 8, "not_professional": 6, "not_serious": 5}


def study() -> tuple[Study, Questionnaire]:
    """The study as it is shipped, and its questionnaire."""
    loaded, questionnaires = load_study_file(STUDIES / "amsterdam-jobcoaching.yaml")
    return loaded, questionnaires["participant-satisfaction"]


def _spread(number: int, counts: Mapping[str, int], rng: random.Random) -> list[list[str] | None]:
    """Who mentions what: each option by as many people as it counts."""
    chosen: list[list[str]] = [[] for _ in range(number)]
    for code, count in counts.items():
        for person in rng.sample(range(number), count):
            chosen[person].append(code)
    return [codes or None for codes in chosen]


def records(seed: int = 1) -> Sequence[Record]:
    """141 complete responses and 2 partial ones, in no particular order; lists as JSON gives them."""
    rng = random.Random(seed)
    people: list[dict[str, object]] = [{} for _ in range(141)]
    for item, counts in SINGLE.items():
        answers = [answer for answer, count in counts.items() for _ in range(count)]
        rng.shuffle(answers)
        for person, answer in zip(people, answers, strict=True):
            person[item] = answer
    for item, mentioned in MENTIONS.items():
        for person, codes in zip(people, _spread(141, mentioned, rng), strict=True):
            person[item] = codes or ["nothing"]
    unhappy = [person for person in people if person["recommend"] == "no"]
    for person, codes in zip(unhappy, _spread(16, REASONS, rng), strict=True):
        person["why_not"] = codes
    partial = dict.fromkeys((*SINGLE, *MENTIONS))
    people += [partial | {"grade": 7}, partial | {"grade": 3, "recommend": "yes"}]
    rng.shuffle(people)
    return [Record(answers) for answers in people]
