"""Who may have written down a name is asked once, kindly, and decides; nothing is lost and nothing is kept of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.invited import Link, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study, both

from .conftest import Content

Read = Callable[[], Content]
A_NAME = "U heeft misschien een naam opgeschreven"
SEVERAL = "U heeft misschien iets persoonlijks opgeschreven"
AS_IT_IS, ON = "Zo versturen", "Zo laten staan"


@pytest.fixture
def link(app: Flask) -> Link:
    """A link to a text, an answer with "anders, namelijk", and a text again."""
    pages = [
        {"id": "first", "kind": "open_text", "text": both("first")},
        {"id": "grade", "kind": "report_grade", "text": both("grade"), "low": both("0"), "high": both("10")},
        {"id": "last", "kind": "open_text", "text": both("last")},
    ]
    return invite(app, a_study(), a_questionnaire(pages=pages)).link


def started(app: Flask, link: Link) -> Seen:
    """The first page."""
    return Reader(app).open(link.path).press("Start")


def texts(content: Read) -> dict[str, tuple[str, list[str]]]:
    """The stored texts with their marks, by question."""
    return {row[2]: (row[3], row[4]) for row in content()["responses.open_text"]}


def test_a_name_is_asked_about_and_the_text_stays(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Karin is lief")
    assert page.heading == "first"
    assert A_NAME in page.text
    assert page.title.startswith(A_NAME)
    assert ("item_first", "Karin is lief") in page.fields()
    assert "#item_first" in page.anatomy.links
    assert 'class="prompt look" role="status" tabindex="-1" autofocus' in page.response.text


def test_it_may_be_sent_as_it_is_and_is_not_asked_about_again(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Karin is lief").press(ON)
    assert page.heading == "grade"
    again = page.press("Terug")
    assert A_NAME not in again.text
    assert again.press("Verder").heading == "grade"


def test_going_on_with_the_usual_button_is_as_good(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Karin is lief")
    assert page.press("Verder").heading == "grade"


def test_a_text_that_was_changed_is_looked_at_again(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Karin is lief")
    page = page.press("Verder", item_first="Karin is lief, bel haar: 06 12345678")
    assert SEVERAL in page.text
    assert "U heeft misschien een telefoonnummer opgeschreven" in page.text
    assert page.press("Verder", item_first="Zij is lief").heading == "grade"


def test_who_went_back_first_is_asked_when_they_go_on(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Niets").press("Verder", item_grade="8")
    page = page.press("Terug", item_last="Karin is lief").press("Verder")
    assert page.heading == "last"
    assert A_NAME not in page.text
    assert A_NAME in page.press("Versturen").text


def test_on_the_last_page_nothing_is_sent_before_the_answer(app: Flask, link: Link, content: Read) -> None:
    page = started(app, link).press("Verder", item_first="Niets").press("Verder", item_grade="8")
    page = page.press("Versturen", item_last="Mijn coach heet Karin")
    assert content()["responses.response"] == []
    page = page.press(AS_IT_IS)
    assert page.heading == "Dank u wel!"
    assert texts(content) == {"first": ("Niets", []), "last": ("Mijn coach heet Karin", ["name"])}


def test_the_same_text_at_another_question_is_another_text(app: Flask, link: Link) -> None:
    page = started(app, link).press("Verder", item_first="Karin").press(ON).press("Verder", item_grade="8")
    assert A_NAME in page.press("Versturen", item_last="Karin").text


def test_nothing_is_asked_about_ordinary_words(app: Flask, link: Link, content: Read) -> None:
    page = started(app, link).press("Verder", item_first="Meer tijd").press("Verder", item_grade="8")
    assert page.press("Versturen", item_last="De reistijd").heading == "Dank u wel!"
    assert [marks for _, marks in texts(content).values()] == [[], []]


def test_the_link_finds_the_page_and_its_text_again_and_does_not_ask_twice(app: Flask, link: Link) -> None:
    started(app, link).press("Verder", item_first="Karin is lief")
    page = Reader(app).open(link.path).press("Ga verder")
    assert page.heading == "first"
    assert ("item_first", "Karin is lief") in page.fields()
    assert page.press("Verder").heading == "grade"


def test_the_text_of_something_else_namely_is_looked_at_too(app: Flask, content: Read) -> None:
    link = invite(app, a_study(), a_questionnaire()).link
    page = started(app, link).press("Verder", item_grade="8")
    page = page.press("Verder", item_good="other", item_good__other="Mevrouw Jansen")
    assert A_NAME in page.text
    page = page.press(ON).press("Versturen", item_recommend="yes")
    assert texts(content) == {"good__other": ("Mevrouw Jansen", ["name"])}


def test_what_is_kept_while_answering_cannot_be_read(app: Flask, link: Link, content: Read) -> None:
    started(app, link).press("Verder", item_first="Karin is lief")
    (draft,) = content()["responses.draft"]
    assert b"Karin" not in draft[-1]
    assert b"name" not in draft[-1]


def test_asking_for_a_second_look_in_the_address_shows_nothing_where_there_is_nothing(app: Flask, link: Link) -> None:
    started(app, link)
    reader = Reader(app)
    reader.open(link.path).press("Start")
    assert "misschien" not in reader.open(f"{link.page('first')}?look=1").text
