"""The table that every file is made from: one row per response, in an order of chance, with a codebook for its columns.

The columns are those of `analysis.frames`: a value, and beside it `<item>.status`, which says why there is none.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from survey.analysis.frames import frame
from survey.questionnaires.codebook import Variable
from survey.questionnaires.wording import spoken

from .described import CASE, LANGUAGE, PERIOD, PERSON, Design, described
from .samples import Sample
from .words import Words

STATUS, CODE = ".status", ".code"


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
    labelled = bool(answered and answered[0].labels)
    if labelled:
        about |= {PERSON: [each.labels.person for each in answered if each.labels]}
        about |= {CASE: [each.labels.case for each in answered if each.labels]}
    found = pd.concat([found, pd.DataFrame(about, index=found.index, dtype="str")], axis=1)
    design = Design(study, sample.wave, sample.questionnaire)
    periods = sorted(set(about[PERIOD]))
    known = [each for each in described(design, words, periods, labelled=labelled) if not each.apart]
    for name in (LANGUAGE, PERIOD):
        declared = [value.code for each in known if each.name == name for value in each.values]
        codes = list(dict.fromkeys([*declared, *sorted(set(about[name]))]))
        found[name] = pd.Categorical(found[name], categories=codes, ordered=True)
    return Table(sample.wave.id, spoken(study.title, words.language), tuple(known), found)
