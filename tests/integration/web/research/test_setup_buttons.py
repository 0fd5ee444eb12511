"""Forms of the set-up that no browser would send: nothing breaks, and nothing changes that was not asked for."""

import pytest
from sqlalchemy import func, select

from survey.questionnaires.editing import design
from survey.storage.studies import AuditEntry, Revision, StudyRow
from tests.fixtures.staff import OWNER, STRANGER, stores_of

from .sheet import Desk
from .test_setup import values

STEPS = ("about", "waves", "languages", "mails", "background", "results", "privacy")


def revisions(desk: Desk) -> int:
    with stores_of(desk.app).studies() as session:
        return session.scalar(select(func.count()).select_from(Revision).where(Revision.name == "study")) or 0


@pytest.mark.parametrize("do", ["", "nonsense", "remove", "up", "down", "own", "drop", "change", "change.a", "a.b.c.d"])
@pytest.mark.parametrize("step", ["about", "mails", "background"])
def test_a_button_that_is_not_there_does_nothing(desk: Desk, step: str, do: str) -> None:
    desk.begin()
    before = values(desk)
    assert desk.send(f"setup/{step}", {}, do).status_code == 302
    assert values(desk) == before


@pytest.mark.parametrize("step", STEPS)
def test_looking_at_a_step_saves_nothing(desk: Desk, step: str) -> None:
    desk.begin()
    before = (values(desk), revisions(desk))
    desk.page(f"setup/{step}")
    desk.page(f"setup/{step}?saved=1")
    assert (values(desk), revisions(desk)) == before


@pytest.mark.parametrize("step", ["setup", *(f"setup/{each}" for each in STEPS), "setup/yaml", "setup/history"])
def test_a_study_of_another_programme_is_not_there(desk: Desk, step: str) -> None:
    desk.begin()
    stranger = Desk(desk.app, STRANGER)
    assert stranger.visitor.get(desk.address(step)).status_code == 404
    if step not in ("setup", "setup/history"):
        assert stranger.post(step, {"title.nl": "Van een ander"}).status_code == 404
    assert design.at(values(desk), ("title", "nl")) == "Proefstudie"


@pytest.mark.parametrize("revision", ["", "0", "99", "-1", "x", "1.0", "²"])
def test_a_form_that_was_read_at_another_revision_is_not_saved(desk: Desk, revision: str) -> None:
    desk.begin()
    fields = desk.forms("setup/about").fields
    fields["revision"], fields["title.nl"] = revision, "Overschreven"
    answer = desk.post("setup/about", fields)
    assert answer.status_code == 409
    assert "Overschreven" in answer.text
    assert design.at(values(desk), ("title", "nl")) == "Proefstudie"


@pytest.mark.parametrize("do", ["undo", "redo"])
def test_of_a_first_revision_nothing_can_be_undone_or_done_again(desk: Desk, do: str) -> None:
    desk.begin()
    assert desk.post("setup/turn", {"do": do, "revision": "1"}).status_code == 409
    assert design.at(values(desk), ("title", "nl")) == "Proefstudie"


def test_two_people_undo_at_once_and_only_one_change_is_undone(desk: Desk) -> None:
    desk.begin()
    for title in ("Een", "Twee"):
        desk.send("setup/about", {"title.nl": title})
    first, second = desk, Desk(desk.app, OWNER)
    assert first.post("setup/turn", {"do": "undo", "revision": "3"}).status_code == 302
    assert second.post("setup/turn", {"do": "undo", "revision": "3"}).status_code == 409
    assert design.at(values(desk), ("title", "nl")) == "Een"


@pytest.mark.parametrize(
    "title", ["x" * 5_000, "<script>alert(1)</script>", "a: b # c", "'\"", "é😀", "null", "{link}"]
)
def test_whatever_is_typed_comes_back_as_it_was_typed(desk: Desk, title: str) -> None:
    desk.begin()
    assert desk.send("setup/about", {"title.nl": title}).status_code == 302
    assert desk.forms("setup/about").fields["title.nl"] == title
    assert design.at(values(desk), ("title", "nl")) == title
    assert "<script>alert(1)" not in desk.page("setup/history")
    assert "<script>alert(1)" not in desk.page()


def test_spaces_alone_are_nothing(desk: Desk) -> None:
    desk.begin()
    desk.send("setup/about", {"organisation.nl": "Gemeente"})
    desk.send("setup/about", {"organisation.nl": " \r\n "})
    assert "This is still empty." in desk.page("setup/about")
    assert design.at(values(desk), ("organisation", "nl")) is None


def test_approving_twice_is_in_the_log_and_loads_one_study(desk: Desk) -> None:
    desk.prepare()
    for _ in range(2):
        assert desk.post("setup/approval").status_code in (302, 409)
    with stores_of(desk.app).studies() as session:
        assert session.scalars(select(StudyRow.id)).all() == ["proefstudie"]
        told = " ".join(session.scalars(select(AuditEntry.detail)))
    assert "fg@example.org" not in told


@pytest.mark.parametrize(("number", "opens"), [(1, False), (9, False), (10, True), (11, True)])
def test_a_wave_opens_from_the_smallest_group_on(desk: Desk, number: int, opens: bool) -> None:
    desk.prepare()
    desk.people(number)
    desk.post("setup/approval")
    answer = desk.post("setup/opening", {"wave": "participant"})
    assert answer.status_code == (302 if opens else 409)


@pytest.mark.parametrize("small", [" ", "\n"])
def test_a_reason_of_spaces_is_no_reason(desk: Desk, small: str) -> None:
    desk.prepare()
    desk.people(9)
    desk.post("setup/approval")
    assert desk.post("setup/opening", {"wave": "participant", "small": small}).status_code == 409


def test_a_study_that_was_only_set_up_can_be_removed_after_a_question(desk: Desk) -> None:
    desk.begin()
    assert "setup/remove" in desk.page()
    assert "Remove “Proefstudie”?" in desk.page("setup/remove")
    assert revisions(desk) == 1
    assert desk.post("setup/remove").status_code == 302
    assert revisions(desk) == 0
    assert desk.visitor.get(desk.address("setup")).status_code == 404
    with stores_of(desk.app).studies() as session:
        assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first() == "remove set-up"


@pytest.mark.parametrize("what", ["people", "approval"])
def test_a_study_on_which_something_hangs_is_not_removed(desk: Desk, what: str) -> None:
    desk.prepare()
    if what == "people":
        desk.people(1)
    else:
        desk.post("setup/approval")
    assert "setup/remove" not in desk.page()
    answer = desk.post("setup/remove")
    assert answer.status_code == 409
    assert "cannot be removed" in answer.text
    assert revisions(desk) > 1
