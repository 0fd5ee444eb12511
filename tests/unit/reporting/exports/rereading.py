"""Exported files read back by other programs' libraries, and turned into the answers that they stand for."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat

from survey.questionnaires.codebook import Level, Variable
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answer, Answers, Item, MultipleChoice, Ranking
from survey.questionnaires.kinds.steps import Steps
from survey.reporting.exports import comma_separated, excel, parquet, spss, stata
from survey.reporting.exports.coding import legal_names, numbers
from survey.reporting.exports.table import Table, status_name
from tests.unit.reporting.exports.sampling import ENGLISH

Row = dict[str, str]
"""The cells of a response by column, as texts; empty where there is no value."""

SPSS_DAY, STATA_DAY = date(1582, 10, 14), date(1960, 1, 1)


def from_csv(table: Table, _path: Path) -> list[Row]:
    text = comma_separated.responses(table).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def from_xlsx(table: Table, path: Path) -> list[Row]:
    path.write_bytes(excel.responses(table, ENGLISH))
    header, *rows = openpyxl.load_workbook(path)["responses"].iter_rows(values_only=True)
    decimals = {each.name: each.decimals or 0 for each in table.variables}
    texts = [[_text(cell, decimals.get(str(name), 0)) for name, cell in zip(header, row, strict=True)] for row in rows]
    return [dict(zip(map(str, header), row, strict=True)) for row in texts]


def from_parquet(table: Table, path: Path) -> list[Row]:
    path.write_bytes(parquet.responses(table))
    known = {each.name: each for each in table.variables}
    rows: list[dict[Any, Any]] = pd.read_parquet(path).to_dict("records")
    return [{name: _typed(known.get(name), value) for name, value in row.items()} for row in rows]


def from_sav(table: Table, path: Path) -> list[Row]:
    spss.write(path, table, ENGLISH)
    found, _ = pyreadstat.read_sav(path, user_missing=True, disable_datetime_conversion=True)

    def moment(number: float) -> tuple[float, date]:
        days = number / 86_400
        return days, SPSS_DAY + timedelta(days=max(days, 0))

    def reason(_variable: Variable, number: float) -> int | None:
        return int(number) if number < 0 else None

    return _numbered(table, found, moment, reason)


def from_dta(table: Table, path: Path) -> list[Row]:
    stata.write(path, table, ENGLISH)
    found, _ = pyreadstat.read_dta(path, user_missing=True, disable_datetime_conversion=True)

    def moment(number: float) -> tuple[float, date]:
        return 0, STATA_DAY + timedelta(days=number)

    def reason(variable: Variable, letter: object) -> int | None:
        known = {each: number for number, each in reversed(stata.letters(variable).items())}
        return known[letter] if isinstance(letter, str) else None

    return _numbered(table, found, moment, reason)


FORMATS: dict[str, Callable[[Table, Path], list[Row]]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "parquet": from_parquet,
    "sav": from_sav,
    "dta": from_dta,
}


def _text(cell: object, decimals: int) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, str) else f"{float(str(cell)):.{decimals}f}"


def _typed(variable: Variable | None, value: Any) -> str:
    if pd.isna(value):
        return ""
    if variable is not None and variable.level is Level.DATE:
        return f"{value:%Y-%m}" if variable.kind == "month" else f"{value:%Y-%m-%d}"
    return _text(value, (variable.decimals or 0) if variable else 0)


def _numbered(
    table: Table,
    found: pd.DataFrame,
    moment: Callable[[float], tuple[float, date]],
    reason: Callable[[Variable, Any], int | None],
) -> list[Row]:
    """What the numbers mean, by the coding that the codebook tells."""
    names = legal_names(each.name for each in table.variables)
    rows: list[Row] = [{} for _ in range(len(found))]
    for variable in table.variables:
        for row, number in zip(rows, found[names[variable.name]], strict=True):
            days, day = moment(number) if variable.kind == "date" and not isinstance(number, str) else (0, date.min)
            if variable.kind == "month" and not isinstance(number, str) and not pd.isna(number):
                days, day = _month(moment, number)
            number_or_days = days if days < 0 else number
            _told(row, variable, reason(variable, number_or_days), number, day)
    return rows


def _month(moment: Callable[[float], tuple[float, date]], number: float) -> tuple[float, date]:
    """SPSS counts seconds, also for a month; Stata counts months."""
    if abs(number) < 10_000:
        return 0, date(1960 + int(number) // 12, int(number) % 12 + 1, 1)
    return moment(number)


def _told(row: Row, variable: Variable, reason: int | None, number: Any, day: date) -> None:
    coded, status = numbers(variable), status_name(variable)
    row.setdefault(variable.name, "")
    if reason is not None and (variable.lowest is None or reason <= coded.highest):
        flagged = {each: code for code, each in coded.flagged.items()}
        plain = {each: why.value for why, each in coded.reasons.items()}
        option = next((each for each in variable.values if each.code == flagged.get(reason)), None)
        row[variable.name] = option.code if option and variable.lowest is None and variable.level != "date" else ""
        row[status] = option.missing.value if option and option.missing else plain[reason]
    elif isinstance(number, str) or not pd.isna(number):
        codes = {each: code for code, each in coded.values.items()}
        as_code = codes.get(int(number), "") if codes and not isinstance(number, str) else str(number)
        is_number = variable.level is Level.SCALE
        text = f"{number:.{variable.decimals or 0}f}" if is_number else as_code
        row[variable.name] = {"date": f"{day}", "month": f"{day:%Y-%m}"}.get(variable.kind, text)
        if row.get(status) not in {"dont_know", "not_applicable"}:
            row[status] = "answered"


def answers_of(asked: Questionnaire, row: Mapping[str, str]) -> Answers:
    """The answers that the cells of a response stand for."""
    found: Answers = {}
    for item in (part for each in asked.items() if each.closed_keys() for part in each.parts()):
        status = row[f"{item.id}.status"]
        if status != "not_shown":
            found[item.id] = None if status == "missing" else _answer(item, row, status)
    return found


def _answer(item: Item, row: Mapping[str, str], status: str) -> Answer:
    if isinstance(item, MultipleChoice):
        return tuple(code for code in item.codes() if row[f"{item.id}.{code}"] == "1")
    if isinstance(item, Ranking):
        placed = {row[f"{item.id}.{code}"]: code for code in item.codes() if row[f"{item.id}.{code}"]}
        return tuple(code for _place, code in sorted(placed.items()))
    text = row[item.id] or status
    is_whole = isinstance(item, Steps) or (item.numeric and "." not in text)
    return int(text) if is_whole and text.lstrip("-").isdecimal() else text
