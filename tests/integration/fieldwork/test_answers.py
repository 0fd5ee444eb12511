"""Answering: pages are kept, tabs are merged, a response is stored once, and the contacts database notices nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from survey.fieldwork import answers
from survey.fieldwork.answers import InvalidAnswersError, NotSavedError, Standing
from survey.fieldwork.waves import open_wave
from survey.questionnaires.kinds import Answers
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import Draft, OpenText, Response, Ticket, TicketState
from tests.fixtures.studies import AGE, ANSWERS, a_study, some_people

from .ground import TODAY, Ground


@pytest.fixture
def study(ground: Ground) -> Study:
    return ground.opened()


@pytest.fixture
def secret(ground: Ground, study: Study) -> str:
    return ground.secrets(study)[0]


def save(ground: Ground, found: Standing, page: str, **changes: int | str | tuple[str, ...] | None) -> Standing:
    with ground.session(Store.RESPONSES) as session:
        return answers.save(session, found, page, dict(changes))


def submit(ground: Ground, found: Standing, changes: Answers, today: date = TODAY) -> TicketState:
    with ground.session(Store.RESPONSES) as session:
        return answers.submit(session, found, ground.questionnaire, today, changes)


def stored(ground: Ground) -> list[Answers]:
    return [response.answers for response in ground.rows(Store.RESPONSES, Response)]


def test_a_link_that_nobody_was_sent_leads_nowhere(ground: Ground, secret: str) -> None:
    with ground.session(Store.RESPONSES) as session:
        for unknown in ("", "x", secret.lower(), secret[:-1], "A" * 32, secret + "\n"):
            assert answers.standing(session, unknown) is None


def test_a_new_link_stands_at_the_beginning(ground: Ground, secret: str) -> None:
    found = ground.standing(secret)
    assert (found.state, found.rev, found.draft.answers, found.draft.page) == (TicketState.OPEN, 0, {}, None)
    assert (found.wave_id, found.language, found.digest) == ("proef/single", "nl", ground.questionnaire.digest())


def test_what_was_saved_is_there_on_the_next_visit(ground: Ground, secret: str) -> None:
    saved = save(ground, ground.standing(secret), "grade", grade=8)
    saved = save(ground, saved, "good", good=("kind", "other"), good__other="De koffie")
    found = ground.standing(secret)
    assert found == saved
    assert found.draft.answers == {"grade": 8, "good": ("kind", "other"), "good__other": "De koffie"}
    assert (found.draft.page, found.rev) == ("good", 2)


def test_an_answer_can_be_changed_and_taken_back(ground: Ground, secret: str) -> None:
    saved = save(ground, ground.standing(secret), "grade", grade=8)
    saved = save(ground, saved, "grade", grade=3)
    assert ground.standing(secret).draft.answers == {"grade": 3}
    save(ground, saved, "grade", grade=None)
    assert ground.standing(secret).draft.answers == {}


def test_answers_in_progress_cannot_be_read_in_the_database(ground: Ground, secret: str) -> None:
    save(ground, ground.standing(secret), "why", why="Ik heet Anna", grade=8)
    everything = str(ground.content(Store.RESPONSES))
    assert ground.count(Store.RESPONSES, Draft) == 1
    assert not any(word in everything for word in ("Anna", "grade", "why"))


def test_two_tabs_on_different_pages_are_merged(ground: Ground, secret: str) -> None:
    first = second = ground.standing(secret)
    save(ground, first, "grade", grade=8)
    merged = save(ground, second, "recommend", recommend="yes")
    assert merged.draft.answers == {"grade": 8, "recommend": "yes"}
    third = save(ground, first, "good", good=("kind",))
    assert third.draft.answers == {"grade": 8, "recommend": "yes", "good": ("kind",)}
    assert ground.standing(secret).rev == 3


def test_of_two_tabs_on_the_same_page_the_last_one_counts(ground: Ground, secret: str) -> None:
    first = second = ground.standing(secret)
    save(ground, first, "grade", grade=8)
    save(ground, second, "grade", grade=4)
    assert ground.standing(secret).draft.answers == {"grade": 4}


def test_somebody_who_keeps_losing_the_race_is_told(
    ground: Ground, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = ground.standing(secret)
    save(ground, stale, "grade", grade=8)
    monkeypatch.setattr(answers, "standing", lambda *_args: stale)
    with pytest.raises(NotSavedError, match="not saved"):
        save(ground, stale, "grade", grade=4)


def test_a_response_keeps_the_closed_answers_and_what_the_ticket_says(ground: Ground) -> None:
    study = ground.load(a_study(attributes=[AGE]))
    ground.enrol(study, some_people(12, age="old"))
    open_wave(ground.field(), study, "single")
    found = ground.standing(ground.secrets(study)[0])
    assert submit(ground, found, ANSWERS) is TicketState.USED
    (response,) = ground.rows(Store.RESPONSES, Response)
    assert response.answers == {"grade": 8, "good": ["kind", "other"], "recommend": "no"}
    assert (response.wave_id, response.digest) == ("proef/single", ground.questionnaire.digest())
    assert (response.attributes, response.language, response.period) == ({"age": "old"}, "nl", "2026Q4")
    assert response.pseudonym == found.pseudonym is not None


def test_own_words_stand_apart_with_nothing_that_leads_back(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret), ANSWERS)
    (response,) = ground.rows(Store.RESPONSES, Response)
    texts = ground.rows(Store.RESPONSES, OpenText)
    assert {(text.wave_id, text.item, text.text) for text in texts} == {
        ("proef/single", "good__other", "De koffie"),
        ("proef/single", "why", "Druk"),
    }
    assert [text.traces for text in texts] == [[], []]
    assert len({text.id for text in texts} | {response.id}) == 3
    assert {text.id.version for text in texts} | {response.id.version} == {4}
    assert {column.name for column in OpenText.__table__.columns} == {
        "id",
        "wave_id",
        "item",
        "text",
        "traces",
        "aside",
        "quote",
    }


def test_what_is_left_open_is_stored_as_such_and_what_was_not_shown_is_absent(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret), {"recommend": "yes", "why": "no longer asked"})
    assert stored(ground) == [{"grade": None, "good": None, "recommend": "yes"}]
    assert ground.count(Store.RESPONSES, OpenText) == 0


def test_the_only_time_in_a_response_is_a_quarter(ground: Ground, study: Study) -> None:
    for month, secret in enumerate(ground.secrets(study), start=1):
        submit(ground, ground.standing(secret), {"grade": min(month, 10)}, date(2027, month, 28))
    quarters = Counter(response.period for response in ground.rows(Store.RESPONSES, Response))
    assert quarters == {"2027Q1": 3, "2027Q2": 3, "2027Q3": 3, "2027Q4": 3}


def test_submitting_uses_the_ticket_and_deletes_the_draft(ground: Ground, secret: str) -> None:
    saved = save(ground, ground.standing(secret), "grade", grade=8)
    assert submit(ground, saved, {"recommend": "yes"}) is TicketState.USED
    assert stored(ground) == [{"grade": 8, "good": None, "recommend": "yes"}]
    assert ground.standing(secret).state is TicketState.USED
    assert ground.count(Store.RESPONSES, Draft) == 0


def test_submitting_twice_leaves_one_response_and_says_used_both_times(ground: Ground, secret: str) -> None:
    found = ground.standing(secret)
    assert submit(ground, found, {"grade": 8}) is TicketState.USED
    assert submit(ground, found, {"grade": 3}) is TicketState.USED
    assert submit(ground, ground.standing(secret), {"grade": 3}) is TicketState.USED
    assert [answered["grade"] for answered in stored(ground)] == [8]


@pytest.mark.parametrize("rev", [0, 1])
def test_what_another_tab_saved_meanwhile_is_not_lost(ground: Ground, secret: str, rev: int) -> None:
    found = ground.standing(secret)
    if rev:
        found = save(ground, found, "grade", grade=8)
    save(ground, found, "good", good=("quick",))
    assert submit(ground, found, {"recommend": "yes"}) is TicketState.USED
    assert stored(ground) == [{"grade": 8 if rev else None, "good": ["quick"], "recommend": "yes"}]


WRONG: list[tuple[Answers, list[str]]] = [
    ({"grade": 11}, ["grade"]),
    ({"recommend": "maybe"}, ["recommend"]),
    ({"good": ("kind", "nothing"), "grade": "eight"}, ["grade", "good"]),
    ({"recommend": "no", "why": "x" * 2001}, ["why"]),
]


def test_a_wrong_answer_is_refused_and_the_ticket_stays_open(ground: Ground, secret: str) -> None:
    before = ground.content(Store.RESPONSES)
    for wrong, keys in WRONG:
        with pytest.raises(InvalidAnswersError) as raised:
            submit(ground, ground.standing(secret), wrong)
        assert raised.value.keys == keys
    assert ground.content(Store.RESPONSES) == before
    assert submit(ground, ground.standing(secret), {"grade": 8}) is TicketState.USED


def test_answers_to_unknown_questions_are_not_stored(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret), {"grade": 8, "name": "Anna", "grade__other": "x"})
    assert stored(ground) == [{"grade": 8, "good": None, "recommend": None}]


def test_who_declines_has_no_link_and_no_draft_any_more(ground: Ground, secret: str) -> None:
    saved = save(ground, ground.standing(secret), "grade", grade=8)
    with ground.session(Store.RESPONSES) as session:
        answers.decline(session, secret)
        answers.decline(session, secret)
    assert ground.standing(secret).state is TicketState.DECLINED
    assert ground.count(Store.RESPONSES, Draft) == 0
    assert submit(ground, saved, ANSWERS) is TicketState.DECLINED
    assert save(ground, saved, "grade", grade=3).state is TicketState.DECLINED
    assert (stored(ground), ground.count(Store.RESPONSES, Draft)) == ([], 0)


def test_who_answered_cannot_decline_any_more(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret), ANSWERS)
    with ground.session(Store.RESPONSES) as session:
        answers.decline(session, secret)
    assert ground.standing(secret).state is TicketState.USED
    assert len(stored(ground)) == 1


@pytest.mark.usefixtures("study")
def test_declining_with_an_unknown_link_changes_nothing(ground: Ground) -> None:
    before = ground.content(Store.RESPONSES)
    with ground.session(Store.RESPONSES) as session:
        answers.decline(session, "A" * 32)
    assert ground.content(Store.RESPONSES) == before


def test_a_page_that_arrives_after_submitting_leaves_no_draft(ground: Ground, secret: str) -> None:
    early = ground.standing(secret)
    submit(ground, early, ANSWERS)
    assert save(ground, early, "grade", grade=3).state is TicketState.USED
    assert save(ground, replace(early, rev=4), "grade", grade=3).state is TicketState.USED
    assert ground.count(Store.RESPONSES, Draft) == 0


def test_the_contacts_database_is_the_same_before_and_after_an_answer(ground: Ground, study: Study) -> None:
    before = ground.content(Store.CONTACTS), ground.content(Store.STUDIES)
    first, second, third, *_ = ground.secrets(study)
    submit(ground, save(ground, ground.standing(first), "grade", grade=8), ANSWERS)
    save(ground, ground.standing(second), "grade", grade=8)
    with ground.session(Store.RESPONSES) as session:
        answers.decline(session, third)
    assert (ground.content(Store.CONTACTS), ground.content(Store.STUDIES)) == before


def test_one_persons_answers_change_nobody_elses_ticket(ground: Ground, study: Study) -> None:
    first, *others = ground.secrets(study)
    submit(ground, ground.standing(first), ANSWERS)
    assert {ground.standing(secret).state for secret in others} == {TicketState.OPEN}
    assert ground.count(Store.RESPONSES, Ticket) == 12
