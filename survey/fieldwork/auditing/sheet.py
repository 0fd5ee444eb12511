"""What an audit finds, as values. Never an answer, an address, a token, or a key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from survey.questionnaires.study import Study
from survey.storage.conditions import Condition

from ..audit_chain import Chain
from ..secrecy import Secrecy

STEP = 5


def steps(number: int) -> int:
    """A number that is about people, rounded up to steps of 5: 0 stays 0, and 1 is as good as 5."""
    return -(-number // STEP) * STEP


class State(StrEnum):
    """Where the keys of a study are."""

    NONE = "none"
    NOT_MADE = "not_made"
    HERE = "here"
    MISSING = "missing"
    BEING_DESTROYED = "being_destroyed"
    DESTROYED = "destroyed"


class Outcome(StrEnum):
    """What came of a check."""

    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Holding:
    """A table, or what a study has in it: `what` is a message id, `rows` is in steps of 5 where it is `about_people`.

    `months` is its term after the last wave, `until` the last day of it, where they are known.
    """

    store: str
    table: str
    what: str
    columns: tuple[str, ...]
    rows: int
    about_people: bool = True
    months: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A promise that was looked at now: `promise` is a message id, `detail` what was found where it does not hold."""

    promise: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: its digest says whether it is still what it was."""

    wave: str
    day: date
    digest: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Wave:
    """Where a wave stands."""

    name: str
    stage: str
    cohorts: int
    closed: date | None


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything about one study. `upkeep` says when reshuffling, purging and backing up were done last; `term` after
    how many months the keys ended by themselves, if they did."""

    study: Study
    at: datetime
    secrecy: Secrecy
    keys: State
    destroyed: date | None
    deciders: tuple[str, ...]
    waves: tuple[Wave, ...]
    upkeep: Mapping[str, datetime | None]
    holdings: tuple[Holding, ...]
    traces: Mapping[str, int]
    conditions: tuple[Condition, ...]
    publications: tuple[Published, ...]
    erasures: int
    log: Chain
    term: int | None = None
    checks: tuple[Check, ...] = field(default=())

    @property
    def is_well(self) -> bool:
        """Whether every check passed."""
        return all(check.outcome is Outcome.PASSED for check in self.checks)
