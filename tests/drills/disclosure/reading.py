"""What a program lead can get hold of: every page by every link, and the numbers of each in the file that it offers.

Only what is served is used. A fact says how many people gave one of some answers, among some classes of a variable.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tests.drills.disclosure.waves import ANSWERS, APART, CHOICE, GRADE, MENTIONS, TOGETHER, VARIABLES, WISHES
from tests.fixtures.staff import Visitor

LINK = re.compile(r'href="(/dashboard/[^"#]*)"')
OPTION = re.compile(r'<option value="(\w+)"')
OPEN = "-"
OVERVIEW = 2
"""How many slashes the address of an overview has."""
NUMBERS_OF = ".csv"
"""A result as a file: its address has this behind the measure, and holds what its page and its figure show."""

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
        if file := _file(address):
            found[file] = lead.get(file).data.decode("utf-8-sig")
        links = {link.replace("&amp;", "&") for link in LINK.findall(response.text)}
        joined = "&" if "?" in address else "?"
        chosen = {f"{address}{joined}by={name}" for name in OPTION.findall(response.text) if "by=" not in address}
        own = {each for each in links | chosen if each.startswith(f"/dashboard/{study}") and "lang=" not in each}
        todo += sorted(own - found.keys() - set(todo))
    return found


def facts_of(lead: Visitor, study: str, wave: str) -> list[Fact]:
    """Every number that the files of a wave hold: of every measure, in total and by every variable."""
    found: list[Fact] = []
    for measure in (*CODES, MENTIONS, *VARIABLES):
        for variable in (None, *VARIABLES):
            address = f"/dashboard/{study}/{measure}{NUMBERS_OF}?wave={wave}" + (f"&by={variable}" if variable else "")
            response = lead.get(address)
            if response.status_code == 200:
                found += _on_page(address, response.data.decode("utf-8-sig"))
    return found


def facts(served: dict[str, str]) -> list[Fact]:
    """Every number of people on the pages."""
    return [fact for address, text in sorted(served.items()) for fact in _on_page(address, text)]


def _file(address: str) -> str | None:
    """Where the numbers of a page are; None for an overview."""
    path, _, query = address.partition("?")
    return f"{path}{NUMBERS_OF}?{query}" if path.count("/") > OVERVIEW else None


def _on_page(address: str, text: str) -> Iterator[Fact]:
    parts = urlsplit(address)
    if not parts.path.endswith(NUMBERS_OF):
        return
    measure = parts.path.rpartition("/")[2].removesuffix(NUMBERS_OF)
    variable = parse_qs(parts.query).get("by", [None])[0]
    for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]:
        if not row:
            return
        group, answer, count, *_, base, _mean = row
        if variable and base:
            yield Fact(measure, variable, group, None, int(base))
        if answer and count:
            yield from _cell((measure, variable, group if variable else None), answer, int(count))


def _cell(where: tuple[str, str | None, str | None], answer: str, count: int) -> Iterator[Fact]:
    """A number of people: in a class of a variable, or who gave an answer."""
    measure, variable, group = where
    if measure in VARIABLES:
        yield Fact(measure, measure, answer, None, count)
    elif measure != MENTIONS:
        yield Fact(measure, variable, group, LABELS.get(answer, frozenset({answer})), count)
    elif answer in WISHES:
        yield Fact(f"{measure}.{answer}", variable, group, frozenset({answer}), count)
