"""Columns: what each column of the file is, and what is wrong with the first row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Item
from survey.questionnaires.problems import N_, Problem
from survey.questionnaires.study import Attribute

CODE, LANGUAGE, PERIOD = "response:code", "response:language", "response:period"
REGISTER = "register:"
STATUS = ".status"
PASSED_OVER = ("response:complete", "response:person", "response:case")
"""Columns of an export that follow from others, or that mean nothing outside it."""

REPEATED = N_("this column is there {times} times")
FOREIGN = N_("this column is not part of the questionnaire; take it out. See docs/exports.md for what may be there")
NO_ANSWERS = N_("the file has no column with answers")


@dataclass(frozen=True)
class Columns:
    """What the columns of a file can be, for a questionnaire and the attributes of its audience."""

    questionnaire: Questionnaire
    attributes: tuple[Attribute, ...]

    @cached_property
    def items(self) -> dict[str, Item]:
        """What answers each key; a question of a card is an item of its own. Calculated items ask nobody."""
        parts = [part for item in self.questionnaire.items() if item.is_shown for part in item.parts()]
        return {key: part for part in parts for key in (*part.closed_keys(), *part.text_keys())}

    @cached_property
    def options(self) -> dict[str, tuple[str, str]]:
        """Key and code of each column that is about one option."""
        several = [(key, item) for key, item in self.items.items() if item.several and key in item.closed_keys()]
        return {f"{key}.{code}": (key, code) for key, item in several for code in item.codes()}

    def name(self, written: str) -> str | None:
        """What a column is called here; None if it is not part of the questionnaire."""
        if written in self.items or written in self.options or self._is_about(written):
            return written
        known = {CODE.partition(":")[2]: CODE, LANGUAGE.partition(":")[2]: LANGUAGE, PERIOD.partition(":")[2]: PERIOD}
        return known.get(written)

    def _is_about(self, written: str) -> bool:
        """Whether a column is about the response, about the person, or about another column."""
        register = {f"{REGISTER}{each.id}" for each in self.attributes}
        asked = {item.id for each in self.questionnaire.items() for item in (each, *each.parts())}
        stem = written.removesuffix(STATUS)
        calculated = {item.id for item in self.questionnaire.items() if not item.is_shown}
        known = {CODE, LANGUAGE, PERIOD, *PASSED_OVER, *register, *calculated}
        return written in known or (stem != written and stem in asked)

    def problems(self, file: str, header: Sequence[str]) -> Iterator[Problem]:
        """What is wrong with the first row."""
        names = [self.name(written) for written in header]
        for written, name in zip(header, names, strict=True):
            if name is None:
                yield Problem(file, 1, FOREIGN, place=written or "-")
        for name in dict.fromkeys(each for each in names if each and names.count(each) > 1):
            yield Problem(file, 1, REPEATED, {"times": names.count(name)}, place=str(name))
        if not any(name in self.items or name in self.options for name in names):
            yield Problem(file, 1, NO_ANSWERS)
