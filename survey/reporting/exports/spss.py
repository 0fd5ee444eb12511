"""SPSS: .sav with labels, measures and missing ranges. Days and months are dates, also in their missing range."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
from pyreadstat.pyclasses import MissingRange

from survey.questionnaires.codebook import Level, Variable

from .coding import REASONS, absent, cut, labelled, legal_names, numbers, plain
from .table import Table
from .words import Words

LABEL_BYTES, VALUE_BYTES, LINE_BYTES = 255, 120, 80
"""What SPSS takes for the words of a variable, of a value, and for a line of the document in the file."""

DAY_SECONDS = 86_400
DAYS_BEFORE_1970 = (date(1970, 1, 1) - date(1582, 10, 14)).days
MEASURES = {Level.NOMINAL: "nominal", Level.ORDINAL: "ordinal", Level.TEXT: "nominal"}


def write(path: Path, table: Table, words: Words) -> None:
    """Write the file. What is too long for a label stands in full in the document inside the file."""
    names = legal_names(variable.name for variable in table.variables)
    coded = [variable for variable in table.variables if variable.level is not Level.TEXT]
    frame = pd.DataFrame({names[each.name]: _column(table, each) for each in table.variables})
    pyreadstat.write_sav(
        frame,
        path,
        file_label=cut(table.title, 64, 64),
        column_labels={names[each.name]: cut(labelled(each), LABEL_BYTES, LABEL_BYTES) for each in table.variables},
        note=list(_document(table)),
        variable_value_labels={names[each.name]: _labels(each, words) for each in coded},
        missing_ranges={names[each.name]: [_range(each)] for each in coded if table.status(each) is not None},
        variable_measure={names[each.name]: MEASURES.get(each.level, "scale") for each in table.variables},
        variable_format={names[each.name]: _format(each) for each in coded},
    )


def _column(table: Table, variable: Variable) -> "pd.Series[float] | pd.Series[str]":
    if variable.level is Level.TEXT:
        return table.values(variable).astype("str")
    values = plain(table, variable)
    if variable.level is Level.DATE:
        values = (values + DAYS_BEFORE_1970) * DAY_SECONDS
    return values.where(values.notna(), absent(table, variable) * _unit(variable)).astype(np.float64)


def _unit(variable: Variable) -> int:
    """What the number of a reason is multiplied by: so many days, where a variable counts seconds."""
    return DAY_SECONDS if variable.level is Level.DATE else 1


def _labels(variable: Variable, words: Words) -> dict[float, str]:
    """The words of every number, those of the reasons too."""
    coded, unit = numbers(variable), _unit(variable)
    found = {float(coded.reasons[reason] * unit): words.say(text) for reason, text in REASONS.items()}
    for value in variable.values:
        number = coded.flagged.get(value.code, coded.values.get(value.code))
        if number is not None and value.words:
            found[float(number * unit)] = value.words
    return {number: cut(text, VALUE_BYTES, VALUE_BYTES) for number, text in found.items()}


def _range(variable: Variable) -> MissingRange:
    coded = numbers(variable)
    return {"lo": coded.lowest * _unit(variable), "hi": coded.highest * _unit(variable)}


def _format(variable: Variable) -> str:
    if variable.level is Level.DATE:
        return "MOYR8" if variable.kind == "month" else "EDATE10"
    decimals, coded = variable.decimals or 0, numbers(variable)
    bounds = [coded.lowest, int(variable.lowest or 0), int(variable.highest or 0), *coded.values.values()]
    digits = max(len(str(each)) for each in bounds)
    return f"F{digits + (decimals + 1 if decimals else 0)}.{decimals}"


def _document(table: Table) -> Iterator[str]:
    """The words that were cut, in full, in lines that fit."""
    names = legal_names(variable.name for variable in table.variables)
    for variable in table.variables:
        for text, limit, of in _texts(variable, names[variable.name]):
            if len(text.encode()) > limit:
                yield from _lines(f"{of}: {text}")


def _texts(variable: Variable, name: str) -> Iterator[tuple[str, int, str]]:
    yield labelled(variable), LABEL_BYTES, name
    coded = numbers(variable)
    for value in variable.values:
        number = coded.flagged.get(value.code, coded.values.get(value.code))
        yield value.words, VALUE_BYTES, f"{name} = {number}"


def _lines(text: str) -> list[str]:
    """The text in lines of at most 80 bytes, broken between words."""
    widest = max(len(sign.encode()) for sign in text)
    return textwrap.wrap(text, LINE_BYTES // widest)
