"""Purging: a year later nothing is past its term, the rest is as it was, and the files hold nothing of what went."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select, update
from sqlalchemy.orm import Session

from survey.fieldwork import answers, destruction, retention, terms, waves
from survey.fieldwork.guessing import Guard
from survey.fieldwork.retention import Line
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.questionnaires.privacy import Privacy
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Pace
from survey.storage.engines import Store
from survey.storage.responses import Draft, Failures, OpenText, Response, Ticket
from survey.storage.studies import AuditEntry, Destruction, Upkeep
from tests.fixtures.studies import ANSWERS, a_dpia, a_privacy, a_study, a_wave

from .ground import NOW, TODAY, Ground

YEAR = {"contacts": 3, "keys": 6, "answers": 11}
PLANTED = "planted-a-1f3e"


@pytest.fixture
def study(ground: Ground) -> Study:
    """Twelve people, seven of whom answered and one began; ended today."""
    design = a_study(privacy=a_privacy(retention=YEAR))
    ground.opened(design)
    for number, secret in enumerate(ground.secrets(design)[:8]):
        with ground.session(Store.RESPONSES) as session:
            found = answers.save(session, ground.standing(secret), None, ANSWERS | {"why": f"{PLANTED} {number}"})
            if number < 7:
                answers.submit(session, found, ground.questionnaire, TODAY, {})
    waves.close_wave(ground.field(), design, "single")
    return design


def purged(ground: Ground, **later: float) -> dict[str, Line]:
    """Purge so much later; the proof, by what it is about."""
    ground.later(**later)
    return {line.what: line for line in retention.purge(ground.field())}


def kept(ground: Ground) -> dict[str, int]:
    """How much is there."""
    return {
        "contacts": ground.count(Store.CONTACTS, Contact),
        "tickets": ground.count(Store.RESPONSES, Ticket),
        "responses": ground.count(Store.RESPONSES, Response),
        "texts": ground.count(Store.RESPONSES, OpenText),
    }


ALL = {"contacts": 12, "tickets": 12, "responses": 7, "texts": 14}


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        (date(2027, 2, 20), ()),
        (date(2027, 2, 21), ("contacts",)),
        (date(2027, 5, 20), ("contacts",)),
        (date(2027, 5, 21), ("contacts", "tickets")),
        (date(2027, 10, 20), ("contacts", "tickets")),
        (date(2027, 10, 21), ("contacts", "tickets", "responses", "texts")),
    ],
)
@pytest.mark.usefixtures("study")
def test_each_thing_goes_on_the_day_after_its_term(ground: Ground, day: date, gone: tuple[str, ...]) -> None:
    proof = purged(ground, days=(day - TODAY).days)
    assert kept(ground) == ALL | dict.fromkeys(gone, 0)
    assert {line.past for line in proof.values()} == {0}
    assert (ground.keyring.held() == set()) is ("tickets" in gone)


@pytest.mark.usefixtures("study")
def test_a_year_later_nothing_is_past_its_term(ground: Ground) -> None:
    first = purged(ground, days=366)
    assert kept(ground) == dict.fromkeys(ALL, 0)
    assert {(line.left, line.past) for line in first.values() if line.study_id} == {(0, 0)}
    assert (first["keys"].removed, first["responses"].removed, first["open answers"].removed) == (1, 7, 14)
    assert {line.removed for line in purged(ground, days=1).values()} == {0}


def test_when_the_term_of_the_keys_ends_the_answers_are_anonymous(ground: Ground, study: Study) -> None:
    purged(ground, days=183)
    with ground.session(Store.STUDIES) as studies:
        assert secrecy(studies, ground.keyring, study.id) is Secrecy.ANONYMOUS
    (deed,) = ground.rows(Store.STUDIES, Destruction)
    assert (deed.first, deed.second, deed.term) == ("term", "survey maintain purge", 6)
    assert kept(ground) == ALL | {"contacts": 0, "tickets": 0}


def test_keys_that_ended_by_their_term_are_recorded_with_who_approved_it(ground: Ground) -> None:
    design = a_study(purpose="real", privacy=a_privacy(retention=YEAR), dpia=a_dpia())
    ground.opened(design)
    waves.close_wave(ground.field(), design, "single")
    purged(ground, days=183)
    (deed,) = ground.rows(Store.STUDIES, Destruction)
    assert (deed.first, deed.second, deed.term, deed.finished) == ("term", "Directeur Werk", 6, ground.now.date())
    assert ("destroy keys", "term: 6 months, approved by Directeur Werk") in ground.audited()
    retention.purge(ground.field())
    assert ground.audited().count(("destroy keys", "term: 6 months, approved by Directeur Werk")) == 1


def in_two_waves(ground: Ground, **changes: Any) -> Study:
    """The first of two waves is over; the second is planned."""
    second = a_wave("second", **changes)
    design = a_study(privacy=a_privacy(retention=YEAR), waves=[a_wave("single"), second])
    ground.opened(design)
    waves.close_wave(ground.field(), design, "single")
    return design


def since(ground: Ground, design: Study, day: date) -> date | None:
    with ground.session(Store.STUDIES) as session:
        return terms.over_since(session, design, day)


@pytest.mark.parametrize("changes", [{}, {"offset": "6 months"}], ids=["by hand", "by itself"])
def test_a_wave_that_is_only_planned_holds_the_terms_up_for_a_year(ground: Ground, changes: dict[str, str]) -> None:
    design = in_two_waves(ground, **changes)
    assert since(ground, design, date(2027, 11, 20)) is None
    assert since(ground, design, date(2027, 11, 21)) == TODAY
    proof = purged(ground, days=(date(2027, 11, 20) - TODAY).days)
    assert {line.since for line in proof.values() if line.study_id} == {None}
    assert kept(ground)["contacts"] == 12
    proof = purged(ground, days=1)
    assert {line.since for line in proof.values() if line.study_id} == {TODAY}
    assert set(kept(ground).values()) == {0}
    assert ground.keyring.held() == set()


def test_a_wave_that_opens_within_that_year_counts_anew(ground: Ground) -> None:
    design = in_two_waves(ground)
    ground.later(days=300)
    waves.open_wave(ground.field(), design, "second")
    assert since(ground, design, date(2030, 1, 1)) is None
    ground.later(days=30)
    waves.close_wave(ground.field(), design, "second")
    assert since(ground, design, ground.now.date()) == ground.now.date()


def test_keys_that_are_kept_for_longer_are_waited_for(ground: Ground) -> None:
    design = in_two_waves(ground)
    longer = design.model_copy(update={"privacy": Privacy.model_validate(a_privacy(retention=YEAR | {"keys": 18}))})
    assert since(ground, longer, date(2028, 5, 20)) is None
    assert since(ground, longer, date(2028, 5, 21)) == TODAY


def test_after_the_end_of_the_keys_no_wave_is_waited_for(ground: Ground) -> None:
    design = in_two_waves(ground)
    destruction.destroy(ground.field(), design, ("A. Jansen", "B. de Vries"))
    assert since(ground, design, TODAY) == TODAY


def test_a_study_of_which_nothing_was_opened_counts_from_nowhere(ground: Ground) -> None:
    design = ground.load()
    assert since(ground, design, date(2040, 1, 1)) is None


def test_a_study_that_goes_on_keeps_everything(ground: Ground) -> None:
    ground.opened(a_study(privacy=a_privacy(retention=YEAR)))
    before = {store: ground.content(store) for store in (Store.CONTACTS, Store.RESPONSES)}
    proof = purged(ground, days=1000)
    assert {store: ground.content(store) for store in before} == before
    assert {line.since for line in proof.values() if line.study_id} == {None}


def test_drafts_counts_and_the_audit_log_have_fixed_terms(ground: Ground) -> None:
    study = ground.opened()
    one, two = ground.secrets(study)[:2]
    for secret in (one, two):
        with ground.session(Store.RESPONSES) as session:
            answers.save(session, ground.standing(secret), None, ANSWERS)
    with ground.session(Store.RESPONSES) as session:
        theirs = Ticket.hash == ground.rows(Store.RESPONSES, Draft)[0].hash
        session.execute(update(Ticket).where(theirs).values(closes=TODAY - timedelta(days=1)))
        session.commit()
        Guard(10, b"key").is_over(session, "192.0.2.1", ground.now)
    with ground.session(Store.CONTACTS) as session:
        session.add(Pace(name="proef", minute=NOW, mails=3))
        session.commit()
    proof = purged(ground)
    assert proof["drafts of links that have ended"].removed == 1
    assert ground.count(Store.RESPONSES, Draft) == 1
    assert ground.count(Store.RESPONSES, Failures) == ground.count(Store.CONTACTS, Pace) == 1
    purged(ground, minutes=61)
    assert ground.count(Store.RESPONSES, Failures) == ground.count(Store.CONTACTS, Pace) == 0
    entries = ground.count(Store.STUDIES, AuditEntry)
    assert entries
    assert purged(ground, days=700)["audit log, 24 months"].removed == 0
    assert purged(ground, days=31)["audit log, 24 months"].removed == entries


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("study")
def test_nothing_that_was_planted_can_be_carved_from_the_files(ground: Ground) -> None:
    places = {Path(str(make_url(engine.url).database)).parent for engine in ground.engines.values()}
    wanted = [b"person-7@example.org", PLANTED.encode()]

    def _carved() -> list[int]:
        files = [path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()]
        return [sum(content.count(each) for content in files) for each in wanted]

    assert all(_carved())
    purged(ground, days=366)
    assert _carved() == [0, 0]


@pytest.mark.postgresql
@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("study")
def test_nothing_that_was_planted_can_be_carved_from_the_tables_of_the_server(ground: Ground) -> None:
    wanted = [b"person-7@example.org", PLANTED.encode()]

    def _carved() -> list[int]:
        content = [page for store in (Store.CONTACTS, Store.RESPONSES) for page in _pages(ground, store)]
        return [sum(each.count(word) for each in content) for word in wanted]

    assert all(_carved())
    purged(ground, days=366)
    assert _carved() == [0, 0]


def _pages(ground: Ground, store: Store) -> list[bytes]:
    """The files of all tables and indexes of a database, as they lie on the disk of the server."""
    query = (
        "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
        "WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)"
    )
    with ground.engines[store].connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        return [bytes(row[0]) for row in connection.exec_driver_sql(query) if row[0]]


@pytest.mark.usefixtures("study")
def test_it_is_kept_when_it_was_done(ground: Ground) -> None:
    purged(ground)
    with Session(ground.engines[Store.STUDIES]) as session:
        done = {row.work: row.at for row in session.scalars(select(Upkeep))}
    assert done == {"purge": NOW, "reshuffle": NOW}


@pytest.mark.parametrize(
    ("since", "months", "last"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), -24, date(2026, 2, 28)),
    ],
)
def test_a_term_ends_on_the_same_day_of_another_month(since: date, months: int, last: date) -> None:
    assert terms.ends(since, months) == last
