"""Notices: what a form says that has no counterpart here, each with its place. Nothing is dropped in silence."""

from dataclasses import dataclass, field

from survey.questionnaires.problems import Problem

from .columns import Column, Row


@dataclass
class Notices:
    """Notices on one file."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, row: Row, column: str | Column, message: str, /, **values: object) -> None:
        """Something in `column` of `row`; a name alone is its column in whatever language comes first."""
        self.found.append(Problem(self.file, row.number, message, values, f"{row.sheet}, {row.column(column)}"))

    def on_sheet(self, sheet: str, message: str, /, **values: object) -> None:
        """Something about a whole sheet, or the column on its first row."""
        self.found.append(Problem(self.file, 1, message, values, sheet))
