"""Lighthouse on the start page and on question pages, on a slow phone with a slow connection: `make lighthouse`."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.fixtures.browser import QUIET
from tests.fixtures.chromium import find
from tests.fixtures.node import MODULES, NODE

from .field import toured
from .states import EVERY

PROGRAM = MODULES / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
WANTED = {"performance": 1.0, "accessibility": 1.0}
PAGES = ("report_grade", "value_card", "multiple_choice", "open_text")
TIMES = 3
FLAGS = ["--headless=new", "--no-sandbox", *QUIET]


def cookies(context: BrowserContext, address: str) -> str:
    """What the browser would send to this address."""
    return "; ".join(f"{each.get('name')}={each.get('value')}" for each in context.cookies(address))


def scores(address: str, cookie: str) -> tuple[dict[str, float], list[str]]:
    """The score of each category, from 0 to 1, and the names of the audits that took something off."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [str(NODE), str(PROGRAM), address, "--quiet", "--no-enable-error-reporting", "--output=json"]
        command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
        command += [f"--chrome-flags={' '.join(FLAGS)}", f"--extra-headers={json.dumps({'Cookie': cookie})}"]
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": str(find() or "")})
        found = json.loads(report.read_text(encoding="utf-8"))
    given = {name: float(found["categories"][name]["score"] or 0) for name in CATEGORIES}
    weighed = [each["id"] for name in CATEGORIES for each in found["categories"][name]["auditRefs"] if each["weight"]]
    audits = {name: found["audits"][name] for name in weighed}
    low = [
        f"{name} ({audit.get('displayValue') or audit['title']})"
        for name, audit in audits.items()
        if audit["score"] is not None and audit["score"] < 1
    ]
    return given, low


def reached(given: dict[str, float]) -> bool:
    """Whether the wanted scores are there."""
    return all(given[category] >= score for category, score in WANTED.items())


def calm(address: str, cookie: str) -> tuple[dict[str, float], list[str]]:
    """The scores; measured again, three times at most, because a machine that is busy with something else is slow."""
    given, low = dict.fromkeys(CATEGORIES, 0.0), ["no measurement"]
    for _ in range(TIMES):
        with contextlib.suppress(subprocess.CalledProcessError):  # Its own advice then is to run it again.
            given, low = scores(address, cookie)
        if reached(given):
            break
    return given, low


def main() -> int:
    """Print the scores; 1 if one that is wanted is not reached."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    missed = 0
    with toured() as (field, browser):
        visitor = field.visitor(browser.new_context().new_page(), "nl", EVERY)
        visitor.open(visitor.link.path)
        addresses = {"start": visitor.page.url}
        visitor.press("Start")
        addresses |= {page_id: field.server.url + visitor.link.page(page_id) for page_id in PAGES}
        for name, address in addresses.items():
            given, low = calm(address, cookies(visitor.page.context, address))
            told = ", ".join(f"{category} {score:.0%}" for category, score in given.items())
            sys.stdout.write(f"{name}: {told}{'; ' if low else ''}{', '.join(low)}\n")
            missed += not reached(given)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
