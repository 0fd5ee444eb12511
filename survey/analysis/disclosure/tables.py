"""The two kinds of table: raw ones, which stay in the room, and protected ones, which people may see.

Figures, exports and reports accept a `ProtectedTable` and nothing else. Making one takes the seal of this package, so
that a raw table cannot slip through: mypy refuses the type, and Python refuses the construction.
"""

from dataclasses import InitVar, dataclass
from decimal import Decimal
from enum import StrEnum

NO_ANSWER = "-"
"""The code of "shown and left open", and of a person without a class. No identifier looks like this."""

_SEAL = object()


class Kind(StrEnum):
    """What a table counts."""

    GRADE = "grade"
    LIKELIHOOD = "likelihood"
    CHOICE = "choice"
    MENTIONS = "mentions"
    AMOUNT = "amount"
    SCORE = "score"
    STATUS = "status"
    RATING = "rating"
    BACKGROUND = "background"


class Step(StrEnum):
    """How much of a distribution is released: the ladder of disclosure control, from top to bottom."""

    FULL = "full"
    MERGED = "merged"
    MEAN = "mean"
    NOTHING = "nothing"


class NotProtectedError(TypeError):
    """A protected table comes from disclosure control only: call `protect`, or `restore` a publication."""


@dataclass(frozen=True, slots=True)
class RawGroup:
    """One group: `n` complete responses, of which `shown` saw the item, and a count per code of the table.

    `code` is None in a total, and for the people of a breakdown who have no class.
    """

    code: str | None
    n: int
    shown: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """Exact counts of one measure, in total (`breakdown` is None) or by one variable.

    `codes` ends with `NO_ANSWER`, except for mentions, where one person may count under several codes.
    `dont_know` and `merged` are codes among them; codes of numbers are the numbers themselves (`8`, `4.5`, `200/3`).
    `population` is how many people were invited, if known.

    A background table is the distribution of a breakdown variable: its codes are the classes. With a `breakdown` it
    is the crossing of two such variables, which is needed to judge them together and is never released.
    """

    measure: str
    kind: Kind
    item: str
    breakdown: str | None
    codes: tuple[str, ...]
    groups: tuple[RawGroup, ...]
    dont_know: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people gave one of `codes`. `count` is None where that is hidden, whatever the reason."""

    code: str
    codes: tuple[str, ...]
    count: int | None


@dataclass(frozen=True, slots=True)
class ProtectedGroup:
    """What may be known of a group. `base` is None where the whole group is hidden.

    `merged` repeats the cells that the measure takes together; `mean` has one decimal and rests on `mean_base` people,
    as the `median` of an amount does.
    """

    code: str | None
    base: int | None
    cells: tuple[Cell, ...] = ()
    merged: Cell | None = None
    mean: Decimal | None = None
    mean_base: int | None = None
    median: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table that went through disclosure control. `population` is given where the margin may use it."""

    measure: str
    kind: Kind
    item: str
    breakdown: str | None
    step: Step
    groups: tuple[ProtectedGroup, ...]
    population: int | None
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotProtectedError(
                "A protected table comes from disclosure control only: call protect, or restore a publication."
            )

    @property
    def hides(self) -> bool:
        """Whether anything at all is hidden in it."""
        return self.step is Step.NOTHING or any(
            group.base is None or any(cell.count is None for cell in group.cells) for group in self.groups
        )
