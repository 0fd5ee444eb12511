"""Who tells something about a study: the language, and how it writes words and dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Teller:
    """`say` translates a message id, `day` writes a date."""

    language: str
    say: Callable[[str], str]
    day: Callable[[date], str]

    def some(self, value: date | None) -> str:
        """A date, or a dash where there is none."""
        return self.day(value) if value else "-"

    def moment(self, value: datetime | None) -> str:
        """A date with its time, or a dash."""
        return f"{self.day(value.date())}, {value:%H:%M}" if value else "-"
