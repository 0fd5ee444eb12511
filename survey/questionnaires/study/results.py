"""Results: which tables a publication of the study contains."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from ..wording import Identifier, Model, Wording
from .beside import Beside


class Merged(Model):
    """The last step of a ladder: these codes together (`text`), against all other answers (`rest`)."""

    codes: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    text: Wording
    rest: Wording


class GradeMeasure(Model):
    """Report grade: bands <=5 / 6-7 / >=8 and the mean. Ladder: bands, >=8 against lower, n and mean."""

    kind: Literal["grade"]
    id: Identifier
    item: Identifier
    title: Wording


class ChoiceMeasure(Model):
    """Distribution of a single choice. Ladder: each option, then `merged` against the rest."""

    kind: Literal["choice"]
    id: Identifier
    item: Identifier
    title: Wording
    merged: Merged


class MentionsMeasure(Model):
    """How often each option of a multiple choice was mentioned, of those shown the question."""

    kind: Literal["mentions"]
    id: Identifier
    item: Identifier
    title: Wording


Measure = Annotated[GradeMeasure | ChoiceMeasure | MentionsMeasure, Field(discriminator="kind")]


class Results(Model):
    """What a publication contains: every measure, in total and by every breakdown (an item or attribute).

    `norm` is the grade to compare mean grades with. `public`: everybody may see what came out. `beside` are figures
    from elsewhere.
    """

    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    breakdowns: tuple[Identifier, ...] = ()
    smallest_group: Annotated[int, Field(ge=5)] = 10
    norm: Annotated[Decimal, Field(ge=1, le=10)] | None = None
    public: bool = False
    beside: tuple[Beside, ...] = ()
