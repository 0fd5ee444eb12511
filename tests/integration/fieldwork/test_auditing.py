"""An audit tells what is kept and whether the promises hold; each broken promise is found; nobody is in it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, text, update

from survey.cli.auditing import document, told
from survey.fieldwork import answers, audit, destruction, retention, upkeep, waves
from survey.fieldwork.auditing import Audit, Outcome, State, examined, steps
from survey.fieldwork.auditing.checks import CHECKS
from survey.fieldwork.permits import Reasons
from survey.questionnaires.study import Study
from survey.storage.engines import Store, writing
from survey.storage.responses import Draft, OpenText, Ticket, TicketState
from survey.storage.studies import PublicationRow, StudyRow, Upkeep, Work
from tests.fixtures.studies import AGE, ANSWERS, a_dpia, a_privacy, a_study, some_people

from .ground import NOW, TODAY, Ground

PLANTED = "Karin planted-a-7c21"


@pytest.fixture
def study(ground: Ground) -> Study:
    """Twelve people, seven of whom answered; the night's work was done."""
    design = ground.opened(a_study(privacy=a_privacy(), dpia=a_dpia()))
    for secret in ground.secrets(design)[:7]:
        with ground.session(Store.RESPONSES) as session:
            given = ANSWERS | {"why": PLANTED}
            answers.submit(session, ground.standing(secret), ground.questionnaire, TODAY, given)
    for work in (Work.RESHUFFLE, Work.PURGE):
        with ground.session(Store.STUDIES) as session:
            upkeep.note(session, work, NOW)
    return design


def audited(ground: Ground, study: Study) -> Audit:
    return examined(ground.field(), study)


def failed(ground: Ground, study: Study) -> dict[str, str]:
    """What the failed checks found, by the name of the check."""
    found = audited(ground, study).checks
    return {CHECKS[each.promise].__name__: each.detail for each in found if each.outcome is Outcome.FAILED}


def change(ground: Ground, store: Store, statement: object) -> None:
    with ground.session(store) as session:
        session.execute(statement)  # type: ignore[call-overload]  # Any statement.
        session.commit()


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, 5), (5, 5), (6, 10), (100, 100)])
def test_numbers_about_people_are_in_steps_of_five_rounded_up(number: int, told: int) -> None:
    assert steps(number) == told


def test_where_all_is_well_every_check_passes(ground: Ground, study: Study) -> None:
    found = audited(ground, study)
    mended = {"settings_hold"} if ground.engines[Store.RESPONSES].dialect.name == "postgresql" else set()
    assert set(failed(ground, study)) <= mended  # The PostgreSQL of the tests is fast, not careful.
    assert len(found.checks) == len(CHECKS)
    assert (found.keys, found.erasures) == (State.HERE, 0)


def test_it_says_what_each_store_holds_in_steps(ground: Ground, study: Study) -> None:
    held = {each.table: each for each in audited(ground, study).holdings}
    assert (held["contact"].rows, held["ticket"].rows, held["response"].rows, held["open_text"].rows) == (
        15,
        15,
        10,
        15,
    )
    assert held["response"].columns == tuple(sorted(held["response"].columns, key=held["response"].columns.index))
    assert "answers" in held["response"].columns
    assert (held["contact"].months, held["response"].months, held["contact"].until) == (3, 60, None)
    assert (held["wave"].rows, held["cohort"].rows, held["wave"].about_people) == (1, 1, False)


def test_it_counts_the_marks_on_open_answers(ground: Ground, study: Study) -> None:
    assert audited(ground, study).traces == {"name": 10}


def test_nothing_of_anybody_is_in_it(ground: Ground, study: Study) -> None:
    found = audited(ground, study)
    secrets = ground.secrets(study)
    keys = ground.keyring.keys(study.id)
    for language in ("nl", "en"):
        everything = "\n".join(told(found, language)) + json.dumps(document(found), default=str)
        assert not [each for each in (PLANTED, "De koffie", "person-1@", *secrets) if each in everything]
        assert keys.token.hex() not in everything


def test_reading_it_changes_nothing(ground: Ground, study: Study) -> None:
    before = [ground.content(store) for store in Store]
    audited(ground, study)
    assert [ground.content(store) for store in Store] == before


def test_a_study_that_was_not_opened_has_no_keys_yet_and_nothing_to_do(ground: Ground) -> None:
    study = ground.load()
    assert audited(ground, study).keys is State.NOT_MADE
    assert not set(failed(ground, study)) - {"settings_hold"}


def test_after_the_keys_were_destroyed_it_says_by_whom_and_that_nothing_is_left(ground: Ground, study: Study) -> None:
    waves.close_wave(ground.field(), study, "single")
    destruction.destroy(ground.field(), study, ("A. Bos", "B. Vos"))
    found = audited(ground, study)
    assert (found.keys, found.secrecy, found.deciders) == (State.DESTROYED, "anonymous", ("A. Bos", "B. Vos"))
    assert not set(failed(ground, study)) & {"keys_are_where_they_belong", "destroyed_means_gone"}


def test_after_closing_terms_have_a_last_day(ground: Ground, study: Study) -> None:
    waves.close_wave(ground.field(), study, "single")
    until = {each.table: each.until for each in audited(ground, study).holdings}
    assert (str(until["contact"]), str(until["response"])) == ("2027-02-20", "2031-11-20")


def test_what_is_past_its_term_is_found_until_it_is_purged(ground: Ground, study: Study) -> None:
    waves.close_wave(ground.field(), study, "single")
    ground.later(days=200)
    assert "contact" in failed(ground, study)["nothing_past_its_term"]
    retention.purge(ground.field())
    assert not set(failed(ground, study)) - {"settings_hold"}


def _draft(ground: Ground, _study: Study) -> None:
    (used,) = [row.hash for row in ground.rows(Store.RESPONSES, Ticket) if row.state == TicketState.USED][:1]
    change(ground, Store.RESPONSES, insert(Draft).values(hash=used, rev=1, sealed=b"x"))


def _lose_keys(ground: Ground, study: Study) -> None:
    home = ground.keyring.folder / study.id
    home.rename(home.parent.parent / "elsewhere")


def _never_reshuffled(ground: Ground, _study: Study) -> None:
    change(ground, Store.STUDIES, delete(Upkeep).where(Upkeep.work == Work.RESHUFFLE))


def _long_ago(ground: Ground, _study: Study) -> None:
    change(ground, Store.STUDIES, update(Upkeep).where(Upkeep.work == Work.PURGE).values(at=NOW - timedelta(days=3)))


def _forged(ground: Ground, study: Study) -> None:
    row = {"study_id": study.id, "wave_id": "proef/single", "day": TODAY, "digest": "0" * 64, "document": "{}"}
    change(ground, Store.STUDIES, insert(PublicationRow).values(**row))


def _column(ground: Ground, _study: Study) -> None:
    change(ground, Store.RESPONSES, text("ALTER TABLE open_text ADD COLUMN response_id VARCHAR(36)"))


def _fewer(ground: Ground, _study: Study) -> None:
    three = [row.hash for row in ground.rows(Store.RESPONSES, Ticket)][:3]
    change(ground, Store.RESPONSES, delete(Ticket).where(Ticket.hash.in_(three)))


@pytest.mark.parametrize(
    ("harm", "check", "detail"),
    [
        (_draft, "nothing_unfinished_of_ended_links", "1"),
        (_lose_keys, "keys_are_where_they_belong", "missing"),
        (_never_reshuffled, "reshuffled_last_night", "-"),
        (_long_ago, "purged_last_night", "2026-11-17 09:30"),
        (_forged, "publications_are_whole", "proef/single"),
        (_column, "own_words_stand_apart", "response_id"),
        (_fewer, "no_small_cohort", "proef/single/1"),
    ],
)
def test_each_broken_promise_is_found(
    ground: Ground, study: Study, harm: Callable[[Ground, Study], None], check: str, detail: str
) -> None:
    assert check not in failed(ground, study)
    harm(ground, study)
    assert detail in failed(ground, study)[check]


def test_a_real_study_without_an_assessment_is_found(ground: Ground) -> None:
    study = ground.load(a_study(purpose="real"))
    assert failed(ground, study)["assessed"] == "dpia, privacy"


def test_small_cohorts_and_cells_that_were_accepted_are_no_failure(ground: Ground) -> None:
    design = a_study(attributes=[AGE | {"audience": "participant"}])
    study = ground.load(design)
    ground.enrol(study, [*some_people(4, age="young")])
    waves.open_wave(ground.field(), study, "single", Reasons("a pilot", "a pilot"))
    assert not {"no_small_cohort", "no_small_cells"} & set(failed(ground, study))
    with ground.session(Store.STUDIES) as session:
        audit.shorten(writing(session), NOW, "x", NOW + timedelta(days=1))
        session.commit()
    change(ground, Store.STUDIES, text("DELETE FROM acceptance"))
    assert {"no_small_cohort", "no_small_cells"} <= set(failed(ground, study))


def test_unlinked_answers_have_no_pseudonym(ground: Ground) -> None:
    study = ground.opened(a_study(mode="unlinked"))
    assert "unlinked_stays_unlinked" not in failed(ground, study)


def test_other_studies_are_not_counted(ground: Ground, study: Study) -> None:
    other = ground.load(a_study(id="anders"))
    held = {each.table: each.rows for each in audited(ground, other).holdings if each.about_people}
    assert set(held.values()) == {0}
    assert ground.count(Store.STUDIES, StudyRow) == 2
    assert ground.count(Store.RESPONSES, OpenText) == 14
    assert study.id != other.id
