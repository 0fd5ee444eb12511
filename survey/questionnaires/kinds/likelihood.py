"""Likelihood: how likely is it that you recommend it, from 0 to 10 (the question behind the net promoter score)."""

from typing import ClassVar, Literal

from .steps import Steps


class Likelihood(Steps):
    """A whole number from 0 to 10, or `dont_know` where that is offered. Stored as a number or that code."""

    lowest: ClassVar[int] = 0
    highest: ClassVar[int] = 10

    kind: Literal["likelihood"]
