"""Report grade: the Dutch school mark from 1 to 10."""

from typing import ClassVar, Literal

from .steps import Steps

LOWEST, HIGHEST = 1, 10


class ReportGrade(Steps):
    """A whole grade from 1 to 10, or `dont_know` where that is offered. Stored as a number or that code."""

    lowest: ClassVar[int] = LOWEST
    highest: ClassVar[int] = HIGHEST

    kind: Literal["report_grade"]
