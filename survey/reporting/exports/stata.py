"""Stata: .dta (versions 14 to 18) with labels, and extended missing values for the reasons why there is no value.

`.a` is not shown, `.b` don't know, `.c` not applicable, `.d` not answered, and from `.e` on further options of a
question that are no values. Stata takes 80 signs for the words of a variable: longer ones stand in full in its notes.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from survey.questionnaires.codebook import Level, Variable
from survey.questionnaires.kinds import Missing

from .coding import REASONS, absent, cut, labelled, legal_names, numbers, plain
from .stata_notes import add_notes
from .table import Table
from .words import Words

LABEL, LABEL_BYTES, VALUE_BYTES = 80, 320, 32_000
VERSION = 14
LETTERS = {
    Missing.NOT_SHOWN: "a",
    Missing.DONT_KNOW: "b",
    Missing.NOT_APPLICABLE: "c",
    Missing.MISSING: "d",
}
FURTHER = "efghijklmnopqrstuvwxyz"
DAYS_1960_TO_1970 = 3653


def write(path: Path, table: Table, words: Words) -> None:
    """Write the file."""
    names = legal_names(variable.name for variable in table.variables)
    coded = [variable for variable in table.variables if variable.level is not Level.TEXT]
    absences = {
        names[each.name]: sorted(set(letters(each).values())) for each in coded if table.status(each) is not None
    }
    pyreadstat.write_dta(
        pd.DataFrame({names[each.name]: _column(table, each) for each in table.variables}),
        path,
        version=VERSION,
        file_label=cut(table.title, LABEL, LABEL_BYTES),
        column_labels={names[each.name]: cut(labelled(each), LABEL, LABEL_BYTES) for each in table.variables},
        variable_value_labels={names[each.name]: _labels(table, each, words) for each in coded},
        missing_user_values=absences,
        variable_format={names[each.name]: _format(each) for each in coded},
    )
    long = {names[each.name]: labelled(each) for each in table.variables if len(labelled(each)) > LABEL}
    path.write_bytes(add_notes(path.read_bytes(), long))


def letters(variable: Variable) -> dict[int, str]:
    """The letter of each number that stands for a reason; what is beyond z shares its letter with its reason."""
    coded = numbers(variable)
    found = {coded.reasons[reason]: letter for reason, letter in LETTERS.items()}
    more = iter(FURTHER)
    for value in (each for each in variable.values if each.missing):
        number = coded.flagged[value.code]
        found[number] = found.get(number) or next(more, LETTERS[value.missing or Missing.MISSING])
    return found


def _column(table: Table, variable: Variable) -> "pd.Series[Any]":
    if variable.level is Level.TEXT:
        return table.values(variable).astype("str").astype(object)
    values = plain(table, variable)
    if variable.kind == "month":
        values = _months(values)
    elif variable.level is Level.DATE:
        values += DAYS_1960_TO_1970
    if table.status(variable) is None:
        return values
    reasons = absent(table, variable).map(letters(variable))
    return values.astype(object).where(values.notna(), reasons)


def _months(days: "pd.Series[float]") -> "pd.Series[float]":
    """Months since January 1960."""
    known = days.dropna().to_numpy().astype("datetime64[D]").astype("datetime64[M]").astype(float)
    found = pd.Series(np.nan, index=days.index)
    found[days.notna()] = known + 120
    return found


def _labels(table: Table, variable: Variable, words: Words) -> dict[Any, str]:
    """The words of every number and letter."""
    coded, letter = numbers(variable), letters(variable)
    known = REASONS.items() if table.status(variable) is not None else ()
    found: dict[Any, str] = {LETTERS[reason]: words.say(text) for reason, text in known}
    for value in (each for each in variable.values if each.words):
        flagged = coded.flagged.get(value.code)
        found[coded.values[value.code] if flagged is None else letter[flagged]] = value.words
    return {number: cut(text, VALUE_BYTES, VALUE_BYTES) for number, text in found.items()}


def _format(variable: Variable) -> str:
    if variable.level is Level.DATE:
        return "%tm" if variable.kind == "month" else "%td"
    return f"%20.{variable.decimals}f" if variable.decimals else "%12.0f"
