"""Every kind of item, as somebody goes through it: shown, filled in wrongly, filled in, and found again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from survey.questionnaires.catalogue import load_checked
from tests.fixtures.invited import Link, design, invite
from tests.fixtures.reader import Reader, Seen

from .conftest import Content

WRITTEN = Path(__file__).parents[3] / "unit" / "questionnaires" / "written"
Read = Callable[[], Content]

WAY: list[tuple[str, dict[str, str | list[str]], dict[str, str | list[str]]]] = [
    ("agree", {"item_agree": "perhaps"}, {"item_agree": "yes"}),
    ("work", {"item_work": "maybe"}, {"item_work": "yes"}),
    (
        "about_work",
        {
            "item_hours": ["36,55", "dont_know"],
            "item_coaching": "4,7",
            "item_since": ["13", "2020"],
            "item_first_day": ["30", "2", "2020"],
        },
        {
            "item_hours": "36,5",
            "item_coaching": "4.5",
            "item_since": ["3", "2020"],
            "item_first_day": ["", "", "", "dont_know"],
        },
    ),
    ("grade", {"item_grade": "11"}, {"item_grade": "8"}),
    ("promote", {"item_promote": "-1"}, {"item_promote": "0"}),
    ("recommend", {"item_recommend": "maybe"}, {"item_recommend": "dont_know"}),
    ("mood", {"item_mood": "great"}, {"item_mood": "so_so"}),
    ("income", {"item_income__a": "well"}, {"item_income__a": "very", "item_income__c": "dont_know"}),
    ("good", {"item_good": ["time", "knows", "at_work"]}, {"item_good": ["time", "other"], "item_good__other": "Lief"}),
    ("order", {"item_order": ["pay:1", "people:1", ""]}, {"item_order": ["pay:2", "people:1", ""]}),
    ("job", {"item_job": "x" * 101}, {"item_job": "Bakker"}),
    ("tell_us", {"item_tell_us": "x" * 2001}, {"item_tell_us": "Dank u"}),
]
"""Every page with a question: something that is no answer, and an answer."""

STORED = {
    "agree": "yes",
    "work": "yes",
    "hours": "36.5",
    "coaching": "4.5",
    "since": "2020-03",
    "first_day": "dont_know",
    "month_hours": "158.2",
    "grade": 8,
    "promote": 0,
    "recommend": "dont_know",
    "mood": "so_so",
    "income__a": "very",
    "income__b": None,
    "income__c": "dont_know",
    "good": ["time", "other"],
    "order": ["people", "pay"],
}


@pytest.fixture
def link(app: Flask) -> Link:
    """A link to one item of every kind."""
    return invite(app, *design(load_checked(WRITTEN / "every-kind.yaml"))).link


def walked(app: Flask, link: Link, until: str = "") -> Seen:
    """The page `until`, or the one after the last, with every page before it answered."""
    page = Reader(app).open(link.path).press("Start").press("Verder")
    for name, _, right in WAY:
        if name == until:
            return page
        page = page.press("Versturen" if name == "tell_us" else "Verder", **right)
    return page


def test_the_answers_are_stored_each_in_its_own_form(app: Flask, link: Link, content: Read) -> None:
    assert walked(app, link).heading == "Dank u wel!"
    (response,) = content()["responses.response"]
    assert response[-1] == STORED
    assert sorted(row[3] for row in content()["responses.open_text"]) == ["Bakker", "Dank u", "Lief"]


@pytest.mark.parametrize(("name", "wrong", "right"), WAY, ids=[name for name, *_ in WAY])
def test_what_is_no_answer_is_said_beside_the_question_and_mended_there(
    app: Flask, link: Link, name: str, wrong: dict[str, str | list[str]], right: dict[str, str | list[str]]
) -> None:
    button = "Versturen" if name == "tell_us" else "Verder"
    page = walked(app, link, name).press(button, **wrong)
    assert page.status == 422
    assert page.response.text.count('class="complaint"') == len(wrong)
    assert page.press(button, **right).status == 200


@pytest.mark.parametrize("name", [name for name, *_ in WAY[:-1]])
def test_somebody_who_goes_back_finds_the_answer_as_it_was(app: Flask, link: Link, name: str) -> None:
    page = walked(app, link, name)
    given = next(right for each, _, right in WAY if each == name)
    found = page.press("Verder", **given).press("Terug")
    assert found.path == page.path
    again = found.press("Verder")
    assert again.press("Terug").fields() == found.fields()
    assert found.fields() != page.fields()


def test_an_earlier_answer_is_named_in_a_later_question(app: Flask, link: Link) -> None:
    assert "U gaf een 8." in walked(app, link, "promote").text


def test_who_has_no_work_sees_one_question_on_the_card_and_no_option_about_work(app: Flask, link: Link) -> None:
    page = Reader(app).open(link.path).press("Start").press("Verder").press("Verder", item_agree="yes")
    page = page.press("Verder", item_work="no", item_work__other="")
    for _ in range(4):
        page = page.press("Verder").press("Verder")
    assert "Hoe belangrijk is dit voor u?" in page.text
    assert "Lukt het u ook?" not in page.text
    assert "Komt op mijn werk" not in page.press("Verder", item_income__a="very").text


def test_who_does_not_agree_is_asked_nothing_that_needs_it(app: Flask, link: Link) -> None:
    page = Reader(app).open(link.path).press("Start").press("Verder").press("Verder", item_agree="no")
    assert page.heading == "Welk cijfer geeft u de hulp?"


def test_options_in_random_order_differ_between_people_and_stay_for_one(app: Flask) -> None:
    def order(page: Seen) -> list[str]:
        return sorted(("Tijd voor mij", "Weet veel", "Komt op mijn werk"), key=page.text.index)

    people = invite(app, *design(load_checked(WRITTEN / "every-kind.yaml"))).links[:6]
    pages = [walked(app, each, "good") for each in people]
    assert len({tuple(order(page)) for page in pages}) > 1
    for page in pages:
        assert order(page.reader.open(page.path)) == order(page)
