"""What a program lead can get hold of: every page by every link, and the numbers in tables and in the chart's values.

Only what is served is used. A fact says how many people gave one of some answers, among some classes of a variable.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tests.drills.disclosure.waves import ANSWERS, APART, CHOICE, GRADE, MENTIONS, TOGETHER, VARIABLES, WISHES
from tests.fixtures.staff import Page, Visitor

LINK = re.compile(r'href="(/dashboard/[^"#]*)"')
VALUES = re.compile(r'<script type="application/json" id="figure-values"[^>]*>(.*?)</script>', re.DOTALL)
NAMED = re.compile(r"^(.*) \(n=([\d.]+)\)$")
OPTION = re.compile(r'<option value="(\w+)"')
OPEN = "-"
HIDDEN = "."
"""What stands with a bar of which the number is hidden; it has no length."""

NUMBERS = tuple(str(number) for number in range(1, 11))
CODES = {CHOICE: (*ANSWERS, OPEN), GRADE: (*NUMBERS, OPEN)}
LABELS = {
    "5 of lager": frozenset(NUMBERS[:5]),
    "6 en 7": frozenset(NUMBERS[5:7]),
    "8 of hoger": frozenset(NUMBERS[7:]),
    "7 of lager": frozenset(NUMBERS[:7]),
    "7 of lager, of geen cijfer": frozenset({*NUMBERS[:7], OPEN}),
    "Geen cijfer": frozenset({OPEN}),
    "Geen antwoord": frozenset({OPEN}),
    TOGETHER: frozenset({"like"}),
    APART: frozenset({*ANSWERS[1:], OPEN}),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """So many (`count`) people of class `group` of `variable` (both None: of all) gave one of `answers` to `measure`.

    `answers` None: whatever they answered.
    """

    measure: str
    variable: str | None
    group: str | None
    answers: frozenset[str] | None
    count: int


def pages(lead: Visitor, study: str) -> dict[str, str]:
    """Every page of a study that a link or a choice leads to, by its address; in one language, the numbers are the same
    in the others."""
    todo, found = [f"/dashboard/{study}"], dict[str, str]()
    while todo:
        address = todo.pop()
        response = lead.get(address)
        assert response.status_code == 200, address
        found[address] = response.text
        links = {link.replace("&amp;", "&") for link in LINK.findall(response.text)}
        chosen = {f"{address}?by={name}" for name in OPTION.findall(response.text) if "?" not in address}
        own = {each for each in links | chosen if each.startswith(f"/dashboard/{study}") and "lang=" not in each}
        todo += sorted(own - found.keys() - set(todo))
    return found


def facts(served: dict[str, str]) -> list[Fact]:
    """Every number of people on the pages."""
    return [fact for address, text in sorted(served.items()) for fact in _on_page(address, text)]


def _on_page(address: str, text: str) -> Iterator[Fact]:
    parts = urlsplit(address)
    measure = parts.path.split("/")[3] if parts.path.count("/") > 2 else ""
    variable = parse_qs(parts.query).get("by", [None])[0]
    drawn = VALUES.search(text)
    if not measure or drawn is None:
        return
    base = next((int(row[1].replace(".", "")) for row in Page(text).tables[0] if row[0] == "Basis"), 0)
    for trace in json.loads(drawn[1])["data"]:
        texts = trace.get("text") or [""] * len(trace["y"])
        rows = [(y, x) for y, x, said in zip(trace["y"], trace["x"], texts, strict=True) if said != HIDDEN]
        if trace.get("mode") == "markers+text":
            yield from (_group(measure, variable, label) for label, _ in rows)
        elif measure == MENTIONS or measure in VARIABLES:
            yield from _options(measure, variable, trace.get("name"), rows, base)
        else:
            yield from _bars(measure, variable, trace["name"], rows)


def _group(measure: str, variable: str | None, label: str) -> Fact:
    name, number = _named(label)
    return Fact(measure, variable, name, None, number)


def _options(
    measure: str, variable: str | None, name: str | None, rows: list[tuple[str, float]], base: int
) -> Iterator[Fact]:
    """A bar per option; by a variable a colour per class."""
    group, number = _named(name) if variable and name else (None, base)
    if variable:
        yield Fact(measure, variable, group, None, number)
    for label, share in rows:
        count = round(share * number / 100)
        if measure in VARIABLES:
            yield Fact(measure, measure, label, None, count)
        elif label in WISHES:
            yield Fact(f"{measure}.{label}", variable, group, frozenset({label}), count)


def _bars(measure: str, variable: str | None, name: str, rows: list[tuple[str, float]]) -> Iterator[Fact]:
    """A bar per class, a colour per answer."""
    for label, share in rows:
        group, number = _named(label)
        answers = LABELS.get(name, frozenset({name}))
        inside = group if variable else None
        if variable:
            yield Fact(measure, variable, inside, None, number)
        yield Fact(measure, variable, inside, answers, round(share * number / 100))


def _named(label: str) -> tuple[str, int]:
    found = NAMED.match(label)
    assert found, label
    return found[1], int(found[2].replace(".", ""))
