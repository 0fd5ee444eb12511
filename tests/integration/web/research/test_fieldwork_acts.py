"""What is done about fieldwork: nothing twice, nothing unasked, nothing elsewhere, and no address in the log."""

import pytest
from sqlalchemy import func, select

from survey.storage.contacts import Contact, Suppression
from survey.storage.studies import AuditEntry, Pause
from tests.fixtures.staff import FIELDWORKER, STRANGER, stores_of

from .sheet import Desk
from .test_fieldwork import PATH, stage

WHO = "person-3@example.org"
ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("pause", {"do": "pause", "reason": "Vakantie"}),
    ("pause", {"do": "resume"}),
    ("close/participant", {}),
    ("stop", {"who": WHO}),
    ("erase", {"who": WHO, "sure": "yes"}),
    ("letters", {"wave": "participant", "who": WHO}),
)


def log(desk: Desk) -> list[tuple[str, str]]:
    with stores_of(desk.app).studies() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.study_id == desk.study).order_by(AuditEntry.id))
        return [(each.action, each.detail) for each in entries]


def contacts(desk: Desk) -> int:
    with stores_of(desk.app).contacts() as session:
        return session.scalar(select(func.count()).select_from(Contact)) or 0


def stopped(desk: Desk) -> int:
    with stores_of(desk.app).contacts() as session:
        return session.scalar(select(func.count()).select_from(Suppression)) or 0


@pytest.mark.parametrize(("path", "given"), ACTS, ids=lambda each: each if isinstance(each, str) else "")
def test_before_approval_there_is_nothing_to_do(desk: Desk, path: str, given: dict[str, str]) -> None:
    desk.prepare()
    before = log(desk)
    assert desk.post(f"{PATH}/{path}", given).status_code in (404, 409)
    assert log(desk) == before


def test_a_stranger_finds_no_fieldwork_and_changes_none(desk: Desk) -> None:
    desk.open()
    before = log(desk)
    stranger = Desk(desk.app, STRANGER)
    assert stranger.visitor.get(desk.address(PATH)).status_code == 404
    assert stranger.visitor.get(desk.address(f"{PATH}/close/participant")).status_code == 404
    for path, given in ACTS:
        assert stranger.post(f"{PATH}/{path}", given).status_code == 404, path
    assert (log(desk), stage(desk), contacts(desk), stopped(desk)) == (before, "open", 12, 0)


def test_looking_changes_and_logs_nothing(desk: Desk) -> None:
    desk.open()
    before = log(desk)
    for path in (PATH, f"{PATH}/close/participant", f"{PATH}?done=closed", f"{PATH}?done=erased"):
        desk.page(path)
    for path in ("stop", "erase", "letters", "pause"):
        assert desk.visitor.get(desk.address(f"{PATH}/{path}")).status_code in (404, 405)
    assert (log(desk), stage(desk), contacts(desk)) == (before, "open", 12)


def test_closing_is_asked_first_and_done_once(desk: Desk) -> None:
    desk.open()
    page = desk.page(f"{PATH}/close/participant")
    assert "Links stop working, also for who is answering now." in page
    assert stage(desk) == "open"
    assert desk.post(f"{PATH}/close/participant").location.endswith("?done=closed")
    again = desk.post(f"{PATH}/close/participant")
    assert again.status_code == 409
    assert [action for action, _detail in log(desk)].count("close") == 1
    assert stage(desk) == "closed"


def test_a_wave_that_is_not_open_is_not_closed(desk: Desk) -> None:
    desk.prepare()
    desk.post("setup/approval")
    assert desk.post(f"{PATH}/close/participant").status_code == 409
    assert stage(desk) == "planned"


@pytest.mark.parametrize("wave", ["nothing", "PARTICIPANT", "participant2"])
def test_a_wave_that_is_not_there_has_no_page_to_close_it(desk: Desk, wave: str) -> None:
    desk.open()
    assert desk.visitor.get(desk.address(f"{PATH}/close/{wave}")).status_code == 404
    assert desk.post(f"{PATH}/close/{wave}").status_code in (404, 409)
    assert stage(desk) == "open"


@pytest.mark.parametrize("sure", ["", "no", "on", "YES"])
def test_nobody_is_erased_before_it_was_asked(desk: Desk, sure: str) -> None:
    desk.open()
    page = desk.post(f"{PATH}/erase", {"who": f" {WHO} ", "sure": sure})
    assert page.status_code == 200
    assert f'value="{WHO}"' in page.text
    assert contacts(desk) == 12


@pytest.mark.parametrize("who", ["", " ", "nobody@example.org", "person-", "%", "person-3@example.org, x"])
def test_only_somebody_who_is_there_is_stopped_or_erased(desk: Desk, who: str) -> None:
    desk.open()
    assert desk.post(f"{PATH}/stop", {"who": who}).status_code == 409
    assert desk.post(f"{PATH}/erase", {"who": who, "sure": "yes"}).status_code == 409
    assert (contacts(desk), stopped(desk)) == (12, 0)


def test_stopping_twice_is_stopping_once(desk: Desk) -> None:
    desk.open()
    for _ in range(2):
        assert desk.post(f"{PATH}/stop", {"who": WHO}).status_code == 302
    assert (stopped(desk), contacts(desk)) == (1, 12)


def test_the_log_never_has_an_address(desk: Desk) -> None:
    desk.open()
    for path, given in (ACTS[3], ACTS[5], ACTS[4]):
        assert desk.post(f"{PATH}/{path}", given).status_code in (200, 302)
    assert contacts(desk) == 11
    assert not any("person-" in action + detail for action, detail in log(desk))


def test_who_goes_on_without_a_pause_is_told(desk: Desk) -> None:
    desk.open()
    assert desk.post(f"{PATH}/pause", {"do": "resume"}).status_code == 409
    assert desk.post(f"{PATH}/pause", {"do": "pause", "reason": "  "}).status_code == 302
    with stores_of(desk.app).studies() as session:
        assert len(session.scalars(select(Pause)).all()) == 1


def test_a_paused_study_can_be_closed_and_somebody_erased_from_it(desk: Desk) -> None:
    desk.open()
    desk.post(f"{PATH}/pause", {"do": "pause", "reason": "Vakantie"})
    assert desk.post(f"{PATH}/erase", {"who": WHO, "sure": "yes"}).status_code == 302
    assert desk.post(f"{PATH}/close/participant").status_code == 302
    assert (contacts(desk), stage(desk)) == (11, "closed")


@pytest.mark.parametrize(("wave", "who"), [("nothing", WHO), ("", ""), ("participant", f"{WHO}\nnobody@example.org")])
def test_no_letter_is_written_when_a_wave_or_a_person_is_not_there(desk: Desk, wave: str, who: str) -> None:
    desk.open()
    before = log(desk)
    answer = desk.post(f"{PATH}/letters", {"wave": wave, "who": who})
    assert answer.status_code in (404, 409)
    assert "pdf" not in answer.content_type
    assert log(desk) == before


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("paused", "The study is paused. Links keep working."),
        ("closed", "The wave is closed. Links do not work any more."),
        ("erased", "This person was erased."),
        ("later", "The worker finishes this."),
    ],
)
def test_what_was_done_is_told_on_the_page(desk: Desk, done: str, told: str) -> None:
    desk.open()
    assert told in desk.page(f"{PATH}?done={done}")
    assert told not in desk.page(PATH)


def test_who_runs_the_fieldwork_may_do_all_of_it(desk: Desk) -> None:
    desk.open()
    worker = Desk(desk.app, FIELDWORKER)
    assert [worker.post(f"{PATH}/{path}", given).status_code for path, given in (ACTS[0], ACTS[1], ACTS[3])] == [
        302
    ] * 3
    assert worker.post(f"{PATH}/close/participant").status_code == 302
