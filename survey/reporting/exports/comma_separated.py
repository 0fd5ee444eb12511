"""CSV: UTF-8 with a mark at the beginning, so that spreadsheets see it too; the codes as they are stored.

A value is empty where there is none, and `<item>.status` says why. No cell can be taken for a formula: a text that
begins like one gets an apostrophe, and so does a text that begins with an apostrophe, so that one can be taken off
again.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from survey.questionnaires.codebook import Level, Variable

from .coding import REASONS, labelled, legal_names
from .described import RESPONSE
from .table import Table
from .words import Words

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
HEADER = ("variable", "name", "label", "level", "decimals", "code", "words", "missing")


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; `'` is put before it where needed."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def responses(table: Table) -> bytes:
    """One row per response."""
    columns = {name: cells(table, variable, is_status=is_status) for name, variable, is_status in table.layout}
    return written([list(columns), *zip(*columns.values(), strict=True)])


def cells(table: Table, variable: Variable, *, is_status: bool) -> list[str]:
    """The cells of one column as texts."""
    status = table.status(variable)
    if is_status and status is not None:
        return status.astype("str").tolist()
    values = table.values(variable)
    empty = values.isna().to_numpy()
    return ["" if no else text for no, text in zip(empty, _texts(variable, values), strict=True)]


def _texts(variable: Variable, values: "pd.Series[Any]") -> list[str]:
    """Every value as it is stored; whatever where there is none."""
    texts: list[str]
    if variable.level is Level.DATE:
        texts = values.dt.strftime("%Y-%m" if variable.kind == "month" else "%Y-%m-%d").fillna("").tolist()
    elif pd.api.types.is_bool_dtype(values.dtype):
        texts = values.astype("Int8").astype("str").fillna("").tolist()
    elif variable.decimals:
        texts = [f"{value:.{variable.decimals}f}" for value in values.astype("Float64").fillna(0)]
    else:
        texts = values.astype("str").fillna("").tolist()
    return texts


def meanings(table: Table, words: Words) -> Iterator[tuple[str, ...]]:
    """What the columns mean: a row per variable and value, with the name that it has in SPSS and Stata."""
    yield HEADER
    names = legal_names(variable.name for variable in table.variables)
    for variable in table.variables:
        decimals = "" if variable.decimals is None else str(variable.decimals)
        about = (variable.name, names[variable.name], safe(labelled(variable)), variable.level.value, decimals)
        for value in variable.values:
            yield (*about, value.code, safe(value.words), value.missing.value if value.missing else "")
        if not variable.values:
            yield (*about, "", "", "")
    for reason, text in REASONS.items():
        yield (".status", "", "", RESPONSE, "", reason.value, safe(words.say(text)), reason.value)


def texts(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """People's own words: an id of chance, the question, the text."""
    return written([("id", "question", "text"), *((key, item, safe(text)) for key, item, text in rows)])
