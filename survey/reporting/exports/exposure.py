"""Exposure: whom a file would give away by what others know of them, and what another choice of columns would do.

Looked at together: the register attributes, language and quarter of the response, the questions by which the study
breaks its results down, every day and month that was asked, and the questions that the researcher adds. What was asked
because of an answer to one of these tells that answer, also where that is left out or put together with others: so it
counts too whether it was shown. Where waves are joined, a person is known by these facts in each of the waves, and by
which of them were answered.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.analysis import cells
from survey.analysis.cells import Exposure, Person, Remedy
from survey.questionnaires.codebook import Level, Variable
from survey.questionnaires.kinds import Missing
from survey.questionnaires.problems import N_, RefusedError

from .coding import labelled
from .described import CASE, LANGUAGE, PERIOD, REGISTER
from .samples import Sample
from .table import CODE, Table, status_name

ATTENDED = ":waves"
"""Stands for which of the joined waves somebody answered. No variable is called like this."""


class ExposedError(RefusedError):
    """The file would give people away, and nobody has accepted that."""

    sentence = N_(
        "Nothing was exported. {exposed} of {people} people share what is known of them ({variables}) with fewer than "
        "{smallest} people; {unique} of them are the only ones. Leave something out (--without), put classes together "
        "(--merge), or accept it with a reason (--accept)."
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Something that others may know of a person: a variable with its classes in their order; or, where it has a
    `status`, whether it was shown."""

    id: str
    words: str
    classes: tuple[tuple[str, str], ...]
    status: str | None = None

    def codes(self) -> tuple[str, ...]:
        """The codes of the classes."""
        return tuple(code for code, _words in self.classes)


@dataclass(frozen=True, slots=True)
class Report:
    """How exposed the people in a file are by what may be known of them, and what would help most."""

    known: tuple[Known, ...]
    found: Exposure
    remedies: tuple[Remedy, ...]


def report(samples: Sequence[Sample], tables: Sequence[Table], also: Sequence[str] = ()) -> Report:
    """The k-anonymity of tables that go into one file; k is the smallest group that the study publishes."""
    study, audience = samples[0].study, samples[0].wave.audience
    named = {*study.results.breakdowns, *also}
    known = _known(tables, named)
    people = list(_people(tables, known))
    smallest = study.smallest_group(audience)
    found = cells.exposure(people, [ATTENDED, *(each.id for each in known)], smallest)
    counted = [{name: each for name, each in person.items() if name != ATTENDED} for person in people]
    remedies = cells.remedies(counted, known, smallest) if found.exposed else []
    return Report(tuple(known), found, tuple(remedies))


def check(judged: Report, reason: str | None) -> str:
    """What is accepted, for the audit log.

    Raises:
        ExposedError: people could be told apart, and there is no reason.
    """
    if not judged.found.exposed:
        return ""
    if not (reason or "").strip():
        found = judged.found
        raise ExposedError(
            exposed=found.exposed,
            people=found.people,
            unique=found.unique,
            smallest=found.smallest,
            variables=", ".join(each.words for each in judged.known) or "-",
        )
    return f"; small cells accepted ({judged.found.exposed} of {judged.found.people}): {reason}"


def _known(tables: Sequence[Table], named: set[str]) -> list[Known]:
    """The variables that count, each once, with the classes that it has in any of the tables."""
    found: dict[str, Known] = {}
    for table in tables:
        for variable in (each for each in table.variables if _counts(each, named)):
            classes = dict(found[variable.name].classes) if variable.name in found else {}
            classes |= {value.code: value.words for value in variable.values if not value.missing}
            found[variable.name] = Known(variable.name, labelled(variable), tuple(classes.items()))
    return [*found.values(), *_betraying(tables, named, found)]


def _betraying(tables: Sequence[Table], named: set[str], found: Mapping[str, Known]) -> list[Known]:
    """Where it depends on a named question whether something was asked: one variable for each such condition."""
    conditions: dict[tuple[str, ...], Known] = {}
    for variable in (each for table in tables for each in table.variables):
        words = {word.partition("__")[0] for when in variable.when for word in re.findall(r"\w+", when)}
        if words & named and variable.name not in found:
            known = Known(variable.name, " ".join(variable.when), (), status_name(variable))
            conditions.setdefault(variable.when, known)
    return list(conditions.values())


def _counts(variable: Variable, named: set[str]) -> bool:
    if variable.kind == REGISTER or variable.name in (LANGUAGE, PERIOD) or variable.level is Level.DATE:
        return True
    item = variable.name.partition(".")[0]
    return bool({variable.name, item, item.partition("__")[0]} & named)


def _people(tables: Sequence[Table], known: Sequence[Known]) -> Iterator[Person]:
    """What may be known of each person: of joined waves the class in each wave, and in which waves they are."""
    waves = [_by_case(table, known) for table in tables]
    if len(waves) == 1:
        yield from ({ATTENDED: tables[0].wave, **person} for person in waves[0].values())
        return
    for case in dict.fromkeys(case for wave in waves for case in wave):
        there = [wave.get(case, {}) for wave in waves]
        attended = tuple(table.wave if case in wave else "" for table, wave in zip(tables, waves, strict=True))
        yield {ATTENDED: attended} | {each.id: tuple(wave.get(each.id, "") for wave in there) for each in known}


def _by_case(table: Table, known: Sequence[Known]) -> Mapping[object, dict[str, str]]:
    """The classes of each response, by its label; where waves are not joined by its row."""
    cases = table.frame.get(CASE, table.frame.index)
    columns: dict[str, list[str]] = {}
    names = {variable.name for variable in table.variables}
    for each in (each for each in known if each.id in names):
        coded = each.id + CODE
        if each.status is not None:
            shown = table.frame[each.status] != Missing.NOT_SHOWN.value
            columns[each.id] = ["shown" if yes else "" for yes in shown]
            continue
        columns[each.id] = table.frame[coded if coded in table.frame else each.id].astype("str").fillna("").tolist()
    rows = zip(*columns.values(), strict=True) if columns else ([] for _ in cases)
    return {case: dict(zip(columns, row, strict=True)) for case, row in zip(cases, rows, strict=True)}
