"""The link that stops mails: looking changes nothing, one click stops, and the person can take it back."""

from collections.abc import Callable

import pytest
from flask import Flask

from survey.fieldwork.stop_links import Stop, seal, stop_key
from tests.fixtures.invited import Invited
from tests.fixtures.reader import Reader

from .conftest import Content

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def path(app: Flask, invited: Invited) -> str:
    """The link under the mail of the first person."""
    return link(app, Stop(1, invited.study.id, "nl"))


def link(app: Flask, stop: Stop) -> str:
    return f"/stop/{seal(stop_key(app.extensions['settings'].secret_key()), stop)}"


def test_looking_at_it_changes_nothing(app: Flask, path: str, content: Callable[[], Content]) -> None:
    before, reader = content(), Reader(app)
    for _time in range(5):
        assert [reader.ask(path, method).status_code for method in ("GET", "HEAD", "OPTIONS")] == [200, 200, 200]
        assert reader.ask(f"{path}/again").status_code == 405
    assert content() == before


def test_a_mail_program_stops_mails_with_one_click(app: Flask, path: str, content: Callable[[], Content]) -> None:
    for _time in range(2):
        answer = Reader(app).ask(path, "POST", data=ONE_CLICK)
        assert answer.status_code == 200
        assert not {"Set-Cookie", "Location"} & set(answer.headers.keys())
    ((contact, reason, _day),) = content()["contacts.suppression"]
    assert (contact, reason) == (1, "asked")


def test_a_person_stops_mails_and_takes_it_back(app: Flask, path: str, content: Callable[[], Content]) -> None:
    page = Reader(app).open(path)
    assert page.heading == "Wilt u geen mail meer?"
    assert page.press("Stuur mij geen mail meer").heading == "U krijgt geen mail meer"
    page = Reader(app).open(path)
    assert page.heading == "U krijgt geen mail meer"
    assert page.press("Stuur mij weer mail").heading == "U krijgt weer mail"
    assert content()["contacts.suppression"] == []


def test_it_touches_contacts_and_nothing_about_answers(app: Flask, path: str, content: Callable[[], Content]) -> None:
    before = content()
    Reader(app).ask(path, "POST")
    after = content()
    assert {table for table in after if after[table] != before[table]} == {"contacts.suppression"}


@pytest.mark.parametrize(("language", "heading"), [("en", "Do you want no more mail?"), ("ar", 'dir="rtl"')])
def test_it_speaks_the_language_of_the_mail(app: Flask, invited: Invited, language: str, heading: str) -> None:
    assert heading in Reader(app).ask(link(app, Stop(1, invited.study.id, language))).text


def test_whoever_was_erased_meanwhile_reads_the_same(app: Flask, invited: Invited) -> None:
    seen = Reader(app).send(link(app, Stop(999, invited.study.id, "nl")), [])
    assert seen.heading == "U krijgt geen mail meer"


@pytest.mark.parametrize("sealed", ["x", "A" * 80, "%00", "é"])
def test_a_link_that_broke_shows_the_page_for_broken_links(app: Flask, sealed: str) -> None:
    for method in ("GET", "POST"):
        answer = Reader(app).ask(f"/stop/{sealed}", method)
        assert answer.status_code == 404
        assert "Deze link werkt niet" in answer.text


def test_a_study_that_is_gone_has_no_page(app: Flask) -> None:
    assert Reader(app).open(link(app, Stop(1, "gone", "nl"))).status == 404
