"""The door of an open study: looking changes nothing, Start gives a right of one's own, and pages say what is true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from survey.extensions import Stores
from survey.fieldwork.clock import AMSTERDAM
from survey.questionnaires.study import Mode
from survey.settings import Settings
from survey.storage.responses import Failures, Response, Ticket
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import Invited, design, open_to_all
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study

from .conftest import Content

NOBODY_KNOWS = "Wij weten niet wie u bent."


def a_door(app: Flask, *, group_code: bool = False) -> Invited:
    study, asked = design(mode=Mode.OPEN)
    return open_to_all(app, study.model_copy(update={"group_code": group_code}), asked)


@pytest.fixture
def door(app: Flask) -> Invited:
    """The Amsterdam study, open to everybody."""
    return a_door(app)


@pytest.fixture
def small(app: Flask) -> Invited:
    """A study with few questions, open to everybody."""
    return open_to_all(app, a_study(), a_questionnaire())


def rows(app: Flask, table: type[Ticket] | type[Response] | type[Failures]) -> int:
    stores: Stores = app.extensions["stores"]
    with stores.responses() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def sent(page: Seen) -> Seen:
    """Everything is answered, and sent."""
    page = page.press("Start").press("Verder", item_grade="8").press("Verder", item_good="kind")
    return page.press("Versturen", item_recommend="yes") if "Versturen" in page.text else page.press("Verder")


def test_the_door_says_who_asks_and_that_nobody_knows_who_takes_part(app: Flask, door: Invited) -> None:
    page = Reader(app).open(door.link.path)
    assert page.heading == "Wat vindt u van uw jobcoach?"
    for part in (NOBODY_KNOWS, "Meedoen is vrijwillig.", "Op elke pagina staat daarvoor uw eigen link.", "groepen van"):
        assert part in page.text
    for part in ("dezelfde link", "Ik wil niet meedoen", "los van uw naam", "mail"):
        assert part not in page.text.replace("helpdesk@example.org", "")


def test_looking_at_the_door_changes_nothing(app: Flask, door: Invited, content: Callable[[], Content]) -> None:
    before = content()
    for method in ("HEAD", "OPTIONS", *["GET"] * 5):
        Reader(app).ask(door.link.path, method)
    assert content() == before


def test_everybody_who_starts_gets_a_form_of_their_own(app: Flask, door: Invited) -> None:
    pages = [Reader(app).open(door.link.path).press("Start") for _ in range(3)]
    assert len({page.path.split("/")[2] for page in pages}) == rows(app, Ticket) == 3


def test_the_link_on_a_page_leads_back_to_what_was_filled_in(app: Flask, small: Invited) -> None:
    page = Reader(app).open(small.link.path).press("Start").press("Verder", item_grade="8")
    (own,) = (address for address in page.anatomy.links if "/a/" in address)
    assert own.startswith(app.extensions["settings"].public_url)
    again = Reader(app).open(urlsplit(own).path)
    assert "Verdergaan" in again.text or "Ga verder" in again.text
    assert NOBODY_KNOWS in again.text
    assert "geen mail" not in again.text
    assert again.press(next(iter(again.anatomy.forms[0].buttons))).path.endswith("/good")


def test_no_link_of_ones_own_stands_on_the_pages_of_who_was_invited(app: Flask, invited: Invited) -> None:
    page = Reader(app).open(invited.link.path).press("Start")
    assert not [address for address in page.anatomy.links if "/a/" in address]
    assert "met dezelfde link" in page.text


def test_after_sending_the_browser_says_received_and_knows_no_more(app: Flask, small: Invited) -> None:
    reader = Reader(app)
    page = sent(reader.open(small.link.path))
    assert rows(app, Response) == 1, page.text
    again = reader.open(small.link.path)
    assert again.heading == "Uw antwoorden zijn ontvangen"
    assert "Start" not in {words for form in again.anatomy.forms for words in form.buttons}
    kept = reader.cookies()
    assert kept["received"] == "yes"
    assert set(kept) <= {"received", "werkpeil"}


def test_a_browser_that_sent_answers_begins_again_only_for_somebody_else(app: Flask, small: Invited) -> None:
    reader = Reader(app)
    sent(reader.open(small.link.path))
    path, fields = reader.open(small.link.path).sends("Starten voor iemand anders")
    refused = reader.ask(path, "POST", data={name: value for name, value in fields if name != "again"})
    assert (refused.status_code, urlsplit(refused.headers["Location"]).path) == (303, small.link.path)
    assert rows(app, Ticket) == 1
    assert reader.open(small.link.path).press("Starten voor iemand anders").path.endswith("/grade")
    assert rows(app, Ticket) == 2


def test_who_begins_very_often_has_to_wait_and_everybody_else_has_not(settings: Settings, make_app: MakeApp) -> None:
    moment = [datetime(2026, 11, 20, 9, 30, tzinfo=AMSTERDAM)]
    app = make_app(settings.model_copy(update={"starts_per_half_hour": 3}), lambda: moment[0])
    path = open_to_all(app, a_study(), a_questionnaire()).link.path
    statuses = [Reader(app).open(path).press("Start").status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    page = Reader(app).open(path).press("Start")
    assert "Probeer het over een half uur nog eens." in page.text
    assert rows(app, Ticket) == 3
    moment[0] += timedelta(minutes=30)
    assert Reader(app).open(path).press("Start").status == 200


def test_the_counter_knows_no_address(app: Flask, small: Invited) -> None:
    Reader(app).open(small.link.path).press("Start")
    stores: Stores = app.extensions["stores"]
    with stores.responses() as session:
        (row,) = session.scalars(select(Failures))
    assert len(row.key) == 16
    assert b"127.0.0.1" not in row.key


def test_a_group_types_its_code_and_comes_to_the_same_door(app: Flask) -> None:
    door = a_door(app, group_code=True)
    reader = Reader(app)
    page = reader.open(door.link.path)
    assert page.heading == "Typ de code van uw groep"
    spaced = f" {door.link.code[:3].lower()} {door.link.code[3:]}"
    page = page.press("Verder", code=spaced)
    assert urlsplit(page.path).path.endswith(f"/{door.link.code}")
    assert NOBODY_KNOWS in page.text
    assert page.press("Start").status == 200
    assert rows(app, Ticket) == 1


def test_without_its_code_nobody_starts(app: Flask) -> None:
    door = a_door(app, group_code=True)
    reader = Reader(app)
    path, fields = reader.open(f"{door.link.path}/{door.link.code}").sends("Start")
    assert path.endswith(door.link.code)
    for wrong in (door.link.path, f"{door.link.path}/ABCDEF"):
        assert reader.ask(wrong, "POST", data=dict(fields)).status_code == 303
    assert rows(app, Ticket) == 0


def test_who_guesses_codes_is_counted(settings: Settings, make_app: MakeApp) -> None:
    app = make_app(settings.model_copy(update={"failures_per_minute": 2}))
    door = a_door(app, group_code=True)
    reader = Reader(app)
    pages = [reader.open("/j").press("Verder", code="AAAAAA"), reader.open(f"{door.link.path}/BBBBBB")]
    assert [page.status for page in pages] == [404, 404]
    assert all("Deze code werkt niet" in page.text for page in pages)
    assert reader.open("/j").press("Verder", code="CCCCCC").status == 429


@pytest.mark.parametrize("path", ["/j/nowhere/single", "/j/amsterdam-jobcoaching/other"])
def test_where_there_is_no_door_the_page_says_so(app: Flask, door: Invited, path: str) -> None:
    assert door.study.id in "/j/amsterdam-jobcoaching/other"
    page = Reader(app).open(path)
    assert (page.status, page.heading) == (404, "Deze vragenlijst is niet open")


def test_a_closed_door_says_whom_to_ask(app: Flask, door: Invited) -> None:
    path, fields = Reader(app).open(door.link.path).sends("Start")
    door.close()
    reader = Reader(app)
    page = reader.open(door.link.path)
    assert (page.status, page.heading) == (404, "Deze vragenlijst is niet open")
    assert "helpdesk@example.org" in page.text
    assert reader.ask(path, "POST", data=dict(fields)).status_code in (400, 404)
    assert rows(app, Ticket) == 0


def test_a_study_with_links_of_its_own_shows_no_door(app: Flask, invited: Invited) -> None:
    page = Reader(app).open(f"/j/{invited.study.id}/{invited.study.waves[0].id}")
    assert page.status == 404
    assert "helpdesk@example.org" not in page.text


def test_declining_says_nothing_of_mails(app: Flask, small: Invited) -> None:
    page = Reader(app).open(small.link.path).press("Start")
    (own,) = (address for address in page.anatomy.links if "/a/" in address)
    start = Reader(app).open(urlsplit(own).path)
    assert "U kunt de link daarna niet meer gebruiken." in start.text
    assert start.press("Nee, ik doe niet mee").status == 200


def test_the_privacy_page_says_that_there_is_no_list(app: Flask, door: Invited) -> None:
    page = Reader(app).open(f"/privacy/{door.study.id}")
    for part in (NOBODY_KNOWS, "Wij vragen geen naam en geen adres.", "Dat aantal bewaren wij een uur"):
        assert part in page.text
    for part in ("uitnodigingen", "De sleutel", "sleutels van dit onderzoek", "Adressen:"):
        assert part not in page.text
