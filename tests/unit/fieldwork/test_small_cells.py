"""The small-cell report in sentences."""

from survey.fieldwork.small_cells import Known, told
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.questionnaires.teller import Teller
from tests.fixtures.studies import AGE, a_study, both

AREA = {"id": "area", "text": both("Gebied"), "classes": [{"code": c, "text": both(c.title())} for c in "abc"]}
STUDY = a_study(attributes=[AGE, AREA])
ENGLISH = Teller("en", str, str)


def lines(people: list[Known], study: Study = STUDY) -> list[str]:
    return list(told(study, Audience.PARTICIPANT, people, ENGLISH))


def some(number: int, age: str, area: str, start: str | None = None) -> list[Known]:
    return [(start, {"age": age, "area": area})] * number


def test_the_attributes_are_named_by_their_texts_and_remedies_by_their_classes() -> None:
    found = lines([*some(12, "old", "a"), *some(4, "old", "b"), *some(8, "old", "c"), *some(1, "young", "c")])
    assert found[:2] == [
        "participant: 25 people on the panel.",
        "  By Age, Gebied: 1 people are the only ones, and 13 share their classes with fewer than 10.",
    ]
    assert "  - Without Gebied: 1 and 1." in found
    assert "  - Gebied, with “B” and “C” as one class: 1 and 1." in found
    assert found[-1] == "  Each cohort is looked at again when it opens."


def test_where_trajectories_start_in_months_these_are_looked_at_too() -> None:
    found = lines([*some(10, "old", "a", "2026-09"), *some(9, "old", "a", "2026-10"), *some(1, "old", "a")])
    assert found[1] == "  By Age, Gebied: 0 people are the only ones, and 0 share their classes with fewer than 10."
    assert found[2] == (
        "  By the same, and the month in which they start: 1 people are the only ones, and 10 share their classes with "
        "fewer than 10."
    )


def test_a_panel_without_months_says_nothing_about_them() -> None:
    assert not any("month" in line for line in lines(some(20, "old", "a")))


def test_at_most_five_remedies_are_told_the_best_first() -> None:
    wide = {"id": "wide", "text": both("Breed"), "classes": [{"code": c, "text": both(c)} for c in "abcdefgh"]}
    people: list[Known] = [(None, {"wide": code}) for code in "abcdefgh" for _ in range(6)]
    found = [line for line in lines(people, a_study(attributes=[wide])) if line.startswith("  - ")]
    assert len(found) == 5
    assert found[0] == "  - Without Breed: 0 and 0."


def test_an_audience_without_attributes_gives_nobody_away() -> None:
    assert list(told(STUDY, Audience.EMPLOYER, [(None, {})] * 3, ENGLISH)) == [
        "employer: 3 people on the panel.",
        "  No attributes: nobody can be told apart by them.",
    ]
