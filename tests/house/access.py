"""The table of who may open which page: every route of the application, tried by somebody of each role.

`python -m tests.house.access` writes it to docs/access.md; a test compares. What a page would show does not matter
here: behind every address stands a view that says that it was reached, so that only access decides.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import update
from werkzeug.routing import Rule as Route

from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.settings import Settings
from survey.storage.studies import StudyRow
from survey.web.access import WHOEVER, rule_of
from tests.fixtures.invited import invite
from tests.fixtures.staff import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    ELSEWHERE,
    FIELDWORKER,
    LEAD,
    OWNER,
    Visitor,
    add_staff,
    stores_of,
)
from tests.fixtures.studies import a_questionnaire, a_study

from .sources import ROOT

DOCUMENT = ROOT / "docs" / "access.md"
BEGIN, END = "<!-- pages: written by python -m tests.house.access -->", "<!-- end of pages -->"
WHO = {
    "owner": OWNER,
    "fieldwork": FIELDWORKER,
    "analyst": ANALYST,
    "program lead": LEAD,
    "auditor": AUDITOR,
    "administrator": ADMINISTRATOR,
}
MINE, THEIRS, NONE = ("proef", "proef"), ("anders", ELSEWHERE), ("nergens", "nergens")
"""A study and its programme: one's own, of others, and what does not exist."""

REACHED = "reached"
KEY = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody gets at an address: the status, and the body of what was not reached."""

    status: int
    body: str

    @property
    def is_reached(self) -> bool:
        """Whether the view was reached."""
        return self.body == REACHED


Crawled = Mapping[tuple[str, str], Mapping[str, tuple[Cell, ...]]]
"""By method and pattern: what each gets for one's own study, that of others, and none."""


def prepared(app: Flask) -> Flask:
    """The application with somebody for each role, two studies, and views that say that they were reached."""
    add_staff(app)
    for study in ("proef", "anders"):
        invite(app, a_study(id=study), a_questionnaire())
    with stores_of(app).studies() as session:
        session.execute(update(StudyRow).where(StudyRow.id == "anders").values(programme_id=ELSEWHERE))
        session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def crawl(app: Flask) -> Crawled:
    """Somebody of each role at every address."""
    visitors = {who: Visitor(app) for who in WHO}
    for who, visitor in visitors.items():
        assert visitor.post("/login", "", email=WHO[who], password="twelve green bicycles").status_code == 302  # noqa: S106
    for endpoint in list(app.view_functions):
        app.view_functions[endpoint] = _stub(rule_of(app, endpoint))
    return {
        (method, pattern): {who: _tried(visitor, route, method) for who, visitor in visitors.items()}
        for (pattern, method), route in sorted(routes(app).items(), key=lambda each: each[0])
        if rule_of(app, route.endpoint) not in WHOEVER
    }


def routes(app: Flask) -> Mapping[tuple[str, str], Route]:
    """Every route, by its pattern and method."""
    found = ((route, method) for route in app.url_map.iter_rules() for method in route.methods or ())
    return {(route.rule, method): route for route, method in found if method in ("GET", "POST")}


def _stub(rule: str) -> Any:
    def view(**_given: object) -> str:
        return REACHED

    view.__dict__["access_rule"] = rule
    return view


def _tried(visitor: Visitor, route: Route, method: str) -> tuple[Cell, ...]:
    cells = []
    for study, programme in (MINE, THEIRS, NONE):
        path = address(route, study=study, programme=programme)
        answer = visitor.client.open(path, method=method, base_url=visitor.address)
        cells.append(Cell(answer.status_code, answer.text.replace(study, "*")))
    return tuple(cells)


def address(route: Route, **known: str) -> str:
    """An address of the route: with what is known, else one of a list of words, a key, or a number."""
    listed = dict.fromkeys(re.findall(r"<uuid:(\w+)>", route.rule), KEY)
    listed |= {name: words.split(",")[0].strip() for words, name in re.findall(r"<any\(([^)]*)\):(\w+)>", route.rule)}
    built = route.build(
        {name: known.get(name, listed.get(name, "1")) for name in route.arguments}, append_unknown=False
    )
    assert built is not None, route.rule
    return built[1]


def told(app: Flask, crawled: Crawled) -> Iterator[str]:
    """The table, as lines of Markdown."""
    known = routes(app)
    yield f"| page | rule | {' | '.join(WHO)} |"
    yield f"|---|---|{'---|' * len(WHO)}"
    for (method, pattern), seen in crawled.items():
        marks = " | ".join("yes" if seen[who][0].is_reached else "-" for who in WHO)
        yield f"| {method} `{pattern}` | {rule_of(app, known[pattern, method].endpoint).upper()} | {marks} |"


def written(lines: Iterator[str]) -> str:
    """docs/access.md with this table in it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    return "\n".join([f"{before}{BEGIN}", "", *lines, "", f"{END}{after}"])


def main() -> None:
    """Write the table."""
    with tempfile.TemporaryDirectory() as folder:
        survey = Survey(given=Settings(instance=Path(folder) / "instance"))
        make(survey)
        app = prepared(survey.app)
        text = written(told(app, crawl(app)))
        survey.close()
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
