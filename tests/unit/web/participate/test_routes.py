"""The way through a questionnaire, drawn as pages: grade > good > recommend (> why, for who says no)."""

import pytest

from survey.fieldwork.drafts import Draft
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.questionnaires.routing import shown_items
from survey.web.participate import routes
from tests.fixtures.studies import YES_NO, a_questionnaire, both

ASKED = a_questionnaire()
NO: Answers = {"recommend": "no"}


@pytest.mark.parametrize(
    ("answers", "last_sent", "page"),
    [
        ({}, None, "grade"),
        ({"grade": 8}, "grade", "good"),
        ({}, "grade", "good"),
        ({"recommend": "yes"}, "recommend", "recommend"),
        (NO, "recommend", "why"),
        (NO, "why", "why"),
        ({"recommend": "yes"}, "why", "recommend"),
        ({}, "gone from the questionnaire", "grade"),
    ],
)
def test_somebody_goes_on_behind_the_last_page_that_was_sent(
    answers: Answers, last_sent: str | None, page: str
) -> None:
    assert routes.resume(ASKED, Draft(answers, last_sent)) == page


@pytest.mark.parametrize(
    ("page", "answers", "following"),
    [("grade", {}, "good"), ("recommend", {}, None), ("recommend", NO, "why"), ("why", NO, None)],
)
def test_the_page_after(page: str, answers: Answers, following: str | None) -> None:
    assert routes.after(ASKED, answers, page, (page,)) == following


def test_the_page_after_is_the_same_page_when_something_new_came_up_on_it() -> None:
    question = {"kind": "single_choice", "options": YES_NO, "text": both("?")}
    items = [question | {"id": "one"}, question | {"id": "two", "when": "one == yes"}]
    asked = a_questionnaire(pages=[{"id": "both", "items": items}, question | {"id": "three"}])
    assert routes.after(asked, {"one": "yes"}, "both", ("one",)) == "both"
    assert routes.after(asked, {"one": "yes"}, "both", ("one", "two")) == "three"
    assert routes.after(asked, {"one": "no"}, "both", ("one",)) == "three"


def test_the_page_before() -> None:
    shown = shown_items(ASKED, NO)
    assert [routes.before(shown, page) for page in shown] == [None, "grade", "good", "recommend"]


def with_information() -> Questionnaire:
    pages = [{"id": name, "kind": "information", "text": both(name)} for name in ("hello", "halfway")]
    grade = {"id": "grade", "kind": "report_grade", "text": both("?"), "low": both("-"), "high": both("+")}
    return a_questionnaire(pages=[pages[0], grade, pages[1], grade | {"id": "again"}])


def test_pages_with_nothing_to_answer_do_not_count() -> None:
    shown = shown_items(with_information(), {})
    assert [routes.count(shown, page) for page in shown] == [(0, 2), (1, 2), (0, 2), (2, 2)]


def test_a_question_that_comes_up_counts_from_then_on() -> None:
    assert routes.count(shown_items(ASKED, {}), "recommend") == (3, 3)
    assert routes.count(shown_items(ASKED, NO), "recommend") == (3, 4)


@pytest.mark.parametrize(("key", "page"), [("good", "good"), ("good__other", "good"), ("why", "why"), ("else", None)])
def test_the_page_of_an_answer(key: str, page: str | None) -> None:
    assert routes.page_of(ASKED, key) == page
