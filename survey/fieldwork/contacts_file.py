"""The contacts file: a CSV as a municipality exports it, read as a whole before anything is stored."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from survey.questionnaires.problems import N_, Problem, ProblemsFoundError, Source
from survey.questionnaires.study import Study

ADDRESS, LANGUAGE = "email", "language"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the file."""

    address: str
    language: str
    attributes: dict[str, str]


def read(source: Source, study: Study) -> list[Person]:
    """All people in the file: columns `email`, `language` (optional) and one per attribute of the study.

    Comma, semicolon and tab are all understood as separator.

    Raises:
        ProblemsFoundError: every problem of every row; nothing is usable then.
    """
    problems: list[Problem] = []
    rows = _rows(source, problems)
    header = [name.strip().lower() for name in next(rows, (1, []))[1]]
    problems += _header_problems(source, study, header)
    if problems:
        raise ProblemsFoundError(problems)
    people: list[Person] = []
    seen: dict[str, int] = {}
    for line, values in rows:
        row = Row(source.name, line, dict(zip(header, values, strict=False)), len(values))
        found = list(_row_problems(row, study, header))
        address = _address(row.values[ADDRESS])
        if address and seen.setdefault(address, line) != line:
            found.append(_at(source.name, line, ADDRESS, N_("this person is on line {first} too"), first=seen[address]))
        problems += found
        if address and not found:
            people.append(_person(address, row.values, study))
    if not people and not problems:
        problems.append(Problem(source.name, 1, N_("There are no people in this file.")))
    if problems:
        raise ProblemsFoundError(problems)
    return people


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its values by column; `width` is how many values it has."""

    file: str
    line: int
    values: dict[str, str]
    width: int


def _rows(source: Source, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line it begins on; where reading has to stop, a problem is added."""
    first = source.text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield line, [value.strip() for value in values]
            line = reader.line_num + 1
    except csv.Error as error:
        message = N_("From this line on, the file cannot be read as CSV ({reason}). Check the quotation marks.")
        problems.append(Problem(source.name, line, message, {"reason": error}))


def _header_problems(source: Source, study: Study, header: Sequence[str]) -> Iterator[Problem]:
    attributes = [attribute.id for attribute in study.attributes]
    allowed = [ADDRESS, LANGUAGE, *attributes]
    for name in (ADDRESS, *attributes):
        if name not in header:
            yield _at(source.name, 1, name, N_("this column is missing"))
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield _at(source.name, 1, name, N_("this column is there {times} times"), times=header.count(name))
        if name not in allowed:
            message = N_("this column is not part of the study; take it out. Allowed: {allowed}")
            yield _at(source.name, 1, name, message, allowed=", ".join(allowed))


def _row_problems(row: Row, study: Study, header: Sequence[str]) -> Iterator[Problem]:
    if row.width != len(header):
        message = N_("This line has {found} values, the first line has {expected}.")
        yield Problem(row.file, row.line, message, {"found": row.width, "expected": len(header)})
        return
    if _address(row.values[ADDRESS]) is None:
        yield _at(row.file, row.line, ADDRESS, N_("“{value}” is not an e-mail address"), value=row.values[ADDRESS])
    language = row.values.get(LANGUAGE)
    if language and language not in study.languages:
        message = N_("“{value}” is not a language of this study ({allowed})")
        yield _at(row.file, row.line, LANGUAGE, message, value=language, allowed=", ".join(study.languages))
    for attribute in study.attributes:
        value = row.values[attribute.id]
        if value not in attribute.codes():
            message = N_("“{value}” is not one of the classes ({allowed})")
            yield _at(row.file, row.line, attribute.id, message, value=value, allowed=", ".join(attribute.codes()))


def _address(text: str) -> str | None:
    """The address as mail servers know it, in small letters; None if it is not one."""
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return (found.ascii_email or found.normalized).lower()


def _person(address: str, row: dict[str, str], study: Study) -> Person:
    attributes = {attribute.id: row[attribute.id] for attribute in study.attributes}
    return Person(address, row.get(LANGUAGE) or study.languages[0], attributes)


def _at(file: str, line: int, column: str, message: str, **values: object) -> Problem:
    """A problem in one column, named before the message."""
    return Problem(file, line, message, values, place=column)
