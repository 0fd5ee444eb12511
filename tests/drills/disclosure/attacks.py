"""The attacks of the drill on what is served, against the truth: thresholds, differences, linear algebra, bounds."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from tests.drills.disclosure.reading import CODES, NUMBERS, OPEN, Fact
from tests.drills.disclosure.waves import CHOICE, GRADE, MENTIONS, VARIABLES, WISHES, Person, Wave
from tests.unit.analysis.disclosure import attack as algebra

SMALLEST, CELL, EXEMPT = 10, 5, 30
NOBODY_KNOWS = "?"
TAKEN_TOGETHER = {CHOICE: ("like",), GRADE: NUMBERS[7:]}


def findings(attacked: Wave, known: Sequence[Fact]) -> list[str]:
    """Everything that the facts give away about few people."""
    return [
        *_wrong(attacked, known),
        *_thresholds(attacked, known),
        *_differences(known),
        *_worked_out(attacked, known),
    ]


def _answers(person: Person, measure: str) -> set[str]:
    if measure.startswith(f"{MENTIONS}."):
        given = person[MENTIONS]
        return set(given) if isinstance(given, list) else set()
    return {str(person[measure]) if person.get(measure) is not None else OPEN}


def _count(attacked: Wave, fact: Fact) -> int:
    """How many people a fact is really about."""
    inside = [each for each in attacked.people if fact.variable is None or each[fact.variable] == fact.group]
    if fact.answers is None:
        return len(inside)
    return sum(bool(_answers(person, fact.measure) & fact.answers) for person in inside)


def _wrong(attacked: Wave, known: Sequence[Fact]) -> Iterator[str]:
    """A number that is served and not true: the attack read something else than it thinks, and proves nothing."""
    for fact in known:
        if _count(attacked, fact) != fact.count:
            yield f"read wrongly: {fact}"


def _thresholds(attacked: Wave, known: Sequence[Fact]) -> Iterator[str]:
    """B: small groups, what is left without them, small answers in a group, one answer of (almost) all."""
    everybody = len(attacked.people)
    sizes = {(fact.variable, fact.group): fact.count for fact in known if fact.answers is None}
    for fact in known:
        if fact.variable is None:
            continue
        base = sizes.get((fact.variable, fact.group), everybody)
        if fact.answers is None and min(fact.count, everybody - fact.count) < SMALLEST and fact.count != everybody:
            yield f"B small group: {fact}"
        elif fact.answers is not None and (0 < fact.count < CELL or fact.count > 0.9 * base):
            yield f"B small answer: {fact}"


def _differences(known: Sequence[Fact]) -> Iterator[str]:
    """C: the same people and question, one set of answers within the other, and few people in between."""
    for one, other in combinations({fact for fact in known if fact.answers is not None and fact.variable}, 2):
        same = (one.measure, one.variable, one.group) == (other.measure, other.variable, other.group)
        inner, outer = (one, other) if one.answers < other.answers else (other, one)  # type: ignore[operator]
        if same and inner.answers < outer.answers and 0 < outer.count - inner.count < CELL:  # type: ignore[operator]
            yield f"C difference: {inner} {outer}"


def _worked_out(attacked: Wave, known: Sequence[Fact]) -> Iterator[str]:
    """D and E: every conjunction of two variables with an answer, by linear algebra and by bounds (HiGHS)."""
    questions = [*CODES, *(f"{MENTIONS}.{wish}" for wish in WISHES)]
    for (first, second), measure in product(combinations(VARIABLES, 2), questions):
        codes = CODES.get(measure, (measure.partition(".")[2], NOBODY_KNOWS))
        people = tuple(
            (str(one[first] or OPEN), str(one[second] or OPEN), _code(one, measure, codes)) for one in attacked.people
        )
        space = algebra.Wave(((*VARIABLES[first], OPEN), (*VARIABLES[second], OPEN), codes), people)
        yield from (f"D/E {measure}: {found}" for found in _attack(space, (first, second), measure, known))


def _code(person: Person, measure: str, codes: tuple[str, ...]) -> str:
    given = _answers(person, measure)
    return next((code for code in codes if code in given), NOBODY_KNOWS)


def _attack(
    space: algebra.Wave, variables: tuple[str, str], measure: str, known: Sequence[Fact]
) -> Iterator[algebra.Found]:
    equations: list[tuple[algebra.Where, int]] = [({}, len(space.people))]
    for fact in known:
        about = fact.answers is None or fact.measure == measure
        if about and (fact.variable in variables or (fact.variable is None and fact.answers is not None)):
            where: dict[int, frozenset[str]] = {}
            if fact.variable is not None:
                where[variables.index(fact.variable)] = frozenset({fact.group or ""})
            if fact.answers is not None:
                where[2] = fact.answers
            equations.append((where, fact.count))
    rows = {space.row(where).tobytes(): (space.row(where), float(count)) for where, count in equations}
    left, right = np.stack([row for row, _ in rows.values()]), np.array([count for _, count in rows.values()])
    yield from algebra.given_away(space, (left, right), TAKEN_TOGETHER.get(measure, ()))
