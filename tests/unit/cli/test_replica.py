"""The replica's answer sets add up to the published figures, and every one of them is a valid set of answers."""

from collections import Counter

import pytest

from survey.cli.demo.replica import COMPLETE, INVITED, PARTIAL, answer_sets
from survey.questionnaires import catalogue, routing
from survey.questionnaires.kinds import Answers

QUESTIONNAIRE = catalogue.questionnaire("participant-satisfaction")
STORED = [routing.prune(QUESTIONNAIRE, answers) for answers in answer_sets()]
WHOLE = [answers for answers in STORED if routing.is_complete(QUESTIONNAIRE, answers)]


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def counted(item: str, answers: list[Answers] | None = None) -> Counter[object]:
    return Counter(each[item] for each in answers or WHOLE if item in each)


def mentioned(item: str) -> Counter[str]:
    return Counter(code for each in WHOLE if isinstance(codes := each.get(item), tuple) for code in codes)


def test_143_of_1561_answer_and_141_of_them_completely() -> None:
    assert (INVITED, len(STORED), len(WHOLE)) == (1561, 143, 141)
    assert (COMPLETE, PARTIAL) == (141, 2)
    assert percent(143, INVITED) == 9


def test_every_answer_is_valid() -> None:
    assert [routing.invalid(QUESTIONNAIRE, answers) for answers in STORED] == [[]] * 143


def test_no_answer_is_to_a_question_that_was_not_shown() -> None:
    for given, stored in zip(answer_sets(), STORED, strict=True):
        assert given.keys() <= stored.keys()


def test_the_grades_are_9_19_and_72_percent_with_mean_8() -> None:
    grades = [answer for answers in WHOLE if isinstance(answer := answers["grade"], int)]
    low, high = sum(grade <= 5 for grade in grades), sum(grade >= 8 for grade in grades)
    assert len(grades) == 137
    assert [percent(part, 137) for part in (low, 137 - low - high, high)] == [9, 19, 72]
    assert round(sum(grades) / 137, 1) == 8.0


def test_over_80_percent_recommend_a_job_coach_and_11_percent_do_not() -> None:
    answers = counted("recommend")
    assert percent(answers["yes"], 141) > 80
    assert percent(answers["no"], 141) == 11


def test_65_percent_gained_much() -> None:
    answers = counted("yield")
    assert percent(answers["much"] + answers["very_much"], 141) == 65


def test_the_two_largest_age_classes_are_39_and_27_percent() -> None:
    assert [percent(number, 141) for _code, number in counted("age_class").most_common(2)] == [39, 27]


def test_52_percent_had_help_in_the_last_half_year_and_83_percent_work() -> None:
    assert percent(counted("last_help")["under_half_year"], 141) == 52
    assert percent(counted("paid_work")["yes"], 141) == 83


@pytest.mark.parametrize(
    ("item", "most"),
    [
        ("good", {"find_job": 24, "applying": 20, "knows_much": 17, "motivates": 16, "contact_manager": 14}),
        ("better", {"finding_job": 9, "at_workplace": 8, "listen": 7}),
        ("gains", {"fitting_job": 47, "confidence": 36, "motivation": 30, "work_problems": 27}),
        ("why_not", {"too_little": 8, "not_professional": 6, "not_serious": 5}),
    ],
)
def test_mentions_add_up(item: str, most: dict[str, int]) -> None:
    found = mentioned(item)
    assert {code: found[code] for code in most} == most


def test_only_who_would_not_recommend_says_why() -> None:
    for answers in WHOLE:
        assert ("why_not" in answers) == (answers["recommend"] == "no")
    assert all(answers["why_not"] for answers in WHOLE if answers["recommend"] == "no")


def test_satisfied_people_are_satisfied_throughout() -> None:
    def mean_grade(recommend: str) -> float:
        grades = [grade for each in WHOLE if each["recommend"] == recommend and isinstance(grade := each["grade"], int)]
        return sum(grades) / len(grades)

    assert mean_grade("yes") > mean_grade("no") + 1


def test_the_sets_are_the_same_every_time_and_in_no_meaningful_order() -> None:
    assert answer_sets() == answer_sets()
    grades = [answers["grade"] for answers in STORED if isinstance(answers.get("grade"), int)]
    assert grades != sorted(grades, key=str)
