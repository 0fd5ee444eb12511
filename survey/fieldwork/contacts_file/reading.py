"""Reading: each row becomes a case, and everything that is wrong with any of them is told at once."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from email_validator import EmailNotValidError, validate_email

from survey.questionnaires.definition import Audience
from survey.questionnaires.kinds.moments import is_date, is_month
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError
from survey.questionnaires.study import Study

from .columns import ADDRESS, LABEL, LANGUAGE, NUMBER, PARTNERS, ROUND, START, Columns, Mapping, at, of_partner
from .people import Case, Person, Trajectory
from .tables import Table

LONGEST = 60
MOST_ROUNDS = 99

NOBODY = N_("There are no people in this file.")
OTHER_WIDTH = N_("This line has {found} values, the first line has {expected}.")
NOT_AN_ADDRESS = N_("“{value}” is not an e-mail address")
NO_ADDRESS = N_("this person has no e-mail address and no “{number}”; give one of these")
NOT_A_LANGUAGE = N_("“{value}” is not a language of this study ({allowed})")
NOT_A_CLASS = N_("“{value}” is not one of the classes ({allowed})")
NOT_A_MONTH = N_("“{value}” is not a month such as 2026-08, or a day such as 2026-08-31")
NOT_A_ROUND = N_("“{value}” is not a round: 1, or 2 after a job change, and so on")
TOO_LONG = N_("“{value}” is longer than {limit} characters")
TWICE = N_("this person is on line {first} too")
CASE_TWICE = N_("this trajectory is on line {first} too")
OTHERWISE = N_("this person has another value on line {first}: “{before}” there, “{value}” here")


def read(
    table: Table,
    study: Study,
    audience: Audience = Audience.PARTICIPANT,
    mapping: Mapping | None = None,
    progress: Callable[[int], None] = lambda _line: None,
) -> list[Case]:
    """Every row of a contacts file. `progress` hears the line that was read last.

    Raises:
        ProblemsFoundError: every problem of every row; nothing is usable then.
        columns.UnknownColumnError: the mapping names a column that does not exist.
    """
    problems: list[Problem] = []
    rows = table.rows(problems)
    header = next(rows, (1, []))[1]
    columns, mapping = Columns(study, audience), mapping or Mapping()
    problems += columns.problems(table.name, header, mapping)
    if problems:
        raise ProblemsFoundError(problems)
    reading = _Reading(table.name, columns, columns.places(header, mapping), len(header), problems)
    cases = [case for line, values in rows if (case := reading.case(line, values, progress))]
    if not cases and not problems:
        problems.append(Problem(table.name, 1, NOBODY))
    if problems:
        raise ProblemsFoundError(problems)
    return cases


@dataclass
class _Reading:
    """Goes through a file; `problems` grows, and what was met is kept to find contradictions."""

    file: str
    columns: Columns
    places: dict[str, int]
    width: int
    problems: list[Problem]
    people: dict[tuple[Audience, str, str], tuple[int, Person]] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str | None] = field(default_factory=dict)

    def case(self, line: int, values: list[str], progress: Callable[[int], None]) -> Case | None:
        """The case on one line; None if something is wrong with it."""
        progress(line)
        before = len(self.problems)
        if len(values) != self.width:
            counts: dict[str, object] = {"found": len(values), "expected": self.width}
            self.problems.append(Problem(self.file, line, OTHER_WIDTH, counts))
            return None
        row = _Row(self, line, {column: values[place] for column, place in self.places.items()})
        case = row.case()
        return case if len(self.problems) == before else None

    def address(self, column: str, text: str) -> str | None:
        """The address as mail servers know it, in small letters; None if it is not one. Coaches are met often."""
        if column == ADDRESS:
            return normal_address(text)
        if text not in self.addresses:
            self.addresses[text] = normal_address(text)
        return self.addresses[text]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line with its values by our columns."""

    reading: _Reading
    line: int
    values: dict[str, str]

    def case(self) -> Case:
        """What the line says; problems are noted."""
        audience = self.reading.columns.audience
        attributes = dict(self._attributes())
        person = self._person(audience, (NUMBER, ADDRESS, LANGUAGE), attributes)
        label = self._short(LABEL)
        if label is None:
            self._met_once(audience, person)
            return Case(self.line, person)
        self._know(audience, person, (NUMBER, ADDRESS, LANGUAGE))
        partners = {name: self._partner(each, name) for each, name in PARTNERS.items()}
        return Case(self.line, person, self._trajectory(label), **partners)

    def _person(self, audience: Audience, columns: tuple[str, str, str], attributes: dict[str, str]) -> Person:
        number, address = self._short(columns[0]), self._address(columns[1])
        if number is None and not self.values.get(columns[1]):
            self._note(columns[1], NO_ADDRESS, number=columns[0])
        return Person(address, self._language(columns[2], audience), attributes, number)

    def _partner(self, audience: Audience, name: str) -> Person | None:
        columns = of_partner(name)
        if not any(self.values.get(column) for column in columns[:2]):
            return None
        return self._know(audience, self._person(audience, columns, {}), columns)

    def _trajectory(self, label: str) -> Trajectory:
        first = self.reading.labels.setdefault(label, self.line)
        if first != self.line:
            self._note(LABEL, CASE_TWICE, first=first)
        start, round_ = self.values[START], self.values.get(ROUND, "")
        if not (is_month(start) or is_date(start)):
            self._note(START, NOT_A_MONTH, value=start)
        if round_ and not (round_.isdecimal() and 1 <= int(round_) <= MOST_ROUNDS):
            self._note(ROUND, NOT_A_ROUND, value=round_)
            round_ = ""
        return Trajectory(label, sys.intern(start[:7]), int(round_) if round_ else None)

    def _attributes(self) -> Iterator[tuple[str, str]]:
        columns = self.reading.columns
        for attribute in columns.study.attributes_of(columns.audience):
            value = self.values[attribute.id]
            if value not in attribute.codes():
                self._note(attribute.id, NOT_A_CLASS, value=value, allowed=", ".join(attribute.codes()))
            yield attribute.id, sys.intern(value)

    def _language(self, column: str, audience: Audience) -> str:
        """The language; empty where the line says none."""
        value = self.values.get(column, "")
        allowed = self.reading.columns.study.languages_of(audience)
        if value and value not in allowed:
            self._note(column, NOT_A_LANGUAGE, value=value, allowed=", ".join(allowed))
        return sys.intern(value)

    def _address(self, column: str) -> str | None:
        value = self.values.get(column, "")
        address = self.reading.address(column, value) if value else None
        if value and address is None:
            self._note(column, NOT_AN_ADDRESS, value=value)
        return address

    def _short(self, column: str) -> str | None:
        value = self.values.get(column, "")
        if len(value) > LONGEST:
            self._note(column, TOO_LONG, value=value, limit=LONGEST)
        return value or None

    def _met_once(self, audience: Audience, person: Person) -> None:
        """Note a person who is on an earlier line already, where each line is a person."""
        for column, value in ((NUMBER, person.number), (ADDRESS, person.address)):
            if value:
                first, _ = self.reading.people.setdefault((audience, column, value), (self.line, person))
                if first != self.line:
                    self._note(column, TWICE, first=first)
                    return

    def _know(self, audience: Audience, person: Person, columns: tuple[str, str, str]) -> Person:
        """The person, as an earlier line has the same; notes what contradicts an earlier line."""
        for key, value in ((NUMBER, person.number), (ADDRESS, person.address)):
            if not value:
                continue
            first, known = self.reading.people.setdefault((audience, key, value), (self.line, person))
            for column, before, now in _contradictions(known, person, columns):
                self._note(column, OTHERWISE, first=first, before=before, value=now)
                return person
            person = known if known == person else person
        return person

    def _note(self, column: str, message: str, **values: object) -> None:
        self.reading.problems.append(at(self.reading.file, self.line, column, message, **values))


def _contradictions(known: Person, person: Person, columns: tuple[str, str, str]) -> Iterator[tuple[str, str, str]]:
    """Column, earlier value and value of everything that one of two lines about a person gets wrong."""
    pairs = [
        (columns[0], known.number or "", person.number or ""),
        (columns[1], known.address or "", person.address or ""),
        (columns[2], known.language, person.language),
        *((name, value, person.attributes.get(name, value)) for name, value in known.attributes.items()),
    ]
    yield from (pair for pair in pairs if pair[1] and pair[2] and pair[1] != pair[2])


def normal_address(text: str) -> str | None:
    """The address as mail servers know it, in small letters; None if it is not one."""
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return (found.ascii_email or found.normalized).lower()
