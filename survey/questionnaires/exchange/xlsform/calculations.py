"""From an expression of XLSForm to a calculation of ours: numbers, answers that are numbers, and sums of them."""

from collections.abc import Mapping
from decimal import Decimal

from survey.questionnaires.kinds import Sort

from .asked import NO_COUNTERPART, Clause, Questions, UntranslatableError
from .xpath import Call, Expression, Number, Operation, Reference, shown

SIGNS: Mapping[str, tuple[str, int]] = {"+": ("+", 0), "-": ("-", 0), "*": ("*", 1), "div": ("/", 1)}
"""Our sign for theirs, and how strongly it binds."""

MOST_DECIMALS = 3
LARGEST = Decimal(10) ** 12


def worked_out(expression: Expression, asked: Questions) -> Clause:
    """`expression` as a calculation; `UntranslatableError` if it is nothing that we know."""
    match expression:
        case Number(value) if _fits(value):
            return Clause(f"{value:f}")
        case Reference(name):
            found = asked.closed(name)
            if found.domain.sort is Sort.NUMBER:
                return Clause(found.key)
        case Call("count-selected", (Reference(name),)):
            return Clause(f"count({asked.closed(name).key})")
        case Call("number", (part,)):
            return worked_out(part, asked)
        case Operation(sign, left, right) if sign in SIGNS:
            ours, binds = SIGNS[sign]
            sides = worked_out(left, asked).inside(binds), worked_out(right, asked).inside(binds + 1)
            return Clause(f" {ours} ".join(sides), binds)
    raise UntranslatableError(NO_COUNTERPART, part=shown(expression))


def _fits(value: Decimal) -> bool:
    """Whether our calculations can say it."""
    return abs(value) < LARGEST and value == round(value, MOST_DECIMALS)


def calculation(expression: Expression, asked: Questions) -> tuple[str, int]:
    """A whole calculation and the decimals to which it is rounded."""
    match expression:
        case Call("round", (part, Number(decimals))) if decimals in range(MOST_DECIMALS + 1):
            return worked_out(part, asked).text, int(decimals)
        case Call("round", (part,)):
            return worked_out(part, asked).text, 0
    return worked_out(expression, asked).text, MOST_DECIMALS
