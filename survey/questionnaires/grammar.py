"""The grammar of conditions. Imported when the first condition is read."""

from typing import cast

from lark import Lark, Transformer
from lark.exceptions import UnexpectedInput
from lark.lexer import Token

from .conditions import All, Answered, Comparison, Condition, ConditionError, Contains, Not, Operator, Some

MAX_LENGTH = 500
SHOWN = 20

GRAMMAR = r"""
?start: either
?either: both ("or" both)*
?both: each ("and" each)*
?each: "not" each           -> negated
     | "(" either ")"
     | NAME OPERATOR value  -> comparison
     | NAME "contains" word -> contains
     | NAME "is" "answered" -> answered
?value: word | number
number: NUMBER
word: NAME                  -> name
    | QUOTED                -> quoted

NAME: /[a-z][a-z0-9_]*/
NUMBER: /-?[0-9]{1,9}/
QUOTED: /"[^"]*"|'[^']*'/
OPERATOR: "==" | "!=" | "<=" | ">=" | "<" | ">"
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

    def comparison(self, parts: tuple[str, str, int | str]) -> Condition:
        """`item == value`."""
        item, sign, value = parts
        return Comparison(str(item), Operator(sign), value)

    def contains(self, parts: list[str]) -> Condition:
        """`item contains code`."""
        item, code = parts
        return Contains(str(item), code)

    def answered(self, parts: list[str]) -> Condition:
        """`item is answered`."""
        return Answered(str(parts[0]))

    def number(self, parts: list[str]) -> int:
        """`5`."""
        return int(parts[0])

    def name(self, parts: list[str]) -> str:
        """`no`."""
        return str(parts[0])

    def quoted(self, parts: list[str]) -> str:
        """`"no"`."""
        return parts[0][1:-1]


PARSER = Lark(GRAMMAR, parser="lalr", transformer=Meaning())


def read(text: str) -> Condition:
    """The condition that `text` says; `ConditionError` if it says none or is too long."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(rest=text[:SHOWN])
    try:
        return cast("Condition", PARSER.parse(text))
    except UnexpectedInput as error:
        at = max(getattr(error, "pos_in_stream", None) or 0, 0)
        raise ConditionError(rest=text[at:][:SHOWN]) from error
