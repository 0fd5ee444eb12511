"""The questions of a form by their names there, and what a translation of an expression is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from survey.questionnaires.kinds import Domain, Sort
from survey.questionnaires.problems import N_, Reason

from .xpath import Number, Text

UNKNOWN = N_("it names “{name}”, which was not imported")
UNKNOWN_ANSWER = N_("“{name}” has no answer “{value}”")
TEXT_ANSWER = N_("“{name}” is a text, and texts are kept apart from the answers")
NO_COUNTERPART = N_("“{part}” has no counterpart")
NOT_READ = N_("it cannot be read")
TOO_LONG = N_("it becomes too long")


class UntranslatableError(Exception):
    """The expression says something that we cannot; `reason` says what."""

    def __init__(self, message: str, **values: object) -> None:
        self.reason = Reason(message, values)
        super().__init__(str(self.reason))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was imported: the key of its answer, what that can be, and our codes for the form's."""

    key: str
    domain: Domain
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a condition or calculation as text; `binds` is how strongly, 2 for what never needs brackets."""

    text: str
    binds: int = 2

    def inside(self, binds: int) -> str:
        """As a part of something that binds so strongly."""
        return self.text if self.binds >= binds else f"({self.text})"


TRUE, FALSE = Clause("true"), Clause("false")
"""What always is, and what never is; neither is a condition of ours."""


class Questions:
    """The questions so far, by name. `used` collects the keys of those that were looked at."""

    def __init__(self) -> None:
        self.questions: dict[str, Asked] = {}
        self.used: set[str] = set()

    def closed(self, name: str) -> Asked:
        """The question called `name`, if its answer can be compared."""
        asked = self.questions.get(name)
        if asked is None:
            raise UntranslatableError(UNKNOWN, name=name)
        if asked.domain.sort is Sort.TEXT:
            raise UntranslatableError(TEXT_ANSWER, name=name)
        self.used.add(asked.key)
        return asked


def number(text: str) -> Decimal | None:
    """The number that `text` is, if it is one."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def as_text(value: Text | Number) -> str:
    """The value as it stands in a cell."""
    return value.value if isinstance(value, Text) else f"{value.value:f}"
