"""One run: the fieldwork of a seed, everything stolen after it, and every attack made on that."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

from survey.storage.copies import copied
from survey.storage.engines import Store
from tests.fixtures.databases import Urls
from tests.fixtures.shipped import shipped
from tests.house.sources import ROOT

from .browsers import OverHttp
from .clocked import VARIABLE
from .fieldwork import Fieldwork, Truth, fieldwork
from .loot import Loot
from .people import COACHES, DOMAIN, STRATA, Visit, answers_of_coach
from .stealing import Thief, found_in, thief_for
from .verdict import Verdict, judged

Build = Callable[[Fieldwork], AbstractContextManager[object]]
"""A build of the product for as long as it is entered; what is shipped changes nothing."""


def as_shipped(_work: Fieldwork) -> AbstractContextManager[object]:
    """The product as it is."""
    return nullcontext()


def attacked(urls: Urls, folder: Path, seed: int, build: Build = as_shipped) -> Verdict:
    """Live through the fieldwork of a seed with a build, steal, and attack."""
    begun = time.monotonic()
    with fieldwork(urls, folder, seed) as work:
        with build(work):
            work.begin()
            work.live()
            loot, truth = stolen(work, thief_for(urls))
        verdict = judged(loot, truth, seed)
    verdict.seconds = time.monotonic() - begun
    return verdict


@contextmanager
def over_http(work: Fieldwork) -> Iterator[None]:
    """The product as it is, in a server of its own; everybody comes over HTTP, by a proxy that says who they are."""
    settings = work.survey.settings
    work.clock_file = settings.instance.parent / "clock"
    work.clock_file.write_text(work.now.isoformat())
    log = settings.instance.parent / "serve.log"
    variables = {f"SURVEY_{store.upper()}_URL": settings.database(store) for store in Store}
    variables |= {VARIABLE: str(work.clock_file), "SURVEY_TRUSTED_PROXIES": "1", "PYTHONPATH": str(ROOT)}
    with shipped(settings.instance, variables, log, "tests.drills.anonymity.clocked") as server:
        work.logs.append(log)
        work.browser = lambda: OverHttp(server.url, {"X-Forwarded-For": "203.0.113.9", "User-Agent": "Browser/1"})
        yield


def stolen(work: Fieldwork, thief: Thief) -> tuple[Loot, Truth]:
    """Everything that an attacker has, and what only the judge knows."""
    pair = _before_and_after(work, thief)
    work.reshuffle()
    loot = Loot(
        kind=thief.kind,
        databases={store: thief.database(store) for store in Store},
        files={store: thief.files(store) for store in Store},
        settings=thief.settings(),
        logs={"pages and worker": work.log.getvalue()} | {path.name: path.read_text() for path in work.logs},
        mails=work.mails,
        left_behind=work.left_behind,
        kept=found_in(work.survey.settings.instance),
        dumps=[thief.dump(Store.RESPONSES)],
        backups=_backups(work),
        pair=pair,
        insiders={f"coach{coach}@{DOMAIN}": answers_of_coach(coach) for coach in range(COACHES)},
    )
    written = {name: content for name, content in loot.files[Store.RESPONSES].items() if name.endswith("log")}
    loot.logs |= {name: content.decode(errors="replace") for name, content in written.items()}
    work.reshuffle()
    loot.dumps.append(thief.dump(Store.RESPONSES))
    return loot, work.truth()


def _backups(work: Fieldwork) -> dict[Store, bytes]:
    """Backups of today, opened."""
    engines = work.survey.ready.engines
    return {store: gzip.decompress(copied(engine, store, work.now.date()).content) for store, engine in engines.items()}


def _before_and_after(work: Fieldwork, thief: Thief) -> tuple[dict[Store, str], dict[Store, str]]:
    """The databases before and after somebody answers who had not yet."""
    month = list(STRATA)[-1]
    names = (case.person.address for case in work.people.cases if case.trajectory and case.trajectory.start == month)
    last = next(str(name) for name in names if name not in work.arrived["six_months"])
    before = {store: thief.dump(store) for store in Store}
    given = (("grade", "7"), ("work", "zqpaid"), ("why", "zqverhaal"))
    work.visit(Visit(work.now + timedelta(hours=1), last, "six_months", 0, given))
    return before, {store: thief.dump(store) for store in Store}
