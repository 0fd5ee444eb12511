"""Doors: a wave of an open study opens for everybody, once, and whoever comes gets a ticket that leads to nobody."""

from datetime import timedelta
from typing import Any

import pytest

from survey.fieldwork import answers, doors, panel, waves
from survey.fieldwork.designs import NoListError
from survey.fieldwork.doors import Door
from survey.fieldwork.permits import NoDpiaError
from survey.fieldwork.progress import progress
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.fieldwork.waves import OpenAlreadyError, WaveClosedError
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Outbox
from survey.storage.engines import Store
from survey.storage.responses import OpenText, Response, Ticket, TicketState
from survey.storage.studies import WaveRow
from tests.fixtures.studies import ANSWERS, a_privacy, a_study, a_wave, some_people

from .ground import TODAY, Ground


def an_open_study(**changes: Any) -> Study:
    return a_study(mode="open", invitation=None, **changes)


def opened(ground: Ground, **changes: Any) -> Study:
    study = ground.load(an_open_study(**changes))
    assert waves.open_wave(ground.field(can_mail=False), study, "single") == 0
    return study


def found(ground: Ground, name: str = "single", days: int = 0) -> Door | None:
    with ground.session(Store.STUDIES) as session:
        return doors.find(session, "proef", name, TODAY + timedelta(days=days))


def entered(ground: Ground, language: str = "nl") -> str:
    door = found(ground)
    assert door is not None
    with ground.session(Store.RESPONSES) as session:
        return doors.enter(session, door, language)


def test_a_wave_opens_without_people_keys_or_mails(ground: Ground) -> None:
    opened(ground)
    assert ground.keyring.held() == set()
    assert ground.count(Store.CONTACTS, Contact) == ground.count(Store.CONTACTS, Outbox) == 0
    assert ground.count(Store.RESPONSES, Ticket) == 0
    assert ("open", "cohort proef/single/1; to everybody") in ground.audited()


def test_a_door_is_there_from_the_opening_until_the_last_day(ground: Ground) -> None:
    study = ground.load(an_open_study(waves=[a_wave("single", open_days=7), a_wave("second")]))
    assert found(ground) is None
    waves.open_wave(ground.field(), study, "single")
    assert [found(ground, days=days) is not None for days in (0, 7, 8)] == [True, True, False]
    assert found(ground, "second") is found(ground, "nowhere") is None
    waves.close_wave(ground.field(), study, "single")
    assert found(ground) is None


def test_a_study_with_a_list_of_people_has_no_door(ground: Ground) -> None:
    ground.opened()
    assert found(ground) is None


def test_everybody_who_comes_gets_another_ticket_without_a_pseudonym(ground: Ground) -> None:
    opened(ground)
    tokens = {entered(ground) for _ in range(20)}
    assert len(tokens) == 20
    rows = ground.rows(Store.RESPONSES, Ticket)
    assert {(row.mode, row.pseudonym, row.trajectory, row.cohort_id) for row in rows} == {
        ("open", None, None, "proef/single/1")
    }
    assert all(row.attributes == {} and row.state == TicketState.OPEN for row in rows)


def test_answers_are_stored_as_those_of_anybody_and_cannot_be_found_again(ground: Ground) -> None:
    opened(ground)
    token = entered(ground, "en")
    with ground.session(Store.RESPONSES) as session:
        standing = answers.save(session, ground.standing(token), None, ANSWERS)
        assert answers.submit(session, standing, ground.questionnaire, TODAY, {}) is TicketState.USED
        withdrawn = answers.withdraw(session, token)
    assert withdrawn is not None
    (response,) = ground.rows(Store.RESPONSES, Response)
    assert (response.pseudonym, response.trajectory, response.language) == (None, None, "en")
    assert ground.count(Store.RESPONSES, OpenText) == 2


def test_a_link_of_ones_own_ends_with_the_wave(ground: Ground) -> None:
    study = opened(ground)
    token = entered(ground)
    assert ground.standing(token).is_live(TODAY)
    waves.close_wave(ground.field(), study, "single")
    assert ground.standing(token).state is TicketState.CLOSED


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{spaced}"])
def test_the_code_of_a_group_opens_the_door_however_it_is_typed(ground: Ground, typed: str) -> None:
    opened(ground, group_code=True)
    code = ground.rows(Store.STUDIES, WaveRow)[0].code
    assert len(code) == doors.CODE_LENGTH
    text = typed.format(code=code, lower=code.lower(), spaced=f"{code[:3]} {code[3:]}")
    with ground.session(Store.STUDIES) as session:
        door = doors.behind_code(session, text, TODAY)
        assert doors.behind_code(session, text[:-2], TODAY) is None
        assert doors.behind_code(session, text, TODAY + timedelta(days=100)) is None
    assert door is not None
    assert door.lets_in(text)
    assert not door.lets_in("")
    assert not door.lets_in("éèà")


def test_without_a_code_of_a_group_the_door_is_open(ground: Ground) -> None:
    opened(ground)
    door = found(ground)
    assert door is not None
    assert door.code is None
    assert door.lets_in("")
    with ground.session(Store.STUDIES) as session:
        assert doors.behind_code(session, "", TODAY) is None


def test_codes_are_not_alike(ground: Ground) -> None:
    opened(ground)
    assert len({doors.new_code() for _ in range(200)}) == 200


def test_a_wave_opens_to_everybody_once(ground: Ground) -> None:
    study = opened(ground)
    with pytest.raises(OpenAlreadyError, match="survey studies status proef"):
        waves.open_wave(ground.field(), study, "single")
    waves.close_wave(ground.field(), study, "single")
    with pytest.raises(WaveClosedError):
        waves.open_wave(ground.field(), study, "single")


def test_a_real_open_study_is_assessed_too(ground: Ground) -> None:
    study = ground.load(an_open_study(purpose="real", privacy=a_privacy()))
    with pytest.raises(NoDpiaError):
        waves.open_wave(ground.field(), study, "single")
    assert found(ground) is None


def test_an_open_study_has_no_list_of_people(ground: Ground) -> None:
    study = ground.load(an_open_study())
    with ground.session(Store.CONTACTS) as session, pytest.raises(NoListError):
        list(panel.add(session, study, Audience.PARTICIPANT, some_people(3)))
    assert ground.count(Store.CONTACTS, Contact) == 0


def test_its_answers_are_anonymous_from_the_start(ground: Ground) -> None:
    opened(ground)
    with ground.session(Store.STUDIES) as session:
        assert secrecy(session, ground.keyring, "proef") is Secrecy.ANONYMOUS


def test_how_many_took_part_is_told_in_steps(ground: Ground) -> None:
    study = opened(ground)
    for _ in range(7):
        token = entered(ground)
        with ground.session(Store.RESPONSES) as session:
            answers.submit(session, ground.standing(token), ground.questionnaire, TODAY, {})
    (cohort,) = progress(ground.field(), study)
    assert (cohort.invited, cohort.answered) == (0, 5)
