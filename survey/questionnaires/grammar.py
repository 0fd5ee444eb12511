"""The grammar of conditions and calculations. Imported when the first one is read."""

from fractions import Fraction
from typing import cast

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

from . import expressions
from .conditions import (
    All,
    Answered,
    CalculationError,
    Comparison,
    Condition,
    ConditionError,
    Contains,
    Not,
    Operator,
    Some,
)
from .expressions import Calculation, Count, Expression, Moment, Name, Sign, Word
from .kinds import Sort

MAX_LENGTH = 500
SHOWN = 20

GRAMMAR = r"""
?condition: either
?either: both ("or" both)*
?both: each ("and" each)*
?each: "not" each           -> negated
     | "(" either ")"
     | sum OPERATOR (sum | QUOTED) -> comparison
     | NAME "contains" word -> contains
     | NAME "is" "answered" -> answered
word: NAME                  -> bare
    | QUOTED                -> quoted

?calculation: sum
?sum: product
    | sum PLUS_OR_MINUS product -> worked_out
?product: amount
    | product TIMES_OR_DIVIDED amount -> worked_out
?amount: "(" sum ")"
    | NUMBER                -> number
    | MOMENT                -> moment
    | COUNT NAME ")"        -> count
    | NAME                  -> name

NAME: /[a-z][a-z0-9_]*/
NUMBER: /-?[0-9]{1,12}(\.[0-9]{1,3})?/
MOMENT.2: /[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?(?![0-9])/
COUNT.2: /count\s*\(/
QUOTED: /"[^"]*"|'[^']*'/
OPERATOR: "==" | "!=" | "<=" | ">=" | "<" | ">"
PLUS_OR_MINUS: "+" | "-"
TIMES_OR_DIVIDED: "*" | "/"
%ignore /\s+/
"""


class Meaning(Transformer[Token, Condition]):
    """Each rule of the grammar as the value that it means."""

    def either(self, parts: list[Condition]) -> Condition:
        """`a or b`."""
        return Some(tuple(parts))

    def both(self, parts: list[Condition]) -> Condition:
        """`a and b`."""
        return All(tuple(parts))

    def negated(self, parts: list[Condition]) -> Condition:
        """`not a`."""
        return Not(parts[0])

    def comparison(self, parts: tuple[Expression, str, Expression | Token]) -> Condition:
        """`left == right`."""
        left, sign, right = parts
        return Comparison(left, Operator(sign), Word(right[1:-1]) if isinstance(right, Token) else right)

    def contains(self, parts: list[str]) -> Condition:
        """`item contains code`."""
        item, code = parts
        return Contains(str(item), code)

    def answered(self, parts: list[str]) -> Condition:
        """`item is answered`."""
        return Answered(str(parts[0]))

    def bare(self, parts: list[str]) -> str:
        """`no`, where it can only be a code."""
        return str(parts[0])

    def quoted(self, parts: list[str]) -> str:
        """`"no"`."""
        return parts[0][1:-1]

    def worked_out(self, parts: tuple[Expression, str, Expression]) -> Expression:
        """`a + b`."""
        left, sign, right = parts
        return Calculation(left, Sign(sign), right)

    def number(self, parts: list[str]) -> Expression:
        """`5` or `2.5`."""
        return expressions.Number(Fraction(parts[0]))

    def moment(self, parts: list[str]) -> Expression:
        """`2026-03` or `2026-03-31`."""
        text = str(parts[0])
        return Moment(text, Sort.MONTH if text.count("-") == 1 else Sort.DATE)

    def count(self, parts: list[str]) -> Expression:
        """`count(good)`."""
        return Count(str(parts[1]))

    def name(self, parts: list[str]) -> Expression:
        """`grade`."""
        return Name(str(parts[0]))


PARSER = Lark(GRAMMAR, parser="lalr", transformer=Meaning(), start=["condition", "calculation"])


def _read(text: str, start: str, refused: type[ConditionError | CalculationError]) -> object:
    if len(text) > MAX_LENGTH:
        raise refused(rest=text[:SHOWN])
    try:
        return PARSER.parse(text, start=start)
    except UnexpectedInput as error:
        at = max(getattr(error, "pos_in_stream", None) or 0, 0)
        raise refused(rest=text[at:][:SHOWN]) from error


def read_condition(text: str) -> Condition:
    """The condition that `text` says; `ConditionError` if it says none or is too long."""
    return cast("Condition", _read(text, "condition", ConditionError))


def read_calculation(text: str) -> Expression:
    """The calculation that `text` says; `CalculationError` if it says none or is too long."""
    return cast("Expression", _read(text, "calculation", CalculationError))
