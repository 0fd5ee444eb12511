"""Figures from elsewhere, such as a register: drawn beside the results, and marked as not from the survey."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..wording import Model, Wording


class Unit(StrEnum):
    """What a figure is counted in."""

    PERCENT = "percent"
    EURO = "euro"
    NUMBER = "number"


class BesideFigure(Model):
    """One figure with its label."""

    text: Wording
    value: Annotated[Decimal, Field(ge=0)]


class Beside(Model):
    """Figures that belong together, with the source that the reader can look them up in."""

    title: Wording
    source: Wording
    unit: Unit = Unit.PERCENT
    figures: Annotated[tuple[BesideFigure, ...], Field(min_length=1, max_length=12)]
