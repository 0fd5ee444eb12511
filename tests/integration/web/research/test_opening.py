"""Approval and opening: what happens is told before, and done only by who may."""

from collections.abc import Sequence

import pytest
from sqlalchemy import delete, select

from survey.storage.contacts import Outbox
from survey.storage.responses import Ticket
from survey.storage.studies import Acceptance, AuditEntry, Preparation, WaveRow
from tests.fixtures.staff import ANALYST, FIELDWORKER, OWNER, stores_of

from .sheet import Desk, Forms


def stages(desk: Desk) -> list[str]:
    with stores_of(desk.app).studies() as session:
        return list(session.scalars(select(WaveRow.stage).order_by(WaveRow.id)))


def mails(desk: Desk) -> Sequence[Outbox]:
    with stores_of(desk.app).contacts() as session:
        return session.scalars(select(Outbox)).all()


def test_what_lacks_something_is_not_approved_and_the_page_says_what(desk: Desk) -> None:
    desk.begin()
    assert "Still missing or wrong" in desk.page("setup/approval")
    answer = desk.post("setup/approval")
    assert answer.status_code == 409
    assert "cannot be approved yet" in answer.text
    assert stages(desk) == []


def test_an_approved_study_says_who_approved_it(desk: Desk) -> None:
    desk.prepare()
    assert desk.post("setup/approval").status_code == 302
    assert "Approved by researcher@example.org" in desk.page("setup/approval")
    assert "Approved by researcher@example.org." in desk.page()
    assert stages(desk) == ["planned"]


def test_an_owner_approves_and_opens_and_sees_no_contacts(desk: Desk) -> None:
    desk.prepare()
    desk.people()
    owner = Desk(desk.app, OWNER)
    owner.post("setup/approval")
    assert "12 people" in owner.page("setup/opening")
    assert owner.post("setup/opening", {"wave": "participant"}).status_code == 302
    assert stages(desk) == ["open"]
    with stores_of(desk.app).studies() as session:
        assert "owner@example.org" in set(session.scalars(select(AuditEntry.actor)))


@pytest.mark.parametrize("who", [FIELDWORKER, ANALYST])
def test_nobody_else_opens(desk: Desk, who: str) -> None:
    desk.prepare()
    desk.people()
    desk.post("setup/approval")
    somebody = Desk(desk.app, who)
    assert "An owner of the programme opens it." in somebody.page("setup/opening")
    assert somebody.post("setup/opening", {"wave": "participant"}).status_code == 403
    assert stages(desk) == ["planned"]


def test_before_it_opens_the_page_says_how_many_mails_leave_on_which_day(desk: Desk) -> None:
    desk.prepare()
    desk.people(13)
    desk.post("setup/approval")
    page = desk.page("setup/opening")
    assert page.count("13 people") == 4
    assert "first reminder" in page
    desk.post("setup/opening", {"wave": "participant"})
    assert len(mails(desk)) == 3 * 13


def test_what_changed_after_approval_does_not_open(desk: Desk) -> None:
    desk.prepare()
    desk.people()
    desk.post("setup/approval")
    desk.send("setup/about", {"title.nl": "Toch anders"})
    assert "It was changed since" in desk.page()
    answer = desk.post("setup/opening", {"wave": "participant"})
    assert answer.status_code == 409
    assert "is not approved as it stands now" in answer.text
    assert stages(desk) == ["planned"]
    desk.post("setup/approval")
    assert desk.post("setup/opening", {"wave": "participant"}).status_code == 302


def test_too_few_people_open_only_with_a_reason(desk: Desk) -> None:
    desk.prepare()
    desk.people(3)
    desk.post("setup/approval")
    answer = desk.post("setup/opening", {"wave": "participant"})
    assert answer.status_code == 409
    assert "Only 3 people wait for this wave; a group needs at least 10." in answer.text
    assert "--accept" not in answer.text
    assert desk.post("setup/opening", {"wave": "participant", "small": "Een proef"}).status_code == 302
    with stores_of(desk.app).studies() as session:
        assert any("Een proef" in each for each in session.scalars(select(AuditEntry.detail)))


def test_people_who_stand_out_open_only_with_a_reason(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/background", {}, "attribute")
    words = {
        f"attributes.0.{place}.{tag}": "Woord"
        for place in ("text", "classes.0.text", "classes.1.text")
        for tag in ("nl", "en")
    }
    desk.send("setup/background", {"attributes.0.id": "region", **words})
    rows = "".join(f"p{each}@example.org,{'first' if each else 'second'}\n" for each in range(12))
    values = desk.upload(f"email,region\n{rows}".encode())
    fields = Forms(values.text).fields
    fields["do"] = "import"
    desk.post("setup/contacts", fields)
    desk.post("setup/approval")
    assert "are the only ones" in desk.post("setup/opening", {"wave": "participant"}).text
    desk.post("setup/opening", {"wave": "participant", "cells": "Iedereen weet het"})
    with stores_of(desk.app).studies() as session:
        assert session.scalars(select(Acceptance.reason)).all() == ["Iedereen weet het"]


def test_nobody_on_the_panel_is_told(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/approval")
    assert "Nobody is on the panel for this wave." in desk.page("setup/opening")
    assert desk.post("setup/opening", {"wave": "participant"}).status_code == 409


def test_a_wave_with_an_offset_is_set_going(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"waves.0.offset": "0 months"})
    desk.post("setup/approval")
    assert "It opens by itself when enough people do." in desk.page("setup/opening")
    assert desk.post("setup/opening", {"wave": "participant"}).status_code == 302
    assert stages(desk) == ["open"]
    assert mails(desk) == []


def test_tickets_are_there_when_it_is_open(desk: Desk) -> None:
    desk.open()
    with stores_of(desk.app).responses() as session:
        assert len(session.scalars(select(Ticket.hash)).all()) == 12
    assert desk.post("setup/opening", {"wave": "participant"}).status_code == 409


def test_a_second_person_has_to_approve_where_the_study_says_so(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/about", {"second_person": "yes"})
    answer = desk.post("setup/approval")
    assert answer.status_code == 409
    assert "by somebody else than who prepared it" in answer.text
    assert Desk(desk.app, OWNER).post("setup/approval").status_code == 302


def test_an_unknown_wave_opens_nothing(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/approval")
    assert desk.post("setup/opening", {"wave": "nothing"}).status_code == 409


def test_a_study_from_a_file_has_no_set_up_here(desk: Desk) -> None:
    desk.open()
    with stores_of(desk.app).studies() as session:
        session.execute(delete(Preparation))
        session.commit()
    assert "was loaded from a file" in desk.page()
    assert desk.visitor.get(desk.address("setup/about")).status_code == 404
    assert desk.visitor.get(desk.address("fieldwork")).status_code == 200
