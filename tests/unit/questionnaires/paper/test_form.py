"""A questionnaire on paper: numbers, boxes, and the routing in words."""

from pathlib import Path
from typing import Any

import pytest

from survey.questionnaires.catalogue import load_checked, questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import KINDS
from survey.questionnaires.paper.form import PaperForm, Question, paper_form
from survey.questionnaires.paper.marks import Boxes, Line, Numbers, Table
from survey.questionnaires.paper.text import WIDTH, lines

EVERY_KIND = load_checked(Path(__file__).parents[1] / "written" / "every-kind.yaml")


def form(questionnaire: Questionnaire, language: str = "en") -> PaperForm:
    """The form in our own English words."""
    return paper_form(questionnaire, language, str)


def questions(made: PaperForm) -> dict[str, Question]:
    """The questions by id."""
    return {question.id: question for page in made.pages for question in page}


def small(*items: dict[str, Any]) -> dict[str, Question]:
    """The questions of a form with these items, each on a page of its own."""
    pages = [each if "items" in each else {"text": {"en": each["id"].title()}} | each for each in items]
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["en"], "title": {"en": "Small"}}
    return questions(form(Questionnaire.model_validate(head | {"minutes": 1, "pages": pages})))


YES_NO = [{"code": "yes", "text": {"en": "Yes"}}, {"code": "no", "text": {"en": "No"}}]
MORE = [*YES_NO, {"code": "often", "text": {"en": "Often"}}]
WORK = {"id": "work", "kind": "single_choice", "options": YES_NO}
LIKES = {"id": "likes", "kind": "multiple_choice", "options": MORE}
HOURS = {"id": "hours", "kind": "number"}
GRADE = {"id": "grade", "kind": "report_grade", "low": {"en": "bad"}, "high": {"en": "good"}}
BORN = {"id": "born", "kind": "date"}
LAST = {"id": "last", "kind": "open_text"}


def notes(question: Question) -> list[str]:
    """What stands behind each box."""
    (boxes,) = (mark for mark in question.marks if isinstance(mark, Boxes))
    return [box.note for box in boxes.boxes]


def test_questions_are_numbered_and_texts_are_not() -> None:
    made = questions(form(EVERY_KIND))
    assert made["welcome"].number == ""
    assert [each.number for each in made.values() if each.number] == [str(number) for number in range(1, 16)]
    assert "month_hours" not in made


def test_every_kind_but_calculated_stands_on_paper() -> None:
    made = questions(form(EVERY_KIND))
    shown = {item.id for item in EVERY_KIND.items() if item.is_shown}
    assert set(made) == shown
    assert {getattr(item, "kind", "") for item in EVERY_KIND.items()} == set(KINDS)


def test_each_kind_is_answered_in_its_own_way() -> None:
    made = questions(form(EVERY_KIND))
    assert made["grade"].marks[0] == Numbers(tuple(range(1, 11)), "very bad", "very good")
    assert [type(mark) for mark in made["income"].marks] == [Table, Table]
    assert made["tell_us"].marks == (Line(lines=8),)
    assert isinstance(made["order"].marks[0], Boxes)
    assert made["order"].marks[0].ranks
    assert made["good"].marks[0].boxes[-2].writes if isinstance(made["good"].marks[0], Boxes) else False


def test_an_answer_says_which_question_comes_next() -> None:
    made = small(WORK, HOURS | {"when": "work == yes"}, GRADE | {"when": "hours > 8"}, LAST)
    assert notes(made["work"]) == ["", "Go to question 4."]


def test_an_answer_after_which_nothing_comes_says_so() -> None:
    assert notes(small(WORK, LAST | {"when": "work == yes"})["work"]) == ["", "You are done."]
    assert notes(small(LAST, WORK)["work"]) == ["", ""]


def test_a_text_without_a_number_is_named_by_its_words() -> None:
    made = small(WORK, HOURS | {"when": "work == yes"}, {"id": "thanks", "kind": "information"})
    assert notes(made["work"]) == ["", "Go on at “Thanks”."]


def test_a_question_that_looks_at_more_answers_is_not_jumped_over() -> None:
    made = small(LIKES, WORK, HOURS | {"when": "work == yes and likes contains often"}, LAST)
    assert notes(made["work"]) == ["", "Go to question 4."]
    made = small(LIKES, WORK, HOURS | {"when": "work == yes or likes contains often"}, LAST)
    assert notes(made["work"]) == ["", ""]


CONDITIONS = [
    ("work == no", "Only if you chose “No” at question 1."),
    ("work != no", "Only if you chose something else than “No” at question 1."),
    ("likes contains often", "Only if “Often” is among your answers to question 2."),
    ("not (likes contains often)", "Only if “Often” is not among your answers to question 2."),
    ("work is answered", "Only if you answered question 1."),
    ("not (work is answered)", "Only if you left question 1 open."),
    ("not (work == no)", "Only if it is not so that you chose “No” at question 1."),
    ("hours > 8", "Only if your answer to question 3 is more than 8."),
    ("hours * 2 <= 7.5 + grade", "Only if your answer to question 3 * 2 is at most 7.5 + your answer to question 4."),
    ("count(likes) >= 2", "Only if the number of your answers to question 2 is at least 2."),
    ("born < 2000-03-31", "Only if your answer to question 5 is before March 31, 2000."),
    (
        "(work == no or work == yes) and grade == 4",
        "Only if (you chose “No” at question 1 or you chose “Yes” at question 1) and your answer to question 4 is 4.",
    ),
    ("total != 3", "Only if “Total” is not 3."),
]


@pytest.mark.parametrize(("when", "sentence"), CONDITIONS, ids=[when for when, _ in CONDITIONS])
def test_a_condition_is_a_sentence(when: str, sentence: str) -> None:
    total = {"id": "total", "kind": "calculated", "value": "hours + grade"}
    assert small(WORK, LIKES, HOURS, GRADE, BORN, total, LAST | {"when": when})["last"].only_if == sentence


def test_conditions_of_a_page_and_its_item_both_stand_there() -> None:
    page = {"id": "page", "when": "work == yes", "items": [LAST | {"text": {"en": "Last"}, "when": "hours > 8"}]}
    made = small(WORK, HOURS, page)
    assert made["last"].only_if == (
        "Only if you chose “Yes” at question 1. Only if your answer to question 2 is more than 8."
    )


INSTRUCTIONS: list[tuple[dict[str, Any], str]] = [
    ({}, "Tick as many boxes as you like."),
    ({"minimum": 2}, "Tick at least 2 boxes."),
    ({"maximum": 2}, "Tick at most 2 boxes."),
    ({"minimum": 2, "maximum": 3}, "Tick 2 to 3 boxes."),
]


@pytest.mark.parametrize(("bounds", "sentence"), INSTRUCTIONS)
def test_a_multiple_choice_says_how_many(bounds: dict[str, Any], sentence: str) -> None:
    assert small(LIKES | bounds)["likes"].instruction == sentence


def test_where_an_answer_would_be_filled_in_paper_says_which() -> None:
    made = small(HOURS, LAST | {"text": {"en": "You work {hours|some} hours in {attribute:region|your region} {{!}}"}})
    assert made["last"].text == "You work [your answer to question 1] hours in your region {!}"


def test_it_is_read_in_its_language_and_direction() -> None:
    arabic = LAST | {"text": {"ar": "مرحبا"}}
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["ar"], "title": {"ar": "عنوان"}}
    made = form(Questionnaire.model_validate(head | {"minutes": 1, "pages": [arabic]}), "ar")
    assert (made.language, made.direction, made.title) == ("ar", "rtl", "عنوان")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_as_text_it_has_every_word_and_fits_the_terminal(language: str) -> None:
    made = form(EVERY_KIND, language)
    text = list(lines(made))
    whole = " ".join(" ".join(text).split())
    assert max(map(len, text)) <= WIDTH
    for question in questions(made).values():
        assert f"{question.number + '. ' if question.number else ''}{question.text}" in whole
        assert question.only_if in whole


def test_the_text_of_the_library_reads_like_this() -> None:
    text = list(lines(form(questionnaire("participant-satisfaction"), "nl")))
    at = next(number for number, line in enumerate(text) if line.startswith("5."))
    assert text[at : at + 9] == [
        "5.  Zou u een jobcoach aanraden aan iemand anders?",
        "    Tick one box.",
        "    [ ] Ja  -> Go to question 7.",
        "    [ ] Nee",
        "    [ ] Weet ik niet  -> Go to question 7.",
        "",
        "> Only if you chose “Nee” at question 5.",
        "6.  Waarom zou u een jobcoach niet aanraden?",
        "    U mag meer antwoorden kiezen.",
    ]


@pytest.mark.parametrize(
    ("bounds", "places"),
    [
        pytest.param({"minimum": 0, "maximum": 80}, 2, id="two digits"),
        pytest.param({"minimum": -10, "maximum": 5}, 3, id="a sign"),
        pytest.param({"minimum": 0, "maximum": 999, "decimals": 2}, 6, id="decimals with their comma"),
        pytest.param({}, 8, id="no bounds"),
    ],
)
def test_a_number_has_room_for_the_longest_that_is_accepted(bounds: dict[str, int], places: int) -> None:
    (line,) = (mark for mark in small(HOURS | bounds)["hours"].marks if isinstance(mark, Line))
    assert line.places == places


def test_who_goes_on_at_a_text_is_told_its_first_sentence() -> None:
    more = {"id": "more", "kind": "open_text", "when": "work == yes"}
    text = {"id": "next", "kind": "information", "text": {"en": "Now your wishes. There are seven. Take your time."}}
    assert notes(small(WORK, more, text, LAST)["work"]) == ["", "Go on at “Now your wishes”."]


def test_in_plain_text_a_row_of_numbers_says_what_both_ends_mean() -> None:
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["en"], "title": {"en": "Small"}}
    document = Questionnaire.model_validate(head | {"minutes": 1, "pages": [GRADE | {"text": {"en": "Grade?"}}]})
    said = list(lines(form(document)))
    at = said.index("    1 = bad, 10 = good")
    assert said[at + 1].startswith("    [ ] 1  [ ] 2")
