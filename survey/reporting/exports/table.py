"""The table that every file is made from: one row per response, in an order of chance, with a codebook for its columns.

The columns are those of `analysis.frames`: a value, and beside it `<item>.status`, which says why there is none. What
is known of a response besides its answers has a colon in its name, as no item has: `register:age`, `response:period`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from survey.analysis.frames import COMPLETE, frame, register_column
from survey.questionnaires.codebook import Level, Value, Variable, variables
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.wording import spoken

from .samples import Sample
from .words import Words

LANGUAGE, PERIOD, PERSON, CASE = (f"response:{name}" for name in ("language", "period", "person", "case"))
STATUS, CODE = ".status", ".code"
REGISTER, RESPONSE = "register", "response"
"""What stands for the kind of item where a variable comes from the register, or is about the response itself."""

TITLES: Mapping[str, str] = {
    LANGUAGE: N_("Language of the invitation"),
    PERIOD: N_("Quarter in which the answers were given"),
    PERSON: N_("Person: a random label, the same in each wave of this export, new in each export"),
    CASE: N_("Person and trajectory: a random label, the same in each wave of this export, new in each export"),
    COMPLETE: N_("Complete: at least 80 % of the core questions that were shown are answered"),
}


@dataclass(frozen=True)
class Table:
    """The responses of one wave. `frame` has a column for the value of each variable, and one for each status."""

    wave: str
    title: str
    variables: tuple[Variable, ...]
    frame: pd.DataFrame

    def values(self, variable: Variable) -> "pd.Series[Any]":
        """The values of a variable: of a choice the codes of all options, also those that are no values."""
        name = variable.name + CODE
        return self.frame[name if name in self.frame else variable.name]

    def status(self, variable: Variable) -> "pd.Series[str] | None":
        """Why there is no value, where there is none; None if a variable is always known."""
        found: pd.Series[str] | None = self.frame.get(status_name(variable))
        return found

    @cached_property
    def layout(self) -> tuple[tuple[str, Variable, bool], ...]:
        """The columns in the order of a file: name, variable, and whether it is a status. One status per item."""
        found: list[tuple[str, Variable, bool]] = []
        for variable, after in zip(self.variables, [*self.variables[1:], None], strict=True):
            found.append((variable.name, variable, False))
            name = status_name(variable)
            if name in self.frame and (after is None or status_name(after) != name):
                found.append((name, variable, True))
        return tuple(found)


def status_name(variable: Variable) -> str:
    """The column that says why there is no value. The columns of one item share it."""
    return variable.name.partition(".")[0] + STATUS


def table(sample: Sample, words: Words) -> Table:
    """The table of a wave.

    Raises:
        UncodableAnswerError: a stored answer is none that its question can have.
    """
    study, answered = sample.study, sample.answered
    attributes = study.attributes_of(sample.wave.audience)
    found = frame(sample.questionnaire, [each.record for each in answered], attributes)
    about = {LANGUAGE: [each.language for each in answered], PERIOD: [each.period for each in answered]}
    if answered and answered[0].labels:
        about |= {PERSON: [each.labels.person for each in answered if each.labels]}
        about |= {CASE: [each.labels.case for each in answered if each.labels]}
    found = pd.concat([found, pd.DataFrame(about, index=found.index, dtype="str")], axis=1)
    known = tuple(_variables(sample, words, found))
    return Table(sample.wave.id, spoken(study.title, words.language), known, found)


def _is_named(variable: Variable, names: Sequence[str]) -> bool:
    """Whether a variable, the item that it is of, or the attribute behind it is among `names`."""
    item = variable.name.partition(".")[0]
    return bool({variable.name, item, item.partition("__")[0], variable.name.partition(":")[2]} & set(names))


def _variables(sample: Sample, words: Words, found: pd.DataFrame) -> Iterator[Variable]:
    """The codebook of all columns: about the response, from the register, and the answers."""
    for name in (each for each in TITLES if each in found):
        values = _told_apart(found, name, sample) if name in (LANGUAGE, PERIOD) else ()
        yes_no = (Value("1", words.say(YES)), Value("0", words.say(NO))) if name == COMPLETE else ()
        level = Level.NOMINAL if values or yes_no else Level.TEXT
        yield Variable(name, RESPONSE, words.say(TITLES[name]), "", level, values or yes_no)
    for attribute in sample.study.attributes_of(sample.wave.audience):
        values = tuple(Value(each.code, spoken(each.text, words.language)) for each in attribute.classes)
        text = spoken(attribute.text, words.language)
        yield Variable(register_column(attribute.id), REGISTER, text, "", Level.ORDINAL, values)
    for variable in variables(sample.questionnaire, words.language):
        if not variable.apart:
            yield _with_yes_and_no(variable, words)


YES, NO = N_("Yes"), N_("No")


def _with_yes_and_no(variable: Variable, words: Words) -> Variable:
    """The two values of an option of a multiple choice, in words."""
    if variable.kind != "multiple_choice":
        return variable
    said = {"1": words.say(YES), "0": words.say(NO)}
    return replace(variable, values=tuple(replace(each, words=said[each.code]) for each in variable.values))


def _told_apart(found: pd.DataFrame, name: str, sample: Sample) -> tuple[Value, ...]:
    """The languages of the study, or the quarters that occur; the column becomes one of these categories."""
    languages = sample.study.languages_of(sample.wave.audience) if name == LANGUAGE else ()
    codes = list(dict.fromkeys([*languages, *sorted(found[name].unique())]))
    found[name] = pd.Categorical(found[name], categories=codes, ordered=True)
    return tuple(Value(code, code) for code in codes)


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
