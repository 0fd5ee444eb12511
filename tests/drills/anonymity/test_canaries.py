"""Whatever goes wrong, no link, address, network address, browser or answer is written down anywhere."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.databases import Urls
from tests.fixtures.invited import Invited, invite
from tests.fixtures.mail import MailServer
from tests.fixtures.shipped import Shipped, shipped
from tests.fixtures.studies import a_study

from .browsers import OverHttp, walk
from .canaries import sightings
from .loot import Files
from .people import STORY, the_questionnaires

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)

NETWORK, AGENT = "203.0.113.77", "KanarieBrowser/7.7"
GIVEN = (("grade", "8"), ("work", "zqunpaid"), ("why", f"{STORY} van een kanarie"))
FAILING = "tests.drills.anonymity.failing"
HEADERS = {"User-Agent": AGENT, "X-Forwarded-For": NETWORK, "Referer": "http://kanarie.example/"}
ROOT = Path(__file__).parents[3]


@dataclass
class Scene:
    """An installation with people in the field, and a folder for everything that is written."""

    settings: Settings
    invited: Invited
    urls: Urls
    written: Path

    @property
    def variables(self) -> dict[str, str]:
        """What the programs are started with."""
        stores = {f"SURVEY_{store.upper()}_URL": url for store, url in self.urls.items()}
        given = {"SURVEY_SMTP_URL": self.settings.smtp_url, "SURVEY_TRUSTED_PROXIES": "1", "SURVEY_LANGUAGE": "en"}
        return stores | given | {"TMPDIR": str(self.written), "PYTHONPATH": str(ROOT)}

    @property
    def canaries(self) -> dict[str, bytes]:
        """What may not be seen."""
        tokens = {f"link {number}": link.token.encode() for number, link in enumerate(self.invited.links)}
        addresses = {f"address {number}": f"person{number}@example.org".encode() for number in range(len(tokens))}
        told = {"network": NETWORK.encode(), "browser": AGENT.encode(), "story": GIVEN[2][1].encode()}
        return tokens | addresses | told | {"answer": b"zqunpaid"}

    def serve(self, *how: str) -> "Served":
        """Serve the pages, with a build that is broken if that is said."""
        return Served(self, how)

    def work(self, *how: str) -> subprocess.CompletedProcess[bytes]:
        """Run the worker once."""
        command = [sys.executable, "-m", *(how or ("survey",))]
        words = ["--instance", str(self.settings.instance), "worker", "--once"]
        done = subprocess.run([*command, *words], env=os.environ | self.variables, capture_output=True, check=False)
        (self.written / f"worker-{'-'.join(how)}.log").write_bytes(done.stdout + done.stderr)
        return done

    def everything(self) -> Files:
        """All that was written but databases and keys: logs, temporary files, and what lies in the instance folder."""
        places = [self.written, self.settings.instance]
        paths = [path for place in places for path in place.rglob("*") if path.is_file() and "keys" not in path.parts]
        return {path.name: path.read_bytes() for path in paths}


@dataclass
class Served:
    """A server for the length of a `with`."""

    scene: Scene
    how: tuple[str, ...]

    def __enter__(self) -> Shipped:
        name = "-".join(self.how) or "as-it-is"
        log = self.scene.written / f"serve-{name}.log"
        build = (FAILING, *self.how) if self.how else ()
        self.running = shipped(self.scene.settings.instance, self.scene.variables, log, *build)
        return self.running.__enter__()

    def __exit__(self, *fault: object) -> None:
        self.running.__exit__(None, None, None)


@pytest.fixture
def scene(urls: Urls, tmp_path: Path, settings: Settings, make_app: MakeApp, smtp: Callable[..., MailServer]) -> Scene:
    """Twelve people with a link, who were not written to yet."""
    given = settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{smtp().port}"})
    app: Flask = make_app(given)
    asked = the_questionnaires()["four-questions"]
    written = tmp_path / "written"
    written.mkdir()
    return Scene(given, invite(app, a_study(), asked), urls, written)


def visitor(server: Shipped) -> OverHttp:
    """Somebody behind a proxy, with a browser of their own."""
    return OverHttp(server.url, dict(HEADERS))


def answer(server: Shipped, scene: Scene) -> None:
    """What people do: answer, come back, mistype the link, lose the cookie, open what is not there."""
    first, second, third, *_ = scene.invited.links
    assert walk(visitor(server), first.path, GIVEN).path.startswith("/thanks/")
    walk(visitor(server), second.path, GIVEN, first=True)
    assert walk(visitor(server), second.path, GIVEN).path.startswith("/thanks/")
    token = third.token
    for path in (
        f"/a/{token[:-1]}",
        f"/a/{token.lower()}",
        f"/A/{token}",
        f"/{token}",
        f"/a/{token}/x",
        f"/login/{token}",
    ):
        assert visitor(server).ask(path).status in (404, 405)
    for path in (f"/login?next=/a/{token}", f"/dashboard/{token}", f"/dashboard/proef/{token}"):
        visitor(server).ask(path)
    lost = visitor(server)
    walk(lost, third.path, GIVEN, first=True)
    lost.kept.clear()
    assert lost.ask(third.page("why"), {"item_why": GIVEN[2][1], "go": "on"}).status == 403
    assert visitor(server).ask("/code", {"code": third.code}).status in (400, 404)


def breakages(scene: Scene) -> None:
    """Everything that can go wrong in one installation, with the programs as they are and with broken ones."""
    with scene.serve() as server:
        answer(server, scene)
        token = scene.invited.links[3].token
        server.raw(f"GET /a/{token} HTTP/9.9\r\nX-Forwarded-For: {NETWORK}\r\n\r\n".encode())
        server.raw(f"BREW\x01 /a/{token} HTTP/1.1\r\nUser-Agent: {AGENT}\r\n\r\n".encode())
        server.raw(f"POST /a/{token} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {AGENT}\r\n\r\n".encode())
        _kill_worker(server, signal.SIGKILL)
        _kill_worker(server, signal.SIGABRT)
        with closing(sqlite3.connect(scene.settings.database("responses").removeprefix("sqlite:///"))) as responses:
            responses.execute("ALTER TABLE draft RENAME TO elsewhere")
            assert visitor(server).ask(f"/a/{token}").status == 503
            responses.execute("ALTER TABLE elsewhere RENAME TO draft")
    with scene.serve("save") as server:
        browser = visitor(server)
        with pytest.raises(AssertionError):
            walk(browser, scene.invited.links[4].path, GIVEN)
    assert scene.work(FAILING, "mail").returncode == 1
    assert scene.work().returncode == 0


def _kill_worker(server: Shipped, how: signal.Signals) -> None:
    """A process that serves pages dies while it is asked for one; another takes its place."""
    listed = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True)  # noqa: S607
    os.kill(int(listed.stdout.split()[0]), how)
    for _ in range(100):
        with suppress(OSError):
            if visitor(server).ask("/accessibility").status == 200:
                return
        time.sleep(0.1)


def test_no_canary_is_seen_whatever_goes_wrong(scene: Scene) -> None:
    breakages(scene)
    everything = scene.everything()
    told = b"\n".join(everything.values()).decode(errors="replace")
    assert "Fault " in told, "a fault is told at all"
    assert "builtins.RuntimeError" in told, "also a fault of the worker"
    assert sightings(everything, scene.canaries) == []


def test_neither_database_holds_the_canaries_of_the_other(scene: Scene) -> None:
    with scene.serve() as server:
        answer(server, scene)
    canaries = scene.canaries
    files: dict[str, Files] = {}
    for store in scene.urls:
        path = Path(scene.settings.database(store).removeprefix("sqlite:///"))
        files[store] = {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
    people = {kind: canary for kind, canary in canaries.items() if kind.startswith(("address", "network", "browser"))}
    others = {kind: canary for kind, canary in canaries.items() if not kind.startswith("address")}
    assert sightings(files["responses"], people) == []
    assert sightings(files["contacts"], others) == []
    assert (
        sightings(files["studies"], people | {kind: others[kind] for kind in others if kind.startswith("link")}) == []
    )


def test_a_build_that_logs_paths_is_caught(scene: Scene) -> None:
    with scene.serve("talk") as server:
        walk(visitor(server), scene.invited.link.path, GIVEN)
    seen = sightings(scene.everything(), scene.canaries)
    assert "serve-talk.log: link 0 as it is" in seen
    assert "serve-talk.log: browser as it is" in seen
