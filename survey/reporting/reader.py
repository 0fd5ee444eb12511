"""Who reads: a language, its words and its numbers. The edge knows them, and passes them in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from survey.questionnaires.wording import spoken

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Reader:
    """`translate` gives the words of a message id; `number` writes a number, `day` a date; `separators` are its
    decimal and thousands signs, such as `,.` in Dutch."""

    language: str
    translate: Translate
    number: Callable[[int | Decimal], str] = str
    separators: str = ".,"
    day: Callable[[date], str] = str

    def says(self, message: str, **values: object) -> str:
        """The message in the reader's language, with its `{names}` filled in."""
        return self.translate(message).format(**values)

    def reads(self, wording: dict[str, str]) -> str:
        """The text of a study or a questionnaire in the reader's language."""
        return spoken(wording, self.language)
