"""A test round: the study for real, marked as a test, and gone with one press."""

import re

from sqlalchemy import func, select

from survey.fieldwork.keyring import Keyring
from survey.settings import Settings
from survey.storage.contacts import Contact, Outbox
from survey.storage.responses import Response, Ticket
from survey.storage.studies import StudyRow
from tests.fixtures.staff import ANALYST, RESEARCHER, stores_of

from .sheet import Desk

LINK = re.compile(r'href="https?://[^/"]+(/a/[^"]+)"')


def links(desk: Desk) -> list[str]:
    return LINK.findall(desk.page("setup/trial"))


def held(desk: Desk) -> dict[str, int]:
    """How many rows there are of everything."""
    stores = stores_of(desk.app)
    found = {}
    for maker, tables in ((stores.contacts, (Contact, Outbox)), (stores.responses, (Ticket, Response))):
        with maker() as session:
            for table in tables:
                found[table.__tablename__] = session.scalar(select(func.count()).select_from(table)) or 0
    return found


def test_a_test_round_has_a_link_for_each_language(desk: Desk) -> None:
    desk.prepare()
    assert links(desk) == []
    assert desk.post("setup/trial").status_code == 302
    assert len(links(desk)) == 2
    assert held(desk) == {"contact": 2, "outbox": 3, "ticket": 2, "response": 0}


def test_its_links_open_the_questions_marked_as_a_test(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/trial")
    page = desk.visitor.get(links(desk)[0]).text
    assert 'class="trial"' in page


def test_its_mails_go_to_whoever_tries_it_out(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/trial")
    with stores_of(desk.app).contacts() as session:
        assert set(session.scalars(select(Contact.address))) == {RESEARCHER, None}


def test_it_goes_with_one_press_and_leaves_nothing(desk: Desk, settings: Settings) -> None:
    desk.prepare()
    desk.post("setup/trial")
    assert Keyring(settings.keys).held() == {"proefstudie-trial"}
    assert desk.post("setup/trial/remove").status_code == 302
    assert held(desk) == {"contact": 0, "outbox": 0, "ticket": 0, "response": 0}
    assert Keyring(settings.keys).held() == set()
    with stores_of(desk.app).studies() as session:
        assert session.get(StudyRow, "proefstudie-trial") is None
    assert desk.post("setup/trial/remove").status_code == 302


def test_it_begins_anew_with_the_study_as_it_is(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/trial")
    before = links(desk)
    desk.send("setup/waves", {"chosen": "employer"}, "wave")
    desk.post("setup/trial")
    assert len(links(desk)) == 4
    assert set(before).isdisjoint(links(desk))


def test_waves_that_open_by_themselves_can_be_tried_at_once(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"waves.0.offset": "6 months"})
    desk.post("setup/trial")
    assert len(links(desk)) == 2


def test_what_is_not_right_is_not_tried(desk: Desk) -> None:
    desk.begin()
    answer = desk.post("setup/trial")
    assert answer.status_code == 409
    assert "cannot be tried out yet" in answer.text


def test_a_test_round_does_not_stand_among_the_studies(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/trial")
    assert "proefstudie-trial" not in desk.visitor.get("/studies").text
    assert desk.page().count("This study has begun") == 0


def test_a_study_of_that_name_that_is_no_trial_stays(desk: Desk) -> None:
    desk.open()
    with stores_of(desk.app).studies() as session:
        row = session.get_one(StudyRow, "proefstudie")
        session.add(
            StudyRow(id="proefstudie-trial", purpose="real", mode=row.mode, document=row.document, loaded=row.loaded)
        )
        session.commit()
    assert desk.post("setup/trial").status_code == 409
    with stores_of(desk.app).studies() as session:
        assert session.get(StudyRow, "proefstudie-trial") is not None


def test_links_are_for_who_invites(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/trial")
    assert Desk(desk.app, ANALYST).visitor.get(desk.address("setup/trial")).status_code == 403
