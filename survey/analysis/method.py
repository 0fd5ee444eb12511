"""How a result came about, in words: definition, base, formula, options and software, for the edge to tell."""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any, Self

from survey.questionnaires.problems import N_, Reason

ASSOCIATION = Reason(N_("This is an association, not an effect."))
RANDOM_RESPONSE = Reason(N_("The interval has 95 % confidence, under random response."))
FINITE = N_("Corrected for a finite population of {population}.")
PEOPLE = N_("Base: {n} people.")
PAIRS = N_("Base: {n} people who answered in both waves.")
TRAJECTORIES = N_("Base: {n} trajectories.")
SOFTWARE = N_("Calculated with {software}.")

Software = tuple[tuple[str, str], ...]


@cache
def software(*packages: str) -> Software:
    """Python and `packages`, each with the version that runs now."""
    return (("Python", platform.python_version()), *((name, version(name)) for name in packages))


@dataclass(frozen=True, slots=True)
class Method:
    """What was estimated (`definition`), of how many (`base`), by which `formula`, with which `options` and software.

    Every part is a whole sentence, so that they make a text in the order of `sentences`.
    """

    definition: Reason
    base: Reason
    formula: Reason
    options: tuple[Reason, ...] = ()
    software: Software = field(default_factory=lambda: software("numpy"))

    def sentences(self) -> tuple[Reason, ...]:
        """The text as messages with their values."""
        made_with = ", ".join(f"{name} {number}" for name, number in self.software)
        return (self.definition, self.base, self.formula, *self.options, Reason(SOFTWARE, {"software": made_with}))

    def document(self) -> dict[str, object]:
        """The method as JSON values: message ids with their values, which the edge turns into words when it is read."""
        parts = {name: _written(getattr(self, name)) for name in ("definition", "base", "formula")}
        return {
            **parts,
            "options": [_written(each) for each in self.options],
            "software": list(map(list, self.software)),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """The method that `document` describes."""
        parts = [Reason(*document[name]) for name in ("definition", "base", "formula")]
        options = tuple(Reason(*each) for each in document["options"])
        return cls(
            parts[0], parts[1], parts[2], options, tuple((name, number) for name, number in document["software"])
        )

    def told(self, translate: Callable[[str], str]) -> tuple[str, ...]:
        """The text in the reader's language, a string per sentence."""
        return tuple(sentence.told(translate) for sentence in self.sentences())


def _written(reason: Reason) -> list[object]:
    values = {name: each if isinstance(each, int | str) else str(each) for name, each in reason.values.items()}
    return [reason.message, values]


def people(number: int) -> Reason:
    """The base of a result over single people."""
    return Reason(PEOPLE, {"n": number})


def pairs(number: int) -> Reason:
    """The base of a result over people in two waves."""
    return Reason(PAIRS, {"n": number})


def finite(population: int | None) -> tuple[Reason, ...]:
    """The option of a finite population, where there is one."""
    return () if population is None else (Reason(FINITE, {"population": population}),)
