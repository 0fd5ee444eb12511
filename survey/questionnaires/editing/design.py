"""A study design that is being edited: plain values, which may be wrong or incomplete, and what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from pydantic import ValidationError

from ..checks import check_study
from ..checks.languages import UNTRANSLATED
from ..definition import Questionnaire
from ..exchange.written import dump
from ..kinds import Place
from ..located import Located
from ..mistakes import MISSING_KEY, NO_VALUE, mistakes
from ..problems import N_, Problem, ProblemsFoundError, Reason, Source
from ..study import Study
from ..tree import Plain, Tree, parse
from .design_gaps import beside, stand_in

FILE = "study.yaml"
"""What the document is called where a file name is told."""

EMPTY = N_("This is still empty.")
NO_KEYS = N_("The file must have keys, such as “id: ...”, each on a line of its own.")

Values: TypeAlias = dict[str, Plain]
Found = Mapping[str, Questionnaire | None]
"""Questionnaires by id; None where there is one that has problems of its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place of a design. `message` is a message id that `values` fill in."""

    place: Place
    message: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether nothing is wrong but that something is not filled in yet."""
        return self.message in (EMPTY, UNTRANSLATED)

    def told(self, translate: Callable[[str], str]) -> str:
        """The message in the reader's language."""
        values = {
            name: each.told(translate) if isinstance(each, Reason) else each for name, each in self.values.items()
        }
        return translate(self.message).format(**values)


@dataclass(frozen=True, slots=True)
class Examined:
    """A design that was looked at: the study if its form is right, and everything that is wrong."""

    study: Study | None
    findings: tuple[Finding, ...]


def read(text: str) -> Values:
    """The values in a YAML text; `ProblemsFoundError` if it cannot be read as keys and values."""
    tree = parse(Source(FILE, text))
    if tree.problems:
        raise ProblemsFoundError(tree.problems)
    if not isinstance(tree.value, dict):
        raise ProblemsFoundError([Problem(FILE, 1, NO_KEYS)])
    return tree.value


def write(values: Values) -> str:
    """The values as YAML text that reads back the same."""
    return dump(values)


def examine(values: Values, found: Found) -> Examined:
    """The study in these values, and every finding with its place.

    What is only missing keeps nothing else from being checked: something stands in for it.
    """
    study, findings = _formed(values)
    if study is not None:
        return Examined(study, tuple(_checked(values, study, found)))
    spoken = [str(each) for each in entries(values, ("languages",))]
    filled, gaps = values, [each.place for each in findings if each.message == EMPTY]
    for gap in gaps:
        filled = put(filled, gap, stand_in(gap, spoken))
    study, _others = _formed(filled)
    more = _checked(filled, study, found) if study else []
    return Examined(None, (*findings, *(each for each in more if beside(each.place, gaps))))


def _formed(values: Values) -> tuple[Study | None, list[Finding]]:
    """The study, or everything that is wrong with its form."""
    places = list(_places(values, ()))
    try:
        return Study.model_validate(values), []
    except ValidationError as error:
        lines = {place: position for position, place in enumerate(places)}
        problems = mistakes(error, Study, Tree(values, lines, ()), FILE)
        return None, [_finding(each, places) for each in problems]


def _checked(values: Values, study: Study, found: Found) -> list[Finding]:
    """What does not make sense."""
    places = list(_places(values, ()))
    lines = {place: position for position, place in enumerate(places)}
    return [_finding(each, places) for each in check_study(Located(FILE, study, lines), found)]


def _finding(problem: Problem, places: list[Place]) -> Finding:
    place = places[problem.line]
    if problem.message == MISSING_KEY:
        return Finding((*place, str(problem.values["key"])), EMPTY)
    is_empty = problem.message == NO_VALUE or problem.values.get("actual_length") == 0
    return Finding(place, EMPTY if is_empty else problem.message, {} if is_empty else problem.values)


def _places(value: Plain, place: Place) -> Iterator[Place]:
    """Every place in the values, from the top."""
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from _places(each, (*place, step))


def at(values: Plain, place: Place) -> Plain:
    """What stands at a place; None where nothing does."""
    for step in place:
        if isinstance(values, dict) and isinstance(step, str):
            values = values.get(step)
        elif isinstance(values, list) and isinstance(step, int) and 0 <= step < len(values):
            values = values[step]
        else:
            return None
    return values


def entries(values: Plain, place: Place) -> list[Plain]:
    """The list at a place; empty where there is none."""
    found = at(values, place)
    return found if isinstance(found, list) else []


def put(values: Values, place: Place, value: Plain) -> Values:
    """The values with this one at a place; None and empty texts take away what stands there, and what held only
    that."""
    changed = deepcopy(values)
    if value in (None, "", {}):
        _drop(changed, place)
        return changed
    here: Plain = changed
    for step, following in pairwise(place):
        new: Plain = [] if isinstance(following, int) else {}
        if isinstance(here, dict) and not isinstance(here.get(str(step)), dict | list):
            here[str(step)] = new
        here = at(here, (step,))
    _set(here, place[-1], value)
    return changed


def _set(here: Plain, step: str | int, value: Plain) -> None:
    if isinstance(here, dict):
        here[str(step)] = value
    elif isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here):
        here[step] = value


def _drop(values: Values, place: Place) -> None:
    holder = at(values, place[:-1])
    if not isinstance(holder, dict):
        return
    holder.pop(str(place[-1]), None)
    if not holder and place[:-1] and not isinstance(place[-2], int):
        _drop(values, place[:-1])


def added(values: Values, place: Place, entry: Plain) -> Values:
    """The values with an entry at the end of the list at a place."""
    return put(values, place, [*deepcopy(entries(values, place)), entry])


def removed(values: Values, place: Place) -> Values:
    """The values without the entry at a place in a list; the list goes with its last entry."""
    *around, last = place
    rest = [each for position, each in enumerate(entries(values, tuple(around))) if position != last]
    return put(values, tuple(around), rest or None)


def moved(values: Values, place: Place, by: int) -> Values:
    """The values with the entry at a place in a list so many places further; where it cannot go, it stays."""
    *around, last = place
    there = list(deepcopy(entries(values, tuple(around))))
    if not isinstance(last, int) or not (0 <= last < len(there) and 0 <= last + by < len(there)):
        return values
    there.insert(last + by, there.pop(last))
    return put(values, tuple(around), there)
