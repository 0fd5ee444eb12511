"""The fieldwork of a study: how far it is in steps of 5, and what can be done about it. Never who answered."""

import re

import pytest
from sqlalchemy import select, update

from survey.storage.contacts import Contact, MailState, Outbox, StopReason, Suppression
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import AuditEntry, Pause, ReminderRound, Scope, WaveRow
from tests.fixtures.staff import ANALYST, OWNER, stores_of

from .sheet import Desk

PATH = "fieldwork"


def counts(desk: Desk) -> list[str]:
    """What the page says of invited, answered, unreachable and stopped."""
    found = re.findall(r"<dd>(.*?)</dd>", desk.page(PATH).partition('class="counts"')[2], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found[:4]]


def send(desk: Desk, done: int, failed: int = 0) -> None:
    """So many invitations left, and so many came back."""
    with stores_of(desk.app).contacts() as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == "invitation").order_by(Outbox.id)).all()
        for position, row in enumerate(rows[: done + failed]):
            row.state = MailState.DONE if position < done else MailState.FAILED
        session.commit()


def answer(desk: Desk, number: int) -> None:
    """So many answered."""
    with stores_of(desk.app).responses() as session:
        some = session.scalars(select(Ticket.hash).limit(number)).all()
        session.execute(update(Ticket).where(Ticket.hash.in_(some)).values(state=TicketState.USED))
        session.commit()


def stage(desk: Desk) -> str:
    with stores_of(desk.app).studies() as session:
        return session.scalars(select(WaveRow.stage)).one()


def test_before_approval_there_is_no_fieldwork(desk: Desk) -> None:
    desk.prepare()
    assert "has not been approved yet" in desk.page(PATH)


@pytest.mark.parametrize(
    ("answered", "told"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "about 5 50%"), (9, "about 5 50%")]
)
def test_numbers_come_in_steps_of_5(desk: Desk, answered: int, told: str) -> None:
    desk.open()
    send(desk, 12)
    answer(desk, answered)
    assert counts(desk) == ["about 10", told, "none", "none"]


def test_nothing_is_told_of_answers_of_a_group_that_is_too_small(desk: Desk) -> None:
    desk.prepare()
    desk.people(6)
    desk.post("setup/approval")
    desk.post("setup/opening", {"wave": "participant", "small": "proef"})
    send(desk, 6)
    answer(desk, 6)
    assert counts(desk) == ["about 5", "not told: too few people", "none", "none"]
    assert "<meter" not in desk.page(PATH)


def test_few_are_fewer_than_5(desk: Desk) -> None:
    desk.open()
    send(desk, 10, failed=2)
    with stores_of(desk.app).contacts() as session:
        somebody = session.scalars(select(Contact.id)).first()
        session.add(
            Suppression(contact_id=somebody, reason=StopReason.ASKED, day=session.scalars(select(Outbox.day)).first())
        )
        session.commit()
    assert counts(desk)[2:] == ["fewer than 5", "fewer than 5"]


def test_the_curve_is_as_coarse_as_what_is_kept(desk: Desk) -> None:
    desk.open()
    send(desk, 12)
    answer(desk, 10)
    with stores_of(desk.app).studies() as session:
        session.add(
            ReminderRound(cohort_id="proefstudie/participant/1", kind="reminder-1", scope=Scope.UNANSWERED, answered=5)
        )
        session.commit()
    page = desk.page(PATH)
    assert "When the first reminder was due" in page
    assert "at most 5" in page
    assert page.count("<meter") == 2


def test_the_calendar_and_the_queue_are_there(desk: Desk) -> None:
    desk.open()
    page = desk.page(PATH)
    assert page.count("12 people") == 4
    assert "<td>invitation</td><td>waiting</td><td>12</td>" in page


def test_a_study_rests_and_goes_on(desk: Desk) -> None:
    desk.open()
    done = desk.post(f"{PATH}/pause", {"do": "pause", "reason": "Vakantie"})
    page = desk.visitor.get(done.location).text
    assert "The study is paused." in page
    assert "Vakantie" in page
    assert "Paused" in desk.visitor.get("/studies").text
    assert desk.post(f"{PATH}/pause", {"do": "pause", "reason": "Nog eens"}).status_code == 409
    assert desk.post(f"{PATH}/pause", {"do": "resume"}).status_code == 302
    with stores_of(desk.app).studies() as session:
        assert session.scalars(select(Pause)).all() == []
    assert desk.post(f"{PATH}/pause", {"do": "resume"}).status_code == 409


def test_closing_is_asked_twice(desk: Desk) -> None:
    desk.open()
    page = desk.page(f"{PATH}/close/participant")
    assert "A closed wave cannot be opened again." in page
    assert stage(desk) == "open"
    assert desk.post(f"{PATH}/close/participant").status_code == 302
    assert stage(desk) == "closed"
    assert desk.post(f"{PATH}/close/participant").status_code == 409
    assert desk.visitor.get(desk.address(f"{PATH}/close/nothing")).status_code == 404
    assert "Closed" in desk.visitor.get("/studies").text


def test_somebody_gets_no_more_mail(desk: Desk) -> None:
    desk.open()
    assert desk.post(f"{PATH}/stop", {"who": "Person-3@example.org "}).status_code == 302
    with stores_of(desk.app).contacts() as session:
        assert [each.reason for each in session.scalars(select(Suppression))] == ["asked"]
    with stores_of(desk.app).studies() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    assert (last.action, last.detail) == ("stop mails", "1")
    for who in ("nobody@example.org", ""):
        assert desk.post(f"{PATH}/stop", {"who": who}).status_code == 409


def test_erasing_is_asked_twice(desk: Desk) -> None:
    desk.open()
    page = desk.post(f"{PATH}/erase", {"who": "person-3@example.org"})
    assert page.status_code == 200
    assert "This cannot be undone." in page.text
    assert desk.post(f"{PATH}/erase", {"who": "person-3@example.org", "sure": "yes"}).status_code == 302
    with stores_of(desk.app).contacts() as session:
        assert len(session.scalars(select(Contact)).all()) == 11
    assert desk.post(f"{PATH}/erase", {"who": "person-3@example.org", "sure": "yes"}).status_code == 409


def test_letters_come_as_one_pdf(desk: Desk) -> None:
    desk.open()
    letters = desk.post(f"{PATH}/letters", {"wave": "participant", "who": "person-1@example.org, person-2@example.org"})
    assert letters.content_type == "application/pdf"
    assert letters.data.startswith(b"%PDF")
    assert desk.post(f"{PATH}/letters", {"wave": "participant", "who": "nobody@example.org"}).status_code == 409


def test_the_page_never_names_anybody(desk: Desk) -> None:
    desk.open()
    answer(desk, 7)
    assert "person-" not in desk.page(PATH)


def test_what_was_done_is_not_taken_from_the_address(desk: Desk) -> None:
    desk.open()
    assert "Pay here" not in desk.page(f"{PATH}?done=Pay+here")


@pytest.mark.parametrize("who", [ANALYST, OWNER])
def test_fieldwork_is_for_who_invites(desk: Desk, who: str) -> None:
    desk.open()
    somebody = Desk(desk.app, who)
    assert somebody.visitor.get(desk.address(PATH)).status_code == 403
    assert somebody.post(f"{PATH}/close/participant").status_code == 403


def test_there_is_no_fieldwork_of_what_is_not_there(desk: Desk) -> None:
    desk.begin()
    assert desk.visitor.get("/studies/nergens/fieldwork").status_code == 404
    assert desk.post(f"{PATH}/pause", {"do": "pause"}).status_code == 404
