"""How fast a program lead reads: `make bench-dashboard`.

Overview and result pages at 50 requests a second, each sent at its own moment whether or not the one before it was
answered, and the same publication with a thousand and with a million responses behind it. Server and clients share
this machine's cores.
"""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from queue import SimpleQueue
from statistics import quantiles

from sqlalchemy import insert

from benchmarks.answer import ADDRESS, PORT, SERVER, say, serving, variables
from benchmarks.crowd import CSRF, Timing, UnexpectedAnswerError, Visitor
from survey.cli.demo.closed_waves import publish_all, standard_study
from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.fieldwork import designs, memberships, programmes
from survey.fieldwork.memberships import Seat
from survey.fieldwork.programmes import Office
from survey.questionnaires import catalogue
from survey.questionnaires.study import Purpose
from survey.settings import Settings
from survey.storage.engines import writing
from survey.storage.responses import Response
from survey.storage.staff import Role
from survey.web.accounts.staff import add, new_password

STUDY, WAVE = "jobcoaching", "six_months"
PAGES = {
    "overview": f"/dashboard/{STUDY}",
    "explore": f"/dashboard/{STUDY}/grade",
    "explore by group": f"/dashboard/{STUDY}/grade?by=age_class",
    "explore values": f"/dashboard/{STUDY}/capability",
}
RATE, SECONDS, CLIENTS, ALONE = 50, 20, 16, 100
BEHIND = (10**3, 10**6)
CHUNK = 20_000
EMAIL = "lead@werkpeil.example"


def built(folder: Path) -> tuple[Survey, str]:
    """The standard study of the demo, five waves of it published, and a program lead with a password."""
    survey = Survey(given=Settings.model_validate({"instance": folder, "public_url": ADDRESS}))
    make(survey)
    design, questionnaires = catalogue.load_study_file(catalogue.shipped_studies()[STUDY])
    publish_all(survey, design.named(None, Purpose.DEMO), questionnaires, standard_study)
    password = new_password()
    with survey.stores.studies() as session:
        add(writing(session), EMAIL, password)
        office = Office(session, survey.clock(), survey.actor)
        memberships.grant(office, Seat(EMAIL, str(programmes.of_study(session, STUDY)), Role.PROGRAM_LEAD))
        session.commit()
    return survey, password


def fill(survey: Survey, number: int) -> None:
    """Add responses of the published wave until there are so many more."""
    wave = designs.wave_id(STUDY, WAVE)
    row: dict[str, object] = {
        "wave_id": wave,
        "digest": "0" * 64,
        "pseudonym": None,
        "period": "2026Q4",
        "attributes": {},
        "language": "nl",
    }
    answers = {"grade": 8, "there": "always", "recommend": "yes", "yield": "much", "gains": ["fitting_job"]}
    with survey.stores.responses() as session:
        for begin in range(0, number, CHUNK):
            chunk = range(begin, min(begin + CHUNK, number))
            rows = [row | {"id": uuid.uuid4(), "answers": answers} for _ in chunk]
            session.execute(insert(Response), rows)
            session.commit()


Browser = tuple[HTTPConnection, Visitor]
"""Each request has a connection of its own: the server may close one that waits for the next."""


def visitors(password: str, number: int) -> SimpleQueue[Browser]:
    """Browsers that are logged in, as many as may wait for an answer at once."""
    ready: SimpleQueue[Browser] = SimpleQueue()
    for _ in range(number):
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        visitor = Visitor(connection)
        _response, body = visitor.ask("log-in", "/login")
        token = CSRF.search(body)
        if token is None:
            raise UnexpectedAnswerError("The log-in page has no form.")
        form = [("csrf_token", token[1].decode()), ("email", EMAIL), ("password", password)]
        response, _body = visitor.ask("log-in", "/login", form)
        if response.headers.get("Location") != "/":
            raise UnexpectedAnswerError("Nobody was logged in.")
        connection.close()
        ready.put((connection, visitor))
    return ready


def measured(password: str) -> list[Timing]:
    """Every request of a run: from the moment at which it was due until its answer was read."""
    ready = visitors(password, CLIENTS)
    began = time.perf_counter()

    def look(due: float, name: str, path: str) -> Timing:
        time.sleep(max(0.0, began + due - time.perf_counter()))
        connection, visitor = ready.get()
        response, _body = visitor.ask(name, path)
        connection.close()
        ready.put((connection, visitor))
        if response.status != 200:  # noqa: PLR2004 - OK
            raise UnexpectedAnswerError(f"Status {response.status} for {path}.")
        return Timing(name, (time.perf_counter() - began - due) * 1000)

    with ThreadPoolExecutor(CLIENTS) as threads:
        return list(threads.map(lambda each: look(*each), _plan()))


def alone(password: str) -> dict[str, float]:
    """How long each page takes when nobody else asks: the quickest tenth of many requests, whatever else runs here."""
    connection, visitor = visitors(password, 1).get()
    found = {}
    for name, path in PAGES.items():
        visitor.timings.clear()
        for _ in range(ALONE):
            visitor.ask(name, path)
            connection.close()
        found[name] = quantiles([timing.milliseconds for timing in visitor.timings], n=10)[0]
    return found


def _plan() -> Iterator[tuple[float, str, str]]:
    turns = islice(cycle(PAGES.items()), RATE * SECONDS)
    return ((place / RATE, name, path) for place, (name, path) in enumerate(turns))


def report(timings: list[Timing]) -> None:
    """A line for each page: p50 and p95."""
    for name in PAGES:
        cuts = quantiles([timing.milliseconds for timing in timings if timing.name == name], n=20)
        say(f"  {name:<18} p50 {cuts[9]:6.1f} ms   p95 {cuts[18]:6.1f} ms")


def main() -> None:
    """Measure with few and with many responses behind the same publication."""
    say(f"{RATE} requests/s for {SECONDS} s, {SERVER[1]} workers, {os.cpu_count()} cores, clients included.")
    folder = Path(tempfile.mkdtemp(prefix="werkpeil-bench-"))
    try:
        survey, password = built(folder / "instance")
        there, costs = 0, []
        for number in BEHIND:
            fill(survey, number - there)
            there = number
            say(f"\n{number:,} more responses than were published")
            with serving(
                ["survey", "serve", "--bind", f"127.0.0.1:{PORT}", *SERVER], variables(folder / "instance", {})
            ):
                measured(password)  # Once to warm up: every worker has then read its libraries.
                report(measured(password))
                costs.append(alone(password))
        few, many = costs
        say(
            "\nOne request at a time, many against few: "
            + ", ".join(f"{name} {many[name] / few[name]:.2f}" for name in PAGES)
        )
        survey.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
