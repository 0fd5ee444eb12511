"""Choosing: which variables go into a file, and which of their classes become one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from survey.questionnaires.codebook import Variable
from survey.questionnaires.problems import N_, RefusedError

from .table import CODE, Table


class UnknownVariableError(RefusedError):
    """Something is to be left out, or counted, that is not there."""

    sentence = N_(
        "Wave {wave} has no variable “{variable}”. This lists them: "
        "survey questionnaires show QUESTIONNAIRE --as codebook"
    )


class CannotBeMergedError(RefusedError):
    """Classes are to be put together that are none."""

    sentence = N_("{variable} has no classes {codes}, or no classes at all. It has: {known}.")


def check_choices(tables: Sequence[Table], names: Sequence[str], merged: Sequence["Merge"]) -> None:
    """Refuse names that none of the tables has, and classes that a variable has not.

    Raises:
        UnknownVariableError, CannotBeMergedError: somebody mistyped, and would think that it was done.
    """
    for name in (*names, *(merge.variable for merge in merged)):
        if not any(_is_named(each, [name]) for one in tables for each in one.variables):
            raise UnknownVariableError(wave=" + ".join(each.wave for each in tables), variable=name)
    places = [(one, each, merge) for one in tables for each in one.variables for merge in merged]
    for made, variable, merge in places:
        known = [value.code for value in variable.values if not value.missing]
        is_choice = isinstance(made.values(variable).dtype, pd.CategoricalDtype)
        if merge.fits(variable) and not (is_choice and set(merge.codes) <= set(known)):
            codes = ", ".join(merge.codes)
            raise CannotBeMergedError(variable=variable.name, codes=codes, known=", ".join(known) or "-")


def narrowed(made: Table, without: Sequence[str] = (), merged: Sequence["Merge"] = ()) -> Table:
    """The table less the variables (or whole items) named in `without`, and with classes put together."""
    found = made.frame.copy(deep=False)
    kept = [each for each in made.variables if not _is_named(each, without)]
    for merge in merged:
        kept = [merge.of(each, found) for each in kept]
    return Table(made.wave, made.title, tuple(kept), found)


@dataclass(frozen=True, slots=True)
class Merge:
    """Classes of a variable that become one, under the code of the first and the words of all."""

    variable: str
    codes: tuple[str, ...]

    def fits(self, variable: Variable) -> bool:
        """Whether the variable is the one that is meant, by its name or that of its attribute."""
        return self.variable in {variable.name, variable.name.partition(":")[2]}

    def of(self, variable: Variable, found: pd.DataFrame) -> Variable:
        """The variable with these classes as one, also in the columns of `found`; itself if it is another one."""
        chosen = [value for value in variable.values if value.code in self.codes]
        if not self.fits(variable) or len(chosen) < len(self.codes):
            return variable
        first = chosen[0]
        one = replace(first, words=" / ".join(value.words for value in chosen))
        others = {value.code: first.code for value in chosen[1:]}
        for name in (each for each in (variable.name, variable.name + CODE) if each in found):
            if first.code not in found[name].cat.categories:
                continue
            before = found[name].astype("str").replace(others)
            left = [code for code in found[name].cat.categories if code not in others]
            found[name] = pd.Categorical(before, categories=left, ordered=bool(found[name].cat.ordered))
        values = [one if value == first else value for value in variable.values if value.code not in others]
        return replace(variable, values=tuple(values))


def _is_named(variable: Variable, names: Sequence[str]) -> bool:
    """Whether a variable, the item that it is of, or the attribute behind it is among `names`."""
    item = variable.name.partition(".")[0]
    return bool({variable.name, item, item.partition("__")[0], variable.name.partition(":")[2]} & set(names))
