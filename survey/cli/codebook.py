"""A codebook as lines on the terminal."""

from collections.abc import Iterator

from survey.questionnaires.codebook import Level, Value, Variable
from survey.questionnaires.kinds import Missing
from survey.questionnaires.problems import N_

from .words import _

LEVELS = {
    Level.NOMINAL: N_("categories"),
    Level.ORDINAL: N_("categories in order"),
    Level.SCALE: N_("number"),
    Level.DATE: N_("date"),
    Level.TEXT: N_("own words, kept apart from the other answers"),
}
REASONS = {Missing.DONT_KNOW: N_("don't know"), Missing.NOT_APPLICABLE: N_("not applicable")}


def lines(variable: Variable) -> Iterator[str]:
    """What there is to know about one variable."""
    level = _(LEVELS[variable.level])
    if variable.lowest is not None and variable.highest is not None:
        level = _("{level} from {lowest} to {highest}", level=level, lowest=variable.lowest, highest=variable.highest)
    yield f"{variable.name} ({level})"
    yield f"    {variable.text}" + (f": {variable.part}" if variable.part else "")
    for when in variable.when:
        yield "    " + _("Asked when: {condition}", condition=when)
    for value in variable.values:
        yield f"    {_said(value)}"


def _said(value: Value) -> str:
    words = f"{value.code} = {value.words}" if value.words else value.code
    return f"{words} ({_(REASONS[value.missing])})" if value.missing in REASONS else words
