"""Purging: a year later nothing is past its term, the rest is as it was, and the files hold nothing of what went."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, update
from sqlalchemy.orm import Session

from survey.fieldwork import answers, retention, terms, waves
from survey.fieldwork.guessing import Guard
from survey.fieldwork.retention import Line
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Pace
from survey.storage.engines import Store
from survey.storage.responses import Draft, Failures, OpenText, Response, Ticket
from survey.storage.studies import AuditEntry, Destruction, Upkeep
from tests.fixtures.studies import ANSWERS, a_privacy, a_study

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
    assert (deed.first, deed.second) == ("retention: 6 months", "survey maintain purge")
    assert kept(ground) == ALL | {"contacts": 0, "tickets": 0}


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
