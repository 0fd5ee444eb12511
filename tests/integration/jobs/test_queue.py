"""Jobs in a real database: asked for once, taken once, and over whatever happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from survey.jobs import queue
from survey.jobs.queue import LEASE, MOST_ATTEMPTS, Wish
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import Store
from survey.storage.jobs import JobKind, JobState
from tests.integration.reporting.fieldwork import STUDY, Engines, load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
KINDS = tuple(JobKind)


class NoError(RefusedError):
    """For a test."""

    sentence = N_("{name} says no.")


def wish(kind: JobKind = JobKind.PUBLISH, actor: str = "a@example.org", **asked: str) -> Wish:
    return Wish(STUDY.id, "single", kind, actor, asked)


@pytest.fixture
def studies(engines: Engines) -> Session:
    load(engines)
    return Session(engines[Store.STUDIES])


def test_a_job_is_asked_for_taken_and_done(studies: Session) -> None:
    with studies:
        number = queue.ask(studies, wish(form="csv"), TODAY)
        taken = queue.take(studies, KINDS, NOW)
        assert taken is not None
        assert (taken.id, taken.asked, taken.state) == (number, {"form": "csv"}, JobState.WORKING)
        assert queue.take(studies, KINDS, NOW) is None
        queue.finish(studies, number, {"publication": 7})
        found = queue.find(studies, STUDY.id, number)
        assert found is not None
        assert (found.is_over, found.outcome) == (True, {"publication": 7})
        assert queue.find(studies, "other", number) is None
        assert queue.newest(studies, STUDY.id, KINDS) == {"single": found}


def test_what_waits_already_is_not_asked_twice(studies: Session) -> None:
    with studies:
        first = queue.ask(studies, wish(form="csv"), TODAY)
        assert queue.ask(studies, wish(form="csv"), TODAY) == first
        assert queue.ask(studies, wish(form="sav"), TODAY) != first
        assert queue.ask(studies, wish(actor="b@example.org", form="csv"), TODAY) != first
        assert queue.take(studies, KINDS, NOW) is not None
        assert queue.ask(studies, wish(form="csv"), TODAY) != first


def test_a_worker_takes_only_what_it_may_do(studies: Session) -> None:
    with studies:
        queue.ask(studies, wish(JobKind.IMPORT), TODAY)
        number = queue.ask(studies, wish(JobKind.EXPORT), TODAY)
        taken = queue.take(studies, (JobKind.EXPORT, JobKind.PUBLISH), NOW)
        assert taken is not None
        assert taken.id == number


def test_a_job_whose_worker_stopped_is_taken_again_but_not_for_ever(studies: Session) -> None:
    with studies:
        number = queue.ask(studies, wish(), TODAY)
        now = NOW
        for _ in range(MOST_ATTEMPTS):
            assert queue.take(studies, KINDS, now) is not None
            assert queue.take(studies, KINDS, now + LEASE) is None
            now += LEASE + timedelta(seconds=1)
        assert queue.take(studies, KINDS, now) is None
        found = queue.find(studies, STUDY.id, number)
        assert found is not None
        assert (found.state, found.outcome["sentence"]) == (JobState.FAILED, queue.INTERRUPTED)


def test_a_refusal_is_kept_with_its_words(studies: Session) -> None:
    with studies:
        number = queue.ask(studies, wish(), TODAY)
        queue.refuse(studies, number, NoError(name="Jan"))
        found = queue.find(studies, STUDY.id, number)
        assert found is not None
        assert found.state is JobState.FAILED
        assert found.outcome == {"sentence": "{name} says no.", "values": {"name": "Jan"}, "kind": "NoError"}
