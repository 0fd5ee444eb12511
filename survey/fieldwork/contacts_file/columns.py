"""Columns: which there may be, what the programme calls them, and what is wrong with the first row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, Problem, RefusedError
from survey.questionnaires.study import Study

ADDRESS: Final = "email"
NUMBER: Final = "contact"
LANGUAGE: Final = "language"
LABEL: Final = "trajectory"
START: Final = "start"
ROUND: Final = "round"
PARTNERS: Final = {Audience.JOB_COACH: "coach", Audience.EMPLOYER: "employer"}

MISSING = N_("this column is missing")
NOBODY = N_("there must be a column “email” or “contact”")
REPEATED = N_("this column is there {times} times")
FOREIGN = N_("this column is not part of the study; take it out, or pass it over (--ignore-rest). Allowed: {allowed}")
NOT_THERE = N_("the file has no column “{theirs}”")


class UnknownColumnError(RefusedError):
    """A name was given to a column that no study has."""

    sentence = N_("“{column}” is no column that can be given a name. There are: {known}.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the programme calls our columns (`{"email": "E-mailadres"}`), and whether other columns are passed over."""

    names: dict[str, str] = field(default_factory=dict)
    ignore_rest: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Our columns for an audience of a study."""

    study: Study
    audience: Audience

    @property
    def attributes(self) -> list[str]:
        """One for each register attribute."""
        return [each.id for each in self.study.attributes_of(self.audience)]

    @property
    def allowed(self) -> list[str]:
        """All, in the order in which they are best written."""
        case = [LABEL, START, ROUND, *(column for name in PARTNERS.values() for column in of_partner(name))]
        return [NUMBER, ADDRESS, LANGUAGE, *self.attributes, *(case if self.audience is Audience.PARTICIPANT else [])]

    def places(self, header: Sequence[str], mapping: Mapping) -> dict[str, int]:
        """Where each of our columns stands; `UnknownColumnError` for a name that was given to none of them."""
        for column in mapping.names:
            if column not in self.allowed:
                raise UnknownColumnError(column=column, known=", ".join(self.allowed))
        ours = {theirs.strip().casefold(): column for column, theirs in mapping.names.items()}
        found = [ours.get(name.casefold(), name.casefold()) for name in header]
        return {column: found.index(column) for column in self.allowed if column in found}

    def problems(self, file: str, header: Sequence[str], mapping: Mapping) -> Iterator[Problem]:
        """What is wrong with the first row."""
        places = self.places(header, mapping)
        for column, theirs in mapping.names.items():
            if column not in places:
                yield at(file, 1, column, NOT_THERE, theirs=theirs)
        if ADDRESS not in places and NUMBER not in places:
            yield at(file, 1, ADDRESS, NOBODY)
        needed = [*self.attributes, *([START] if LABEL in places else [])]
        needed += [LABEL] if set(places) & {START, ROUND, *PARTNERS.values()} else []
        for column in needed:
            if column not in places and column not in mapping.names:
                yield at(file, 1, column, MISSING)
        yield from self._others(file, header, places, mapping)

    def _others(self, file: str, header: Sequence[str], places: dict[str, int], mapping: Mapping) -> Iterator[Problem]:
        """Columns that are there twice, and columns that are not ours."""
        folded = [name.casefold() for name in header]
        ours = {folded[place] for place in places.values()}
        for name in dict.fromkeys(folded):
            if folded.count(name) > 1 and (name in ours or not mapping.ignore_rest):
                yield at(file, 1, name, REPEATED, times=folded.count(name))
            if name not in ours and not mapping.ignore_rest:
                yield at(file, 1, name, FOREIGN, allowed=", ".join(self.allowed))


def of_partner(name: str) -> tuple[str, str, str]:
    """The columns of a coach or employer: the programme's own id, the address, the language."""
    return name, f"{name}_{ADDRESS}", f"{name}_{LANGUAGE}"


def at(file: str, line: int, column: str, message: str, **values: object) -> Problem:
    """A problem in one column, named before the message."""
    return Problem(file, line, message, values, place=column)
