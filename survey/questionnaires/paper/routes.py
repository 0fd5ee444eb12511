"""Where an answer leads: the question to go to, where that is not just the next one."""

from dataclasses import dataclass
from functools import cached_property

from ..conditions import All, Condition, parse
from ..definition import Page, Questionnaire
from ..kinds import Item

END = ""
"""Where those go who have nothing left to answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """An item on paper with the page that it is on."""

    page: Page
    item: Item

    def whens(self) -> tuple[str, ...]:
        """What has to be so before it is asked."""
        return tuple(when for when in (self.page.when, self.item.when) if when is not None)

    def conditions(self) -> tuple[Condition, ...]:
        """The same, parsed: every part that has to be so."""
        whole = [parse(when) for when in self.whens()]
        return tuple(part for each in whole for part in (each.parts if isinstance(each, All) else (each,)))


class Routes:
    """The ways through a questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    @cached_property
    def steps(self) -> list[Step]:
        """Everything that stands on paper, in order."""
        return [Step(page, item) for page in self.questionnaire.pages for item in page.items if item.is_shown]

    def leads_to(self, at: int, code: str) -> str | None:
        """The id of the item to which `code` leads, as an answer to step `at`; None for the next, `END` for the end."""
        target = self._target(at, code)
        if target is None:
            return END if at + 1 < len(self.steps) else None
        return None if target == at + 1 else self.steps[target].item.id

    def _target(self, at: int, code: str) -> int | None:
        """The first step behind `at` that is not certainly skipped.

        A step whose condition looks at other answers too is never jumped over: it says itself for whom it is.
        """
        domains = self.questionnaire.domains
        key = self.steps[at].item.id
        decided = {key}
        for position, step in enumerate(self.steps[at + 1 :], start=at + 1):
            certain = [each for each in step.conditions() if each.references(domains) <= decided]
            if all(each.holds({key: code}, domains) for each in certain):
                return position
            decided |= {*step.item.closed_keys(), *step.item.text_keys()}
        return None
