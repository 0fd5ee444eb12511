"""The expressions of XLSForm: a small part of XPath, read into a tree. What it means for us is said in `relevance`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias, cast

from lark import Lark, Transformer
from lark.exceptions import LarkError
from lark.lexer import Token

MAX_LENGTH = 4_000

GRAMMAR = r"""
?start: either
?either: both (_OR both)*
?both: equal (_AND equal)*
?equal: sum (COMPARE sum)?
?sum: product (SIGN product)*
?product: signed (TIMES signed)*
?signed: SIGN signed -> negative
       | primary
?primary: NUMBER -> number
        | TEXT -> text
        | REFERENCE -> reference
        | PATH -> path
        | HERE -> here
        | NAME "(" [either ("," either)*] ")" -> call
        | NAME -> column
        | "(" either ")"

_OR.2: /or(?![\w.-])/i
_AND.2: /and(?![\w.-])/i
TIMES.2: /\*|(div|mod)(?![\w.-])/
COMPARE: "<=" | ">=" | "!=" | "==" | "=" | "<" | ">"
SIGN: "+" | "-"
NUMBER: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
TEXT: /"[^"]*"|'[^']*'/
REFERENCE: /\$\{\s*[^\s{}]+\s*\}/
PATH.2: /(current\(\))?(\/?\.\.)*(\/[A-Za-z_][\w.-]*)+/
HERE: "."
NAME: /[A-Za-z_][\w-]*(:[A-Za-z_][\w-]*)?/
%ignore /\s+/
"""


class NotReadError(Exception):
    """The text is no expression of this grammar."""


@dataclass(frozen=True, slots=True)
class Text:
    """`'north'`."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """`12.5`, with its decimals as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """`${age}`: the answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """`region`: in a choice filter, the cell of the option in that column."""

    name: str


@dataclass(frozen=True, slots=True)
class Here:
    """`.`: the answer that a constraint is about."""


@dataclass(frozen=True, slots=True)
class Call:
    """`selected(${work}, 'yes')`."""

    name: str
    arguments: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Operation:
    """`left sign right`, where the sign is `and`, `or`, a comparison or arithmetic."""

    sign: str
    left: "Expression"
    right: "Expression"


Expression: TypeAlias = Text | Number | Reference | Column | Here | Call | Operation


class Meaning(Transformer[Token, Expression]):
    """Each rule of the grammar as the value that it means."""

    def either(self, parts: list[Expression]) -> Expression:
        """`a or b`."""
        return _chain("or", parts)

    def both(self, parts: list[Expression]) -> Expression:
        """`a and b`."""
        return _chain("and", parts)

    def equal(self, parts: tuple[Expression, Token, Expression]) -> Expression:
        """`a = b` and its like; `==` is a mistake that is often made."""
        left, sign, right = parts
        return Operation("=" if sign == "==" else str(sign), left, right)

    def sum(self, parts: list[Expression]) -> Expression:
        """`a + b - c`, from the left."""
        return _from_the_left(parts)

    def product(self, parts: list[Expression]) -> Expression:
        """`a * b div c`, from the left."""
        return _from_the_left(parts)

    def negative(self, parts: list[Expression]) -> Expression:
        """`-a`, and `+a`."""
        sign, part = parts
        if isinstance(part, Number):
            return Number(-part.value if str(sign) == "-" else part.value)
        return Operation(str(sign), Number(Decimal(0)), part)

    def number(self, parts: list[Token]) -> Expression:
        """`12.5`."""
        return Number(Decimal(parts[0]))

    def text(self, parts: list[Token]) -> Expression:
        """`'north'`."""
        return Text(parts[0][1:-1])

    def reference(self, parts: list[Token]) -> Expression:
        """`${age}`; of `${group/age}` the last name counts, as names are unique."""
        return Reference(parts[0][2:-1].strip().rpartition("/")[2])

    def path(self, parts: list[Token]) -> Expression:
        """`../age` and `/form/group/age`, as old forms write `${age}`."""
        return Reference(parts[0].rpartition("/")[2])

    def here(self, _parts: list[Token]) -> Expression:
        """`.`."""
        return Here()

    def call(self, parts: list[Expression | None]) -> Expression:
        """`name(a, b)`."""
        name, *arguments = parts
        return Call(str(name), tuple(each for each in arguments if each is not None))

    def column(self, parts: list[Token]) -> Expression:
        """`region`."""
        return Column(str(parts[0]))


def _chain(sign: str, parts: list[Expression]) -> Expression:
    whole = parts[0]
    for part in parts[1:]:
        whole = Operation(sign, whole, part)
    return whole


def _from_the_left(parts: list[Expression]) -> Expression:
    whole = parts[0]
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        whole = Operation(str(sign), whole, part)
    return whole


PARSER = Lark(GRAMMAR, parser="lalr", transformer=Meaning())
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\xa0": " "})


@lru_cache(maxsize=4096)
def read(text: str) -> Expression:
    """The expression that `text` is; `NotReadError` if it is none that we know."""
    if len(text) > MAX_LENGTH:
        raise NotReadError
    try:
        return cast("Expression", PARSER.parse(text.translate(QUOTES)))
    except (LarkError, RecursionError) as error:
        raise NotReadError from error


def conjuncts(expression: Expression) -> tuple[Expression, ...]:
    """The parts of `a and b and c`."""
    if isinstance(expression, Operation) and expression.sign == "and":
        return *conjuncts(expression.left), *conjuncts(expression.right)
    return (expression,)


def shown(expression: Expression) -> str:  # noqa: PLR0911 - one for each case
    """The expression for people, as it was written but for spaces and brackets."""
    match expression:
        case Operation(sign, left, right):
            return f"{shown(left)} {sign} {shown(right)}"
        case Call(name, arguments):
            return f"{name}({', '.join(map(shown, arguments))})"
        case Text(value):
            return f"'{value}'"
        case Number(value):
            return f"{value:f}"
        case Reference(name):
            return f"${{{name}}}"
        case Column(name):
            return name
    return "."
