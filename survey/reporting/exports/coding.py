"""Numbers and names for SPSS and Stata, which know neither our codes nor our names.

Options count from 1 in their order. The reasons why there is no value get negative numbers below anything that the
variable can be: not shown -96, don't know -97, not applicable -98, not answered -99 (or -996 to -999, and so on).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from survey.analysis.coding import ANSWERED
from survey.questionnaires.codebook import Level, Variable
from survey.questionnaires.kinds import Missing
from survey.questionnaires.problems import N_

from .table import Table

REASONS: Mapping[Missing, str] = {
    Missing.NOT_SHOWN: N_("Not shown"),
    Missing.DONT_KNOW: N_("Don't know"),
    Missing.NOT_APPLICABLE: N_("Not applicable"),
    Missing.MISSING: N_("Not answered"),
}
FROM_LAST = {Missing.NOT_SHOWN: 3, Missing.DONT_KNOW: 2, Missing.NOT_APPLICABLE: 1, Missing.MISSING: 0}

LONGEST_NAME = 32
"""Stata takes 32 signs, SPSS 64 bytes: the same names in both."""

RESERVED = re.compile(
    "all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with|byte|double|float|if|in|int|long|strl|str[0-9]+|using|b|coef|cons|n|"
    "pi|pred|rc|skip"
)
"""What SPSS and Stata keep for themselves."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the codes of a variable are as numbers. `flagged` are options that are no values, `reasons` the four
    reasons; both lie from `lowest` to `highest`, where no value can be."""

    values: Mapping[str, int]
    flagged: Mapping[str, int]
    reasons: Mapping[Missing, int]
    lowest: int
    highest: int


def numbers(variable: Variable) -> Numbers:
    """The numbers of a variable; the same each time, whatever was answered."""
    flagged = [value for value in variable.values if value.missing]
    plain_codes = [value.code for value in variable.values if not value.missing]
    digits = 2
    while 10 ** (digits - 1) < len(flagged) + len(REASONS) or _bound(digits) >= (variable.lowest or Decimal(0)):
        digits += 1
    last, highest = -(10**digits - 1), _bound(digits)
    reasons = {reason: last + above for reason, above in FROM_LAST.items()}
    free = iter(range(last + len(REASONS), highest + 1))
    met: set[Missing] = set()
    found: dict[str, int] = {}
    for value in flagged:
        reason = value.missing or Missing.MISSING
        found[value.code] = next(free) if reason in met else reasons[reason]
        met.add(reason)
    values = {code: _number(code, position) for position, code in enumerate(plain_codes, start=1)}
    return Numbers(values, found, reasons, last, highest)


def _number(code: str, position: int) -> int:
    """What a code counts as: itself where it is digits (a quarter: 20264), else its position."""
    digits = code.replace("Q", "")
    return int(digits) if digits.isdecimal() else position


def _bound(digits: int) -> int:
    """The highest of the numbers of so many digits that stand for a reason: -90, -900, ..."""
    return -9 * int(10 ** (digits - 1))


def plain(table: Table, variable: Variable) -> "pd.Series[float]":
    """The values of a variable as numbers, NaN where there is none; a day or month as days since 1970."""
    values = table.values(variable)
    if isinstance(values.dtype, pd.CategoricalDtype):
        known = numbers(variable).values
        places = np.array([known.get(str(code), np.nan) for code in values.cat.categories] + [np.nan], dtype=float)
        return pd.Series(places[values.cat.codes.to_numpy()], index=values.index)
    if variable.level is Level.DATE:
        days = values.to_numpy().astype("datetime64[D]").astype(float)
        return pd.Series(days, index=values.index).mask(values.isna())
    found = pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index)
    status = table.status(variable)
    if variable.kind == "multiple_choice" and status is not None:
        # Who answered only “don't know” did not say no to the other options.
        found = found.mask((found == 0) & (status != ANSWERED))
    return found


def absent(table: Table, variable: Variable) -> "pd.Series[float]":
    """The number of the reason why there is no value; NaN where there is one, or no place in a ranking."""
    values, status, coded = table.values(variable), table.status(variable), numbers(variable)
    found = pd.Series(np.nan, index=values.index)
    if status is None:
        return found
    for reason, number in coded.reasons.items():
        found = found.mask(status == reason.value, float(number))
    if isinstance(values.dtype, pd.CategoricalDtype):
        for code, number in coded.flagged.items():
            found = found.mask(values == code, float(number))
    return found.mask(plain(table, variable).notna())


def legal_names(names: Iterable[str]) -> dict[str, str]:
    """A name that SPSS and Stata accept for each name, all different, whatever the case of letters."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        legal = re.sub(r"[^a-z0-9_]", "_", name.lower()).strip("_") or "v"
        if not legal[0].isalpha() or RESERVED.fullmatch(legal):
            legal = f"v_{legal}"
        short, number = legal[:LONGEST_NAME].rstrip("_"), 2
        while short in taken:
            short, number = legal[: LONGEST_NAME - len(str(number)) - 1].rstrip("_") + f"_{number}", number + 1
        taken.add(short)
        found[name] = short
    return found


def labelled(variable: Variable) -> str:
    """The words of a variable: the question, and what tells it from others of the same item."""
    return f"{variable.text}: {variable.part}" if variable.part else variable.text


def cut(text: str, characters: int, limit: int) -> str:
    """The text with at most so many characters and at most `limit` bytes of UTF-8; dots stand for what is cut off."""
    line = " ".join(text.split())
    if len(line) <= characters and len(line.encode()) <= limit:
        return line
    short = line[: characters - 1].encode()[: limit - 3].decode(errors="ignore")
    return f"{short.rstrip()}…"
