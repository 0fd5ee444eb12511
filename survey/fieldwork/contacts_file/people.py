"""What a contacts file says: people, and the trajectories that join them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be invited. `number` is the programme's own id; empty texts and None say nothing."""

    address: str | None
    language: str
    attributes: dict[str, str]
    number: str | None = None

    @property
    def key(self) -> str:
        """What tells this person from the others of the same audience."""
        return f"number {self.number}" if self.number else f"address {self.address}"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A coaching case under the programme's own `label`. `start` is a month; `round` may be left out."""

    label: str
    start: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the file: a person, and for a participant perhaps a trajectory with its coach and employer."""

    line: int
    person: Person
    trajectory: Trajectory | None = None
    coach: Person | None = None
    employer: Person | None = None
