"""Where each step of the set-up stands: done, to do, or with a problem; and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from survey.fieldwork import approving
from survey.fieldwork.approving import Approval
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
    return (
        State.TO_DO if all(each.is_missing or each.message == approving.UNSAID for each in findings) else State.PROBLEM
    )


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


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a study is beyond its design: people on the panel, whether it was tried out, approved, and has begun."""

    people: int
    is_tried: bool
    approved: Approval | None
    has_begun: bool


def further(found: Assembled, reached: Reached) -> list[Line]:
    """What comes after the design: people, a test round, approval and opening."""
    approved = reached.approved
    people = _("{number} people on the panel.", number=reached.people)
    told = [people] if reached.people else [_("Nobody is on the panel yet.")]
    test = [_("Answers that are marked as a test, and go with one press.")]
    return [
        _line(found, "contacts", _("People to invite"), State.DONE if reached.people else State.TO_DO, told),
        _line(found, "trial", _("Test round"), State.DONE if reached.is_tried else State.OPTIONAL, test),
        _line(
            found, "approval", _("Approval"), _done(approved is not None and approved.is_current), _approved(approved)
        ),
        _line(found, "opening", _("Opening"), _done(reached.has_begun), []),
    ]


def _done(is_done: object) -> State:
    return State.DONE if is_done else State.TO_DO


def _line(found: Assembled, key: str, title: str, state: State, notes: Sequence[str]) -> Line:
    return Line(key, title, url_for(f"research.setup_{key}", study=found.id), state, notes)


def _approved(approved: Approval | None) -> list[str]:
    if approved is None:
        return []
    if approved.is_current:
        return [_("Approved by {name}.", name=approved.by)]
    return [_("It was changed since, so it has to be approved again.")]


def lines(found: Assembled) -> list[Line]:
    """Every step of the design."""
    return [line(step, found) for step in STEPS if step.key != "permissions" or step.sections(found)]
