"""The look of a study on its pages: a style sheet with its colour, its logo as a locked-up picture, a test banner."""

import pytest
from flask import Flask

from survey.questionnaires.look import embedded
from tests.fixtures.invited import Link, invite
from tests.fixtures.reader import Reader
from tests.fixtures.studies import a_questionnaire, a_study

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
LOOK = {"colour": "#7a1f5c", "logo": embedded("svg", SVG)}
BANNER = "Dit is een test. De antwoorden tellen niet mee."


@pytest.fixture
def link(app: Flask) -> Link:
    """A link to a study with a look."""
    return invite(app, a_study(look=LOOK), a_questionnaire()).link


def address(text: str, start: str) -> str:
    """The address in a page that begins so."""
    return text[text.index(start) :].partition('"')[0].replace("&amp;", "&")


def test_every_page_of_the_study_wears_its_colour_and_logo(app: Flask, link: Link) -> None:
    start = Reader(app).open(link.path)
    for page in (start, start.press("Start"), Reader(app).open("/thanks/proef")):
        text = page.response.text
        assert text.index("/assets/style.css") < text.index("/look/proef.css?v=")
        assert '<img class="logo" src="/look/proef/logo?v=' in text


def test_the_sheet_puts_the_colour_in_the_place_of_ours_and_may_be_kept(app: Flask, link: Link) -> None:
    reader = Reader(app)
    response = reader.ask(address(reader.open(link.path).response.text, "/look/proef.css"))
    assert "--accent:#7a1f5c;" in response.text
    assert "prefers-color-scheme: dark" in response.text
    assert response.content_type == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_logo_is_a_picture_in_which_nothing_runs(app: Flask, link: Link) -> None:
    reader = Reader(app)
    response = reader.ask(address(reader.open(link.path).response.text, "/look/proef/logo"))
    assert (response.content_type, response.data) == ("image/svg+xml", SVG)
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_study_without_a_look_has_ours(app: Flask) -> None:
    reader = Reader(app)
    text = reader.open(invite(app, a_study(), a_questionnaire()).link.path).response.text
    assert "/look/" not in text
    for nothing in ("/look/proef.css", "/look/proef/logo", "/look/unknown.css", "/look/unknown/logo"):
        assert reader.ask(nothing).status_code == 404


@pytest.mark.parametrize(("purpose", "told"), [("test", True), ("demo", False)])
def test_a_test_says_on_each_page_that_it_is_one(app: Flask, purpose: str, told: bool) -> None:
    start = Reader(app).open(invite(app, a_study(purpose=purpose), a_questionnaire()).link.path)
    for page in (start, start.press("Start"), Reader(app).open("/thanks/proef")):
        assert (BANNER in page.text) is told
