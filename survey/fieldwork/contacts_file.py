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
    rows = _rows(source)
    header = [name.strip().lower() for name in next(rows, (1, []))[1]]
    if problems := list(_header_problems(source, study, header)):
        raise ProblemsFoundError(problems)
    people: list[Person] = []
    seen: dict[str, int] = {}
    for line, values in rows:
        if not any(value.strip() for value in values):
            continue
        row = dict(zip(header, (value.strip() for value in values), strict=False))
        found = list(_row_problems(Row(source.name, line, row, len(values)), study, header))
        address = row.get(ADDRESS, "").lower()
        if address and address in seen:
            found.append(_at(source.name, line, ADDRESS, N_("this person is on line {first} too"), first=seen[address]))
        seen.setdefault(address, line)
        problems += found
        if not found:
            people.append(_person(row, study))
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


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    first = source.text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=separator, strict=True)
    try:
        for values in reader:
            yield reader.line_num, values
    except csv.Error as error:
        message = N_("This line cannot be read as CSV ({reason}). Check the quotation marks.")
        raise ProblemsFoundError([Problem(source.name, reader.line_num, message, {"reason": error})]) from error


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
    try:
        validate_email(row.values[ADDRESS], check_deliverability=False)
    except EmailNotValidError:
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


def _person(row: dict[str, str], study: Study) -> Person:
    address = validate_email(row[ADDRESS], check_deliverability=False).normalized.lower()
    attributes = {attribute.id: row[attribute.id] for attribute in study.attributes}
    return Person(address, row.get(LANGUAGE) or study.languages[0], attributes)


def _at(file: str, line: int, column: str, message: str, **values: object) -> Problem:
    """A problem in one column, named before the message."""
    return Problem(file, line, message, values, place=column)
