"""The code of a letter: one field, forgiving, and silent about what is wrong."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from survey.fieldwork.clock import fixed
from survey.fieldwork.codes import grouped
from survey.languages import translator
from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import Invited
from tests.fixtures.reader import Reader, Seen

from .conftest import Content

ASKED = "Heeft u een brief met een code?"
ABSENT = "ABCDEF-123456"


def type_in(app: Flask, code: str, language: str = "nl", path: str = "/code") -> Seen:
    return Reader(app, language).open(path).press(translator(language).gettext("Continue"), code=code)


def test_the_code_leads_to_the_start_page_of_the_link(app: Flask, invited: Invited) -> None:
    invited.post(invited.link)
    page = type_in(app, grouped(invited.link.code).lower())
    assert page.path == invited.link.path
    assert page.heading == "Wat vindt u van uw jobcoach?"
    page = page.press("Start").press("Verder")
    assert page.path == invited.link.page("grade")


def test_link_and_code_share_ticket_and_draft(app: Flask, invited: Invited) -> None:
    invited.post(invited.link)
    Reader(app).open(invited.link.path).press("Start").press("Verder").press("Verder", item_grade="7")
    page = type_in(app, invited.link.code).press("Ga verder")
    assert page.path == invited.link.page("there")
    assert ("item_grade", "7") in page.press("Terug").fields()


def test_who_has_answered_or_declined_sees_so_with_the_code_too(app: Flask, invited: Invited) -> None:
    invited.post(invited.link)
    type_in(app, invited.link.code).press("Nee, ik doe niet mee")
    assert type_in(app, invited.link.code).heading == "U doet niet mee"


def test_a_code_is_in_no_address_and_no_cookie(app: Flask, invited: Invited) -> None:
    invited.post(invited.link)
    reader = Reader(app)
    path, fields = reader.open("/code").sends("Verder", code=invited.link.code)
    response = reader.ask(path, "POST", data=dict(fields))
    assert (response.status_code, response.location) == (303, invited.link.path)
    assert invited.link.code not in str(reader.cookies())
    assert reader.ask(f"/code?code={invited.link.code}").status_code == 200, "an address never opens anything"


def without(page: Seen, code: str) -> str:
    """The page without what was typed, and without the word of the form."""
    word = next(value for form in page.anatomy.forms for name, value in form.fields if name == "csrf_token")
    return page.response.text.replace(f'value="{code}"', "").replace(word, "")


def test_unknown_mistyped_closed_and_late_codes_are_answered_alike(
    app: Flask, invited: Invited, settings: Settings, make_app: MakeApp
) -> None:
    invited.post(invited.link)
    late = make_app(settings, fixed(datetime.fromisoformat("2030-01-01")))
    tried = [(app, ABSENT), (app, ""), (app, "é"), (app, invited.link.code[:-1]), (late, invited.link.code)]
    pages = [(type_in(which, code), code) for which, code in tried]
    invited.close()
    pages.append((type_in(app, invited.link.code), invited.link.code))
    assert {page.status for page, _ in pages} == {404}
    assert len({without(page, code) for page, code in pages}) == 1


def test_a_wrong_code_comes_back_with_advice_and_with_what_was_typed(app: Flask, invited: Invited) -> None:
    page = type_in(app, ABSENT)
    assert page.title.startswith("Nog niet goed: ")
    assert "Deze code werkt niet" in page.text
    assert "#code" in page.anatomy.links
    assert ("code", ABSENT) in page.fields()
    invited.post(invited.link)
    assert page.press("Verder", code=invited.link.code).path == invited.link.path


def test_looking_changes_nothing(app: Flask, invited: Invited, content: Callable[[], Content]) -> None:
    invited.post(invited.link)
    before = content()
    for method in ("HEAD", "OPTIONS", *["GET"] * 3):
        Reader(app).ask("/code", method)
    assert content() == before


def test_a_post_from_elsewhere_opens_nothing(app: Flask, invited: Invited) -> None:
    invited.post(invited.link)
    assert Reader(app).ask("/code", "POST", data={"code": invited.link.code}).status_code == 400


@pytest.mark.parametrize("language", ["nl", "nl-x-easy", "en", "ar"])
def test_the_page_speaks_every_language_and_keeps_the_one_that_is_chosen(
    app: Flask, invited: Invited, language: str
) -> None:
    invited.post(invited.link)
    page = Reader(app).open(f"/code?lang={language}")
    words = translator(language).gettext
    assert f'<html lang="{language}"' in page.response.text
    assert page.heading == words("Do you have a letter with a code?")
    page = page.press(words("Continue"), code=invited.link.code)
    assert page.heading == invited.study.title[language]


def test_who_holds_a_letter_finds_the_page_from_a_link_that_does_not_work(app: Flask) -> None:
    page = Reader(app).open("/a/nonsense")
    assert page.status == 404
    assert "/code" in page.anatomy.links
    assert page.reader.open("/code").heading == ASKED
