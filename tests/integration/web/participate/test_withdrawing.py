"""Removing one's answers: from the thank-you page and from the link, after a question, and only where that can be."""

from collections.abc import Callable

import pytest
from flask import Flask

from survey.questionnaires.study import Mode
from tests.fixtures.invited import Invited, Link, design, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study

from .conftest import Content

Read = Callable[[], Content]
REMOVE, SURE = "Verwijder mijn antwoorden", "Ja, verwijder mijn antwoorden"
LATER = "Wilt u uw antwoorden verwijderen? Open dan de link in uw mail opnieuw."


@pytest.fixture
def linked(app: Flask) -> Invited:
    """Twelve people in a linked study."""
    return invite(app, a_study(), a_questionnaire())


def sent(app: Flask, link: Link) -> Seen:
    """The thank-you page of somebody who said no, and why."""
    page = Reader(app).open(link.path).press("Start").press("Verder", item_grade="8").press("Verder", item_good="kind")
    return page.press("Versturen", item_recommend="no").press("Versturen", item_why="Druk")


def test_who_has_just_sent_their_answers_can_remove_them(app: Flask, linked: Invited, content: Read) -> None:
    asked = sent(app, linked.link).press(REMOVE)
    assert (asked.status, asked.heading) == (200, "Uw antwoorden verwijderen?")
    assert len(content()["responses.response"]) == 1, "nothing is removed before the person is sure"
    assert asked.press(SURE).heading == "Uw antwoorden zijn verwijderd"
    assert content()["responses.response"] == []


def test_the_link_removes_them_too_and_says_so_afterwards(app: Flask, linked: Invited, content: Read) -> None:
    sent(app, linked.link)
    received = Reader(app).open(linked.link.path)
    assert received.press(REMOVE).press(SURE).heading == "Uw antwoorden zijn verwijderd"
    assert Reader(app).open(linked.link.path).heading == "Uw antwoorden zijn verwijderd"
    assert content()["responses.response"] == []


def test_own_words_stay_and_that_is_said_before_sending_and_before_removing(
    app: Flask, linked: Invited, content: Read
) -> None:
    page = Reader(app).open(linked.link.path).press("Start").press("Verder", item_grade="8")
    assert "in eigen woorden" not in page.text
    page = page.press("Verder", item_good="kind").press("Versturen", item_recommend="no")
    assert "Wat u in eigen woorden schreef, blijft bewaard." in page.text
    page = page.press("Versturen", item_why="Druk").press(REMOVE)
    assert "Wat u in eigen woorden schreef, blijft bewaard." in page.text
    page.press(SURE)
    assert [row[3] for row in content()["responses.open_text"]] == ["Druk"]


def test_removing_twice_is_removing(app: Flask, linked: Invited) -> None:
    sure = sent(app, linked.link).press(REMOVE)
    for _ in range(2):
        assert sure.press(SURE).heading == "Uw antwoorden zijn verwijderd"


def test_only_the_responses_change_and_the_ticket_stays_used(app: Flask, linked: Invited, content: Read) -> None:
    page = sent(app, linked.link).press(REMOVE)
    before = content()
    page.press(SURE)
    after = content()
    assert {table for table in after if after[table] != before[table]} == {"responses.response", "studies.removal"}
    assert Reader(app).open(linked.link.path).anatomy.forms[0].buttons == {}


def test_nobody_elses_answers_are_removed(app: Flask, linked: Invited, content: Read) -> None:
    pages = [sent(app, link) for link in linked.links[:3]]
    pages[1].press(REMOVE).press(SURE)
    assert len(content()["responses.response"]) == 2
    assert Reader(app).open(linked.links[0].path).heading == "Uw antwoorden zijn ontvangen"


def test_a_device_that_was_still_answering_learns_that_they_were_removed(app: Flask, linked: Invited) -> None:
    other = Reader(app).open(linked.link.path).press("Start")
    sent(app, linked.link).press(REMOVE).press(SURE)
    page = other.press("Verder", item_grade="3")
    assert page.heading == "Uw antwoorden zijn verwijderd"
    assert "answer" not in page.reader.cookies()


def test_the_thank_you_page_leaves_nothing_in_the_browser(app: Flask, linked: Invited) -> None:
    page = sent(app, linked.link)
    assert page.reader.cookies() == {}
    assert linked.link.token not in page.response.text
    again = page.reader.open(page.path)
    assert again.anatomy.forms == []
    assert LATER in again.text


def test_the_thank_you_page_in_another_language_can_still_remove(app: Flask, linked: Invited, content: Read) -> None:
    page = sent(app, linked.link).press("English")
    assert page.heading == "Thank you!"
    page = page.press("Remove my answers")
    assert page.heading == "Remove your answers?"
    assert page.press("Nederlands").press(SURE).heading == "Uw antwoorden zijn verwijderd"
    assert content()["responses.response"] == []


def test_a_right_that_is_none_removes_nothing(app: Flask, linked: Invited, content: Read) -> None:
    page = sent(app, linked.link)
    _, fields = page.sends(REMOVE)
    right = dict(fields)["right"]
    open_link = Reader(app).open(linked.links[1].path).press("Start")
    for forged in ("", "nonsense", right[:-4], open_link.reader.cookies()["answer"]):
        refused = Reader(app).send("/withdraw", [("right", forged), ("sure", "nl")])
        assert (refused.status, refused.heading) == (404, "Deze link werkt niet")
    assert len(content()["responses.response"]) == 1


def test_where_answers_carry_no_code_nobody_can_remove_them_and_that_is_said_beforehand(app: Flask) -> None:
    link = invite(app, a_study(mode=Mode.UNLINKED), a_questionnaire()).link
    start = Reader(app).open(link.path)
    assert "niet meer" in start.text
    page = start.press("Start").press("Verder", item_grade="8").press("Verder", item_good="kind")
    page = page.press("Versturen", item_recommend="no")
    assert "Na het versturen kan niemand uw antwoorden meer verwijderen." in page.text
    page = page.press("Versturen", item_why="Druk")
    assert page.heading == "Dank u wel!"
    for shown in (page, Reader(app).open(link.path)):
        assert shown.anatomy.forms == []
        assert "verwijder" not in shown.text


def test_who_wants_no_part_has_nothing_to_remove(app: Flask) -> None:
    page = Reader(app).open(invite(app, *design(mode=Mode.LINKED)).link.path).press("Nee, ik doe niet mee")
    assert page.anatomy.forms == []
