"""The language switch: on every page, for what the study offers, without losing what was typed, and kept."""

from collections.abc import Callable

import pytest
from flask import Flask

from survey.languages import translator
from tests.fixtures.invited import Invited, Link, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study

from .conftest import Content


@pytest.fixture
def short(app: Flask) -> Link:
    """A link to four questions in Dutch and English."""
    return invite(app, a_study(), a_questionnaire()).link


def started(app: Flask, link: Link) -> Seen:
    return Reader(app).open(link.path).press("Start")


def tongue(page: Seen) -> str:
    return page.response.text.partition('<html lang="')[2].partition('"')[0]


def test_choosing_a_language_keeps_what_was_typed_and_stays_on_the_page(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8")
    page = page.press("English", item_good=["other"], item_good__other="De koffie")
    assert (tongue(page), page.heading, page.status) == ("en", "good", 200)
    assert {("item_good", "other"), ("item_good__other", "De koffie")} <= set(page.fields())
    page = page.press("Nederlands", item_good=[], item_good__other="")
    assert (tongue(page), page.fields()) == ("nl", [("item_good__other", "")])


def test_a_language_that_was_chosen_on_the_way_is_kept_until_the_end(app: Flask, short: Link) -> None:
    page = started(app, short).press("English").press("Continue", item_grade="8").press("Continue", item_good="kind")
    assert tongue(page) == "en"
    page = page.press("Send", item_recommend="yes")
    assert (tongue(page), page.heading) == ("en", "Thank you!")
    assert tongue(page.press("Nederlands")) == "nl"


def test_another_device_goes_on_in_the_same_language(app: Flask, short: Link) -> None:
    started(app, short).press("English", item_grade="8")
    start = Reader(app).open(short.path)
    assert (tongue(start), start.press("Go on").heading) == ("en", "grade")
    assert tongue(Reader(app).open(f"{short.path}?lang=nl")) == "nl"


def test_the_language_in_a_draft_cannot_be_read_in_the_database(
    app: Flask, short: Link, content: Callable[[], Content]
) -> None:
    started(app, short).press("English", item_grade="8")
    ((_key, rev, sealed),) = content()["responses.draft"]
    assert (rev, b"en" in sealed[:2], b"grade" in sealed) == (1, False, False)


def test_the_language_of_the_response_is_that_of_the_invitation(
    app: Flask, short: Link, content: Callable[[], Content]
) -> None:
    page = started(app, short).press("English").press("Continue", item_grade="8").press("Continue", item_good="kind")
    page.press("Send", item_recommend="yes")
    assert content()["responses.response"][0][6] == "nl"


def test_a_text_that_cannot_be_is_kept_and_explained_in_the_other_language(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8")
    page = page.press("English", item_good=["kind", "nothing"])
    assert (page.status, tongue(page)) == (422, "en")
    assert {("item_good", "kind"), ("item_good", "nothing")} <= set(page.fields())
    assert tongue(page.press("Continue", item_good="kind")) == "en"


def test_only_languages_of_the_study_can_be_chosen(app: Flask, short: Link) -> None:
    page = started(app, short)
    assert set(page.anatomy.forms[0].afar) == {"English", "Verder"}
    path, fields = page.sends("English")
    for asked in ("ar", "xx", "nl-x-easy", ""):
        given = [(name, asked if name == "lang" else value) for name, value in fields]
        assert tongue(page.reader.send(path, given)) == "nl"
    assert tongue(Reader(app).open(f"{short.path}?lang=ar")) == "nl"


def test_enter_in_a_text_field_goes_on_and_never_switches(app: Flask, short: Link) -> None:
    text = started(app, short).response.text
    buttons = [each for each in text.split("<button")[1:] if 'type="submit"' in each]
    assert 'name="go" value="on"' in buttons[0]


def test_a_study_in_one_language_has_no_switch(app: Flask) -> None:
    dutch = {"languages": ["nl"]}
    page = started(app, invite(app, a_study(**dutch), a_questionnaire(**dutch)).link)
    assert 'class="tongues"' not in page.response.text


@pytest.mark.parametrize("language", ["nl-x-easy", "en", "ar"])
def test_every_page_can_be_read_in_every_language(app: Flask, invited: Invited, language: str) -> None:
    words = translator(language).gettext
    reader = Reader(app)
    name = words("The name of this language")
    gone = reader.open("/a/nonsense")
    question = reader.open(invited.link.path).press("Start")
    declined = reader.open(invited.links[1].path).press("Nee, ik doe niet mee")
    stranger = Reader(app)
    lost = stranger.open(question.path)
    for page in (gone, declined, lost, reader.open("/thanks/amsterdam-jobcoaching")):
        assert f"?lang={language}" in page.anatomy.links
        assert tongue(page.reader.open(f"{page.path.partition('?')[0]}?lang={language}")) == language
    assert tongue(question.press(name)) == language


def test_a_form_that_cannot_be_trusted_says_so_in_every_language(app: Flask, short: Link) -> None:
    page = Reader(app).send(short.path, [])
    assert page.status == 400
    assert {"?lang=en", "?lang=ar"} <= set(page.anatomy.links)
