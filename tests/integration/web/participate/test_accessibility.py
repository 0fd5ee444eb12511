"""The accessibility page says what was tested when, what does not work, and whom to tell."""

import pytest
from babel.dates import format_date
from flask import Flask

from survey.languages import translator
from survey.settings import Settings
from survey.web.statement import statement
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import Invited
from tests.fixtures.reader import Reader


@pytest.mark.parametrize("language", ["nl", "nl-x-easy", "en", "ar"])
def test_the_page_tells_the_statement_in_every_language(app: Flask, language: str) -> None:
    page = Reader(app).open(f"/accessibility?lang={language}")
    words = translator(language).gettext
    assert page.heading == words("Accessibility")
    methods, gaps = statement().said()
    for message in (*methods, *gaps):
        assert words(message) in page.text
    assert format_date(statement().tested, "d MMMM y", locale=language.partition("-")[0]) in page.text
    assert statement().standard in page.text


@pytest.mark.parametrize(("contact", "shown"), [(None, "onderzoek@werkpeil.example"), ("site@example.org",) * 2])
def test_it_names_whom_to_write_to(settings: Settings, make_app: MakeApp, contact: str | None, shown: str) -> None:
    app = make_app(settings.model_copy(update={"contact": contact}))
    assert f"mailto:{shown}" in Reader(app).open("/accessibility").anatomy.links


def test_every_page_of_a_participant_leads_to_it(app: Flask, invited: Invited) -> None:
    start = Reader(app).open(invited.link.path)
    pages = [start, start.press("Start"), Reader(app).open("/a/nonsense"), Reader(app).open("/code")]
    assert all("/accessibility?lang=nl" in page.anatomy.links for page in pages)
