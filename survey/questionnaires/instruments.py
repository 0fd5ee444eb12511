"""Instruments of others: what their literal wording may only be used for with permission of the authors.

Our own wording of them needs none, but was not validated, so that scores cannot be compared with published ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .definition import Questionnaire
from .kinds import Item, ValueCard
from .problems import N_


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument, by its `id`; `items` are the kinds of items that come from it, `source` where it was published."""

    id: str
    name: str
    source: str
    items: tuple[type[Item], ...]


INSTRUMENTS = (
    Instrument(
        "capability_set",
        N_("Capability Set for Work Questionnaire (value cards)"),
        "Abma et al. 2016, doi 10.5271/sjweh.3532",
        (ValueCard,),
    ),
)


def used(questionnaires: Iterable[Questionnaire]) -> list[Instrument]:
    """The instruments that these questionnaires draw on."""
    items = [item for each in questionnaires for item in each.items()]
    return [each for each in INSTRUMENTS if any(isinstance(item, each.items) for item in items)]
