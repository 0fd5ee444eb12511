"""Closing a wave: links stop working, mails that have not left stay, and nothing of it can be undone by chance."""

from datetime import timedelta

import pytest

from survey.fieldwork import answers, outbox, waves
from survey.fieldwork.waves import WaveNotOpenError, close_wave
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from survey.storage.responses import Response, Ticket, TicketState
from survey.storage.studies import Cohort, WaveRow
from tests.fixtures.studies import ANSWERS, a_study, a_wave

from .ground import TODAY, Ground


def states(ground: Ground, store: Store, table: type[Outbox] | type[Ticket]) -> list[str]:
    return sorted(row.state for row in ground.rows(store, table))


def test_closing_ends_open_tickets_and_unsent_mails_and_nothing_else(ground: Ground) -> None:
    study = ground.opened(number=12)
    used, declined, *_ = ground.secrets(study)
    with ground.session(Store.RESPONSES) as session:
        answers.submit(session, ground.standing(used), ground.questionnaire, TODAY, ANSWERS)
        answers.decline(session, declined)
    with ground.session(Store.CONTACTS) as session:
        sent = outbox.claim(session, ground.now, timedelta(minutes=1))
        assert sent is not None
        outbox.done(session, sent)
    close_wave(ground.field(), study, "single")
    assert states(ground, Store.RESPONSES, Ticket) == ["closed"] * 10 + ["declined", "used"]
    assert states(ground, Store.CONTACTS, Outbox) == ["cancelled"] * 11 + ["done"]
    assert [row.stage for row in ground.rows(Store.STUDIES, WaveRow)] == ["closed"]
    assert [row.stage for row in ground.rows(Store.STUDIES, Cohort)] == ["closed"]
    assert ground.audited()[-1] == ("close", "proef/single")


def test_other_waves_and_studies_stay_open(ground: Ground) -> None:
    study = ground.opened(a_study(waves=[a_wave("single"), a_wave("second")]))
    waves.open_wave(ground.field(), study, "second")
    ground.opened(a_study(id="anders"))
    close_wave(ground.field(), study, "single")
    assert {row.id: row.stage for row in ground.rows(Store.STUDIES, WaveRow)} == {
        "proef/single": "closed",
        "proef/second": "open",
        "anders/single": "open",
    }
    assert {(row.wave_id, row.state) for row in ground.rows(Store.RESPONSES, Ticket)} == {
        ("proef/single", "closed"),
        ("proef/second", "open"),
        ("anders/single", "open"),
    }
    assert {(row.wave_id, row.state) for row in ground.rows(Store.CONTACTS, Outbox)} == {
        ("proef/single", "cancelled"),
        ("proef/second", "waiting"),
        ("anders/single", "waiting"),
    }


def test_only_an_open_wave_can_be_closed(ground: Ground) -> None:
    study = ground.load()
    with pytest.raises(WaveNotOpenError):
        close_wave(ground.field(), study, "single")
    study = ground.opened()
    close_wave(ground.field(), study, "single")
    before = [ground.content(store) for store in Store]
    with pytest.raises(WaveNotOpenError):
        close_wave(ground.field(), study, "single")
    assert [ground.content(store) for store in Store] == before


@pytest.mark.parametrize("again", ["the worker", "the same command"])
def test_a_crash_half_way_is_made_good(ground: Ground, monkeypatch: pytest.MonkeyPatch, again: str) -> None:
    study = ground.opened()
    monkeypatch.setattr(outbox, "cancel", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close_wave(ground.field(), study, "single")
    monkeypatch.undo()
    ground.close()
    assert [row.stage for row in ground.rows(Store.STUDIES, WaveRow)] == ["closing"]
    if again == "the worker":
        assert waves.resume(ground.field()) == ["proef/single"]
    else:
        close_wave(ground.field(), study, "single")
    assert [row.stage for row in ground.rows(Store.STUDIES, WaveRow)] == ["closed"]
    assert set(states(ground, Store.CONTACTS, Outbox)) == {"cancelled"}
    assert [action for action, _ in ground.audited()] == ["open", "close"]


def test_a_link_of_a_closed_wave_gives_no_right_any_more(ground: Ground) -> None:
    study = ground.opened()
    secret = ground.secrets(study)[0]
    before = ground.standing(secret)
    assert before.is_live(TODAY)
    close_wave(ground.field(), study, "single")
    assert not ground.standing(secret).is_live(TODAY)
    with ground.session(Store.RESPONSES) as session:
        assert answers.save(session, before, "grade", {"grade": 8}).state is TicketState.CLOSED
        assert answers.submit(session, before, ground.questionnaire, TODAY, ANSWERS) is TicketState.CLOSED
    assert ground.count(Store.RESPONSES, Response) == 0


def test_a_link_works_up_to_and_including_its_last_day(ground: Ground) -> None:
    study = ground.opened(a_study(waves=[a_wave("single", open_days=14)]))
    found = ground.standing(ground.secrets(study)[0])
    assert found.is_live(TODAY + timedelta(days=14))
    assert not found.is_live(TODAY + timedelta(days=15))
