"""How fast a program lead reads: `make bench-dashboard`.

Overview and result pages at 50 requests a second, each sent at its own moment whether or not the one before it was
answered, and the same publication with a thousand and with a million responses behind it, in turns, so that whatever
else this machine does counts for both. Server and clients share its cores.
"""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
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
RATE, SECONDS, WARM, CLIENTS = 50, 10, 4, 16
ROUNDS, BLOCKS, BLOCK = 2, 12, 25
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


@dataclass
class Site:
    """A server with people logged in, as many as may wait for an answer at once, and what was measured there."""

    port: int
    server: int
    ready: SimpleQueue[Browser] = field(default_factory=SimpleQueue)
    timings: list[Timing] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PAGES, 0.0))

    def log_in(self, password: str) -> None:
        """Let one more in."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
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
        self.ready.put((connection, visitor))

    def ask(self, name: str, path: str) -> None:
        """Ask for a page and read it."""
        connection, visitor = self.ready.get()
        response, _body = visitor.ask(name, path)
        connection.close()
        self.ready.put((connection, visitor))
        if response.status != 200:  # noqa: PLR2004 - OK
            raise UnexpectedAnswerError(f"Status {response.status} for {path}.")

    def hurry(self, seconds: int) -> list[Timing]:
        """Every request of a run: from the moment at which it was due until its answer was read."""
        began = time.perf_counter()

        def visit(due: float, name: str, path: str) -> Timing:
            time.sleep(max(0.0, began + due - time.perf_counter()))
            self.ask(name, path)
            return Timing(name, (time.perf_counter() - began - due) * 1000)

        turns = islice(cycle(PAGES.items()), RATE * seconds)
        plan = [(place / RATE, name, path) for place, (name, path) in enumerate(turns)]
        with ThreadPoolExecutor(CLIENTS) as threads:
            return list(threads.map(lambda each: visit(*each), plan))

    def stroll(self, name: str) -> None:
        """Ask for a page some times, one after the other, and add up what that costs the server."""
        before = self.worked()
        for _ in range(BLOCK):
            self.ask(name, PAGES[name])
        self.spent[name] += self.worked() - before

    def worked(self) -> float:
        """The CPU time of the server and its worker processes, in seconds."""
        workers = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
        files = [Path(f"/proc/{each}/stat").read_text() for each in (self.server, *workers)]
        ticks = [int(number) for file in files for number in file.rpartition(")")[2].split()[11:13]]
        return sum(ticks) / os.sysconf("SC_CLK_TCK")


@contextmanager
def site(folder: Path, port: int, password: str) -> Iterator[Site]:
    """A server on an installation. It is warm: each of its processes has drawn every page."""
    command = ["survey", "serve", "--bind", f"127.0.0.1:{port}", *SERVER]
    with serving(command, variables(folder, {}), port) as server:
        found = Site(port, server)
        for _ in range(CLIENTS):
            found.log_in(password)
        found.hurry(WARM)
        yield found


def measure(sites: Sequence[Site]) -> None:
    """Look at all sites in turns, in short ones where CPU time is compared."""
    for _ in range(ROUNDS):
        for each in sites:
            each.timings += each.hurry(SECONDS)
    for _ in range(BLOCKS):
        for name in PAGES:
            for each in sites:
                each.stroll(name)


def report(found: Site) -> None:
    """A line for each page: p50 and p95 in a hurry, and what it costs."""
    for name in PAGES:
        cuts = quantiles([timing.milliseconds for timing in found.timings if timing.name == name], n=20)
        cost = 1000 * found.spent[name] / (BLOCK * BLOCKS)
        say(f"  {name:<18} p50 {cuts[9]:6.1f} ms   p95 {cuts[18]:6.1f} ms   CPU {cost:5.2f} ms a page")


def compare(few: Site, many: Site) -> None:
    """How much more the pages cost with many responses behind them."""
    each = ", ".join(f"{name} {many.spent[name] / few.spent[name]:.2f}" for name in PAGES)
    whole = sum(many.spent.values()) / sum(few.spent.values())
    say(f"\nCPU time, many against few: {whole:.2f} in all; {each}")


def main() -> None:
    """Measure with few and with many responses behind the same publication."""
    say(f"{RATE} requests/s, {ROUNDS} times {SECONDS} s, {SERVER[1]} workers, {os.cpu_count()} cores.")
    folder = Path(tempfile.mkdtemp(prefix="werkpeil-bench-"))
    try:
        survey, password = built(folder / "0")
        survey.close()
        for number in BEHIND:
            shutil.copytree(folder / "0", folder / str(number))
            fill(Survey(given=Settings.model_validate({"instance": folder / str(number)})), number)
        with ExitStack() as stack:
            sites = [
                stack.enter_context(site(folder / str(number), PORT + place, password))
                for place, number in enumerate(BEHIND)
            ]
            measure(sites)
        for number, found in zip(BEHIND, sites, strict=True):
            say(f"\n{number:,} more responses than were published")
            report(found)
        compare(*sites)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
