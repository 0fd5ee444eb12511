"""Where each step of the set-up stands: done, to do, or with a problem; and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from survey.fieldwork import approving
from survey.fieldwork.assembling import Assembled
from survey.questionnaires.editing.design import EMPTY, Finding
from survey.questionnaires.problems import N_

from ...words import _
from .fields import where
from .steps import STEPS, Step

MOST_TOLD = 3


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    TO_DO = "todo"
    PROBLEM = "problem"
    OPTIONAL = "optional"


STATES = {
    State.DONE: N_("Done"),
    State.TO_DO: N_("To do"),
    State.PROBLEM: N_("Problem"),
    State.OPTIONAL: N_("If you like"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist: a step, where it stands, and what is missing."""

    key: str
    title: str
    address: str
    state: State
    notes: Sequence[str] = ()

    @property
    def word(self) -> str:
        """The state in words."""
        return _(STATES[self.state])


def of_step(step: Step, found: Assembled) -> list[Finding]:
    """What is wrong or missing in a step."""
    every = [*found.findings, *approving.lacking(found)]
    return [each for each in every if step.holds(each.place)]


def line(step: Step, found: Assembled) -> Line:
    """A step of the design as a line."""
    findings = of_step(step, found)
    address = url_for("research.setup_step", study=found.id, step=step.key)
    return Line(step.key, _(step.title), address, _state(findings, found, step), _notes(step, findings, found))


def _state(findings: Sequence[Finding], found: Assembled, step: Step) -> State:
    if step.key == "waves" and found.wrong:
        return State.PROBLEM
    if not findings:
        return State.DONE
    return State.TO_DO if all(each.is_missing or not each.place[1:] for each in findings) else State.PROBLEM


def _notes(step: Step, findings: Sequence[Finding], found: Assembled) -> list[str]:
    """What is missing, by what it is called on the page."""
    fields = [each for section in step.sections(found) for each in section.fields]
    labels = {each.name: each.label for each in fields}
    notes = []
    for each in findings:
        name = where(each, fields)
        told = each.told(_)
        notes.append(f"{labels[name]}: {told}" if name else _bare(each, told, step))
    wrong = (
        [_("The questionnaire “{name}” has problems.", name=name) for name in found.wrong]
        if step.key == "waves"
        else []
    )
    every = list(dict.fromkeys([*wrong, *notes]))
    rest = len(every) - MOST_TOLD
    return [*every[:MOST_TOLD], *([_("And {number} more.", number=rest)] if rest > 0 else [])]


def _bare(finding: Finding, told: str, step: Step) -> str:
    """What is wrong, where no field is: with what the step is called, if nothing else says it."""
    return f"{_(step.title)}: {told}" if finding.message == EMPTY else told


def lines(found: Assembled) -> list[Line]:
    """Every step of the design."""
    return [line(step, found) for step in STEPS if step.key != "permissions" or step.sections(found)]
