"""The attacks between releases of a wave and between waves, against the truth.

What was added since a release is a group of its own: whoever has both releases has its numbers, by subtraction. So are
the people in both waves, those in one alone, and everybody who went one way.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from sqlalchemy import select

from survey.cli.frame import Survey
from survey.fieldwork import designs
from survey.storage.studies import PublicationRow
from tests.drills.disclosure.reading import CODES, OPEN, Fact
from tests.drills.disclosure.series import CHANGE, FLOW, Series, pairs
from tests.drills.disclosure.waves import ANSWERS, CHOICE, VARIABLES, Person
from tests.unit.analysis.disclosure import attack as algebra

LIKE = frozenset({"like"})
CELL, SMALLEST = 5, 10
Where = Mapping[str, frozenset[str]]
"""Which codes of which variable, and of the answer (`ANSWER`, or `THEN` and `NOW` of the pairs)."""

ANSWER, THEN, NOW = "answer", "then", "now"


@dataclass(frozen=True, slots=True)
class Known:
    """So many people are `where`."""

    where: Where
    count: int


def added(first: Sequence[Fact], second: Sequence[Fact]) -> list[Fact]:
    """What two releases tell of those who came in between: every number that both have, subtracted."""
    before = {(each.measure, each.variable, each.group, each.answers): each.count for each in first}
    keys = {(each.measure, each.variable, each.group, each.answers): each for each in second}
    return [
        Fact(each.measure, each.variable, each.group, each.answers, each.count - before[key])
        for key, each in keys.items()
        if key in before and each.count != before[key]
    ]


def between_releases(attacked: Series, first: Sequence[Fact], second: Sequence[Fact]) -> list[str]:
    """R: nothing about few of those who came since the interim release; they are everybody who came late."""
    known, people = added(first, second), attacked.late
    found = [
        f"R small difference: {fact}"
        for fact in known
        if fact.variable and 0 < abs(fact.count) < (SMALLEST if fact.answers is None else CELL)
    ]
    for (one, other), measure in product(combinations(VARIABLES, 2), CODES):
        facts = [_of_fact(fact) for fact in known if fact.answers is None or fact.measure == measure]
        if any(facts):
            found += _worked_out("R", people, ((one, other), measure), facts)
    return found


def _of_fact(fact: Fact) -> Known:
    where: dict[str, frozenset[str]] = {} if fact.variable is None else {fact.variable: frozenset({fact.group or ""})}
    return Known(where | ({} if fact.answers is None else {ANSWER: fact.answers}), fact.count)


def _worked_out(
    kind: str, people: Sequence[Person], axes: tuple[tuple[str, str], str], known: Iterable[Known]
) -> Iterator[str]:
    """Linear algebra and bounds over two variables and an answer, of a group whose size is known."""
    names, measure = axes
    codes = CODES[measure]
    rows = tuple((*(str(one[name] or OPEN) for name in names), _code(one, measure)) for one in people)
    space = algebra.Wave(((*VARIABLES[names[0]], OPEN), (*VARIABLES[names[1]], OPEN), codes), rows)  # type: ignore[arg-type]
    places = {names[0]: 0, names[1]: 1, ANSWER: 2}
    equations = [(space.row({}), float(len(people)))]
    equations += [
        (space.row({places[name]: codes for name, codes in each.where.items()}), float(each.count))
        for each in known
        if set(each.where) <= set(places)
    ]
    left, right = np.stack([row for row, _ in equations]), np.array([count for _, count in equations])
    for found in algebra.given_away(space, (left, right), ("like",) if measure == CHOICE else ()):
        yield f"{kind} {measure} {names}: {found}"


def _code(person: Person, measure: str) -> str:
    value = person.get(measure)
    return OPEN if value is None else str(value)


def documents(survey: Survey, attacked: Series, name: str) -> list[dict[str, Any]]:
    """What is published of a wave, to the last digit: more than is served."""
    with survey.stores.studies() as session:
        query = select(PublicationRow.document).where(PublicationRow.wave_id == designs.wave_id(attacked.study, name))
        return [json.loads(text) for text in session.scalars(query.order_by(PublicationRow.id))]


def of_pairs(document: Mapping[str, Any]) -> list[Known]:
    """What a publication tells of the people who gave their opinion in both waves."""
    found: list[Known] = []
    for flow in (each for each in document.get("flows", []) if each["measure"] == FLOW and each["counts"]):
        states = [frozenset(answers) for answers in flow["answers"]]
        for row, first in zip(flow["counts"], states, strict=True):
            found += [Known({THEN: first, NOW: last}, n) for last, n in zip(states, row, strict=True)]
    for change in (each for each in document["changes"] if each["measure"] == CHANGE):
        shifts = [each for each in change["shifts"] if each["of"] == CHOICE]
        found += [known for shift in shifts for known in _shares({}, shift)]
        for split in (each for each in change.get("splits", []) if each["of"] == CHOICE):
            for part in split["parts"]:
                found += _shares({split["variable"]: frozenset({part["code"]})}, part)
    return found


def _shares(where: Where, told: Mapping[str, Any]) -> list[Known]:
    if told["pairs"] is None or told["first"] is None:
        return []
    size = int(told["pairs"])
    then, now = (round(told[name] * size) for name in ("first", "last"))
    return [Known(where, size), Known({**where, THEN: LIKE}, then), Known({**where, NOW: LIKE}, now)]


def between_waves(attacked: Series, known: Sequence[Known], waves: Sequence[Sequence[Fact]]) -> list[str]:
    """W: nothing about few of the pairs, of those who went one way, or of those who are in one wave alone."""
    if not known:
        return []
    people = [(first, later) for first, later in pairs(attacked) if first.get(CHOICE) is not None and later.get(CHOICE)]
    size = next((each.count for each in known if not each.where), None)
    if size is None:
        size = sum(each.count for each in known if set(each.where) == {THEN, NOW})
    found = [f"W wrong: {size} of {len(people)}"] if size > len(people) else []
    found += _small_steps(known)
    if size == len(people):
        found += [line for variable in VARIABLES for line in _pairs_by(people, variable, known)]
    stayed = {name for name in VARIABLES if all(one[name] == other[name] for one, other in pairs(attacked))}
    sides = ((attacked.first, THEN, set(VARIABLES)), (tuple(attacked.last.values()), NOW, stayed))
    for (everybody, name, same), facts in zip(sides, waves, strict=True):
        given = [each for each in everybody if each.get(CHOICE) is not None]
        now = [fact for fact in facts if _is_of(fact, everybody)]
        told = [each for each in known if set(each.where) <= {name, *same}]  # Else the one is not part of the other.
        found += _alone(f"W {name}", given, now, told, name)
    return found


def _is_of(fact: Fact, everybody: Sequence[Person]) -> bool:
    """Whether a figure is of these people. One that was kept from an earlier release is of fewer, who need not hold
    the pairs: less them it is the number of no group at all."""
    here = [each for each in everybody if fact.variable is None or (each[fact.variable] or OPEN) == fact.group]
    if fact.answers is None:
        return fact.count == len(here)
    return fact.count == sum(_code(each, fact.measure) in fact.answers for each in here)


def _small_steps(known: Sequence[Known]) -> Iterator[str]:
    """Groups, answers and steps that are small as they stand."""
    for each in known:
        answers = set(each.where) & {THEN, NOW}
        if 0 < each.count < (CELL if answers else SMALLEST):
            yield f"W small: {each}"


def _pairs_by(people: Sequence[tuple[Person, Person]], variable: str, known: Sequence[Known]) -> Iterator[str]:
    """Linear algebra over a variable, the answer then and the answer now."""
    rows = tuple((str(one[variable] or OPEN), str(one[CHOICE]), str(other[CHOICE])) for one, other in people)
    space = algebra.Wave(((*VARIABLES[variable], OPEN), ANSWERS, ANSWERS), rows)
    places = {variable: 0, THEN: 1, NOW: 2}
    rows_known = [
        space.row({places[name]: codes for name, codes in each.where.items()})
        for each in known
        if set(each.where) <= set(places)
    ]
    left = np.stack([space.row({}), *rows_known])
    free = np.eye(left.shape[1]) - np.linalg.pinv(left) @ left
    sets = [[None, *(frozenset({code}) for code in axis)] for axis in space.axes]
    for chosen in product(*sets):
        where = {axis: codes for axis, codes in enumerate(chosen) if codes is not None}
        row = space.row(where)
        if where and 0 < space.count(where) < CELL and np.abs(free @ row).max() < 1e-9:
            yield f"W {variable}: {where} is {space.count(where)}"


def _alone(
    kind: str, given: Sequence[Person], facts: Sequence[Fact], known: Sequence[Known], when: str
) -> Iterator[str]:
    """Who gave an opinion in a wave and is in no pair: what the wave tells, less what the pairs tell."""
    told = {
        _key(each): each.count for each in map(_of_fact, [f for f in facts if f.answers is None or f.measure == CHOICE])
    }
    for each in known:
        where = {ANSWER if name == when else name: codes for name, codes in each.where.items()}
        whole = told.get(_key(Known(where, 0)))
        if whole is None and not where:
            whole = len(given)
        if whole is None and set(where) == {ANSWER}:
            whole = sum(str(person[CHOICE]) in where[ANSWER] for person in given)  # A total has every answer.
        if whole is not None and 0 < whole - each.count < (CELL if ANSWER in where else SMALLEST):
            yield f"{kind} alone: {where} are {whole} less {each.count}"


def _key(known: Known) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset(known.where.items())


def naive_pairs(attacked: Series) -> list[Known]:
    """What a build tells that shows every way, and the change of every class of ten or more."""
    people = [(a, b) for a, b in pairs(attacked) if a.get(CHOICE) is not None and b.get(CHOICE) is not None]
    ways = [(str(a[CHOICE]), str(b[CHOICE])) for a, b in people]
    found = [
        Known({THEN: frozenset({one}), NOW: frozenset({other})}, ways.count((one, other)))
        for one, other in product(ANSWERS, ANSWERS)
    ]
    for variable, classes in VARIABLES.items():
        for code in classes:
            here = [(a, b) for a, b in people if a[variable] == code]
            if len(here) >= SMALLEST:
                where: Where = {variable: frozenset({code})}
                shares = [sum(each[at][CHOICE] == "like" for each in here) for at in (0, 1)]
                found += [Known(where, len(here)), Known({**where, THEN: LIKE}, shares[0])]
                found += [Known({**where, NOW: LIKE}, shares[1])]
    return found
