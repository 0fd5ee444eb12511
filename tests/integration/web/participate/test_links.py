"""The personal link: what it shows, to whom, and that looking at it changes nothing."""

from collections.abc import Callable
from datetime import datetime
from http.cookies import SimpleCookie

import pytest
from flask import Flask

from survey.fieldwork.clock import fixed
from survey.languages import translator
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Mode
from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import Invited, design, invite
from tests.fixtures.reader import Reader

from .conftest import Content

UNKNOWN = "A" * 32


def test_the_start_page_says_who_asks_why_how_long_and_that_it_is_voluntary(app: Flask, invited: Invited) -> None:
    page = Reader(app).open(invited.link.path)
    assert page.heading == "Wat vindt u van uw jobcoach?"
    for part in (
        "Gemeente Amsterdam",
        "Met uw antwoorden kunnen wij de hulp beter maken.",
        "ongeveer 5 minuten",
        "Meedoen is vrijwillig.",
        "geen gevolgen voor uw uitkering of voor de hulp van uw jobcoach",
        "U kunt stoppen en later verdergaan met dezelfde link.",
        "groepen van minstens 10 mensen",
        "helpdesk@example.org",
    ):
        assert part in page.text


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        (Mode.UNLINKED, "maar niet van wie ze zijn.", "willekeurige code"),
        (
            Mode.LINKED,
            "Uw antwoorden staan los van uw naam. Wij bewaren ze onder een willekeurige code.",
            "Niemand kan",
        ),
    ],
)
def test_who_sees_the_answers_follows_the_mode_of_the_study(app: Flask, mode: Mode, said: str, unsaid: str) -> None:
    page = Reader(app).open(invite(app, *design(mode=mode)).link.path)
    assert said in page.text
    assert unsaid not in page.text


def test_only_participants_read_about_benefits(app: Flask) -> None:
    study, asked = design()
    asked = asked.model_copy(update={"audience": Audience.EMPLOYER})
    study = study.model_copy(update={"waves": (study.waves[0].model_copy(update={"audience": Audience.EMPLOYER}),)})
    page = Reader(app).open(invite(app, study, asked).link.path)
    assert "Meedoen is vrijwillig." in page.text
    assert "uitkering" not in page.text


def test_looking_at_a_link_changes_nothing(app: Flask, invited: Invited, content: Callable[[], Content]) -> None:
    before = content()
    addresses = [invited.link.path, invited.link.path + "/decline", invited.link.page("grade")]
    for address in addresses:
        reader = Reader(app)
        for method in ("HEAD", "OPTIONS", *["GET"] * 5):
            reader.ask(address, method)
    assert content() == before
    assert Reader(app).open(invited.link.path).press("Start").status == 200


def test_start_moves_the_token_from_the_address_to_a_sealed_cookie(app: Flask, invited: Invited) -> None:
    reader = Reader(app)
    path, fields = reader.open(invited.link.path).sends("Start")
    response = reader.ask(path, "POST", data=dict(fields))
    assert response.status_code == 303
    assert response.location == invited.link.page("welcome")
    (cookie,) = [each for each in response.headers.getlist("Set-Cookie") if each.startswith("answer=")]
    morsel = SimpleCookie(cookie)["answer"]
    assert invited.link.token not in cookie
    assert (morsel["httponly"], morsel["samesite"], morsel["secure"]) == (True, "Lax", "")
    assert morsel["path"] == invited.link.page("")[:-1]


def test_the_cookie_goes_over_https_only_where_there_is_https(settings: Settings, make_app: MakeApp) -> None:
    app = make_app(settings.model_copy(update={"public_url": "https://werkpeil.example"}))
    link = invite(app, *design()).link
    reader = Reader(app)
    page = reader.open(link.path)
    path, fields = page.sends("Start")
    response = reader.ask(path, "POST", data=dict(fields))
    cookies = response.headers.getlist("Set-Cookie") + page.response.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"answer", "werkpeil"}
    assert all("; Secure" in cookie for cookie in cookies)


def test_a_language_that_was_chosen_is_kept(app: Flask, invited: Invited) -> None:
    page = Reader(app).open(f"{invited.link.path}?lang=en")
    assert page.heading == "What do you think of your job coach?"
    page = page.press("Start").press("Continue")
    assert page.heading == "What grade do you give the help of your job coach?"
    assert "/en" not in page.path
    assert "lang" not in page.path


@pytest.mark.parametrize(("language", "direction"), [("nl-x-easy", "ltr"), ("ar", "rtl")])
def test_a_participant_answers_in_a_language_that_only_participants_read(
    app: Flask, invited: Invited, language: str, direction: str
) -> None:
    words = translator(language).gettext
    page = Reader(app).open(f"{invited.link.path}?lang={language}")
    assert page.heading == invited.study.title[language]
    page = page.press(words("Start"))
    assert f'<html lang="{language}" dir="{direction}">' in page.response.text
    page = page.press(words("Continue"))
    assert page.heading == invited.questionnaire.item("grade").text[language]


def test_every_language_of_the_study_is_offered_by_its_own_name(app: Flask, invited: Invited) -> None:
    text = Reader(app).open(invited.link.path).response.text
    for name in ("Nederlands", "Makkelijk Nederlands", "English", "العربية"):
        assert f">{name}<" in text


def test_the_language_of_the_invitation_wins_from_that_of_the_browser(app: Flask) -> None:
    link = invite(app, *design(), language="en").link
    page = Reader(app, language="nl").open(link.path)
    assert '<html lang="en" dir="ltr">' in page.response.text
    assert page.heading == "What do you think of your job coach?"


def unknown(app: Flask, path: str) -> tuple[int, str]:
    page = Reader(app).open(path)
    return page.status, page.response.text


def test_links_that_give_no_right_show_one_and_the_same_page(
    app: Flask, invited: Invited, settings: Settings, make_app: MakeApp
) -> None:
    status, body = unknown(app, f"/a/{UNKNOWN}")
    assert status == 404
    assert "Open de mail met de link opnieuw." in body
    late = make_app(settings, fixed(datetime.fromisoformat("2030-01-01")))
    wrong = [
        (app, f"/a/{path}") for path in ("nonsense", UNKNOWN.lower(), UNKNOWN + "A", f"{UNKNOWN}/more/", "%00", "é")
    ]
    expired = (late, invited.link.path)
    assert {unknown(*each) for each in [*wrong, expired]} == {(status, body)}
    invited.close()
    assert unknown(app, invited.link.path) == (status, body)


def test_a_link_works_until_and_including_its_last_day(
    app: Flask, invited: Invited, settings: Settings, make_app: MakeApp
) -> None:
    text = Reader(app).open(invited.link.path).text
    today = app.extensions["clock"]().date()
    last = datetime.fromordinal(today.toordinal() + 42)
    assert f"tot en met {last.day} " in text
    on_time, late = (make_app(settings, fixed(last.replace(day=last.day, hour=hour))) for hour in (23, 0))
    assert unknown(on_time, invited.link.path)[0] == 200
    after = make_app(settings, fixed(datetime.fromordinal(last.toordinal() + 1)))
    assert unknown(late, invited.link.path)[0] == 200
    assert unknown(after, invited.link.path)[0] == 404


def test_who_starts_with_a_link_that_gives_no_right_gets_the_same_page(app: Flask, invited: Invited) -> None:
    reader = Reader(app)
    _, fields = reader.open(invited.link.path).sends("Start")
    for path in (f"/a/{UNKNOWN}", f"/a/{UNKNOWN}/decline"):
        page = reader.send(path, fields)
        assert (page.status, page.heading) == (404, "Deze link werkt niet")


def test_somebody_who_declines_gets_a_page_of_their_own_and_leaves_nothing(
    app: Flask, invited: Invited, content: Callable[[], Content]
) -> None:
    page = Reader(app).open(invited.link.path).press("Start").press("Verder").press("Verder", item_grade="8")
    assert len(content()["responses.draft"]) == 1
    start = page.reader.open(invited.link.path)
    assert "Wat u al heeft ingevuld, verwijderen wij." in start.text
    declined = start.press("Nee, ik doe niet mee")
    assert (declined.status, declined.heading) == (200, "U doet niet mee")
    assert content()["responses.draft"] == []
    assert Reader(app).open(invited.link.path).heading == "U doet niet mee"
    assert page.press("Verder", item_there="always").heading == "U doet niet mee"
    assert content()["responses.draft"] == []


def test_who_declines_in_another_language_reads_the_rest_in_it_too(app: Flask, invited: Invited) -> None:
    start = Reader(app).open(f"{invited.link.path}?lang=en")
    assert start.press("No, I do not take part").heading == "You do not take part"


def test_declining_twice_is_declining(app: Flask, invited: Invited) -> None:
    start = Reader(app).open(invited.link.path)
    for _ in range(2):
        assert start.press("Nee, ik doe niet mee").heading == "U doet niet mee"
    assert start.press("Start").heading == "U doet niet mee"


def test_a_post_without_the_word_from_the_page_starts_nothing(
    app: Flask, invited: Invited, content: Callable[[], Content]
) -> None:
    before = content()
    for path in (invited.link.path, invited.link.path + "/decline"):
        page = Reader(app).send(path, [])
        assert (page.status, page.heading) == (400, "Wij kunnen niet zien dat u het bent")
    assert content() == before


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_a_forged_host_never_ends_up_in_a_page(app: Flask, invited: Invited, header: str) -> None:
    forged = "host=evil.example" if header == "Forwarded" else "evil.example"
    response = Reader(app).ask(invited.link.path, headers={header: forged})
    assert response.status_code == (400 if header == "Host" else 200)
    assert "evil.example" not in response.text


def test_every_link_is_another_form(app: Flask, invited: Invited) -> None:
    reader = Reader(app)
    first, second = (reader.open(link.path).press("Start").press("Verder") for link in invited.links[:2])
    assert first.path != second.path
    first.press("Verder", item_grade="3")
    assert ("item_grade", "3") not in reader.open(second.path).fields()
    assert ("item_grade", "3") in reader.open(first.path).fields()


def test_the_cookie_of_one_form_opens_no_other(app: Flask, invited: Invited) -> None:
    reader = Reader(app)
    page = reader.open(invited.links[0].path).press("Start")
    stranger = Reader(app)
    for path, status in ((page.path, 200), (invited.links[1].page("welcome"), 403)):
        stranger.client.set_cookie("answer", reader.cookies()["answer"], domain="127.0.0.1")
        assert stranger.ask(path).status_code == status
