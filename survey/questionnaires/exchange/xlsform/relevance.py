"""From an expression of XLSForm to a condition of ours, and never a guess: what has no exact counterpart is said.

In XPath a comparison with an empty answer can be true (`!=`), in our conditions it never is; so `!=` becomes
`not (==)`.
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from survey.questionnaires.kinds import Sort
from survey.questionnaires.kinds.moments import is_date
from survey.questionnaires.problems import Reason

from .asked import (
    FALSE,
    NO_COUNTERPART,
    TRUE,
    UNKNOWN_ANSWER,
    Asked,
    Clause,
    Questions,
    UntranslatableError,
    as_text,
    number,
)
from .calculations import worked_out
from .xpath import Call, Column, Expression, Number, Operation, Reference, Text, shown

SIGNS: Mapping[str, str] = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
TURNED: Mapping[str, str] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
OPPOSITE: Mapping[str, str] = {"!=": "=", "<": ">=", "<=": ">"}
SOME = frozenset({(">", 0), ("!=", 0), (">=", 1)})
NONE = frozenset({("=", 0), ("<", 1), ("<=", 0)})
"""How a count or length says that there is an answer, or none."""
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Translation:
    """Translates with the questions in `asked`, and in a choice filter with an option's `cells` by column.

    `never` says of which parts nothing comes, as they ask for an answer that cannot be given.
    """

    def __init__(self, asked: Questions, cells: Mapping[str, str] | None = None) -> None:
        self.asked = asked
        self.cells = cells
        self.never: list[Reason] = []

    def condition(self, expression: Expression) -> Clause:  # noqa: PLR0911 - one for each case
        """What `expression` is as a condition; `UntranslatableError` if it is nothing that we know."""
        match expression:
            case Operation("and" | "or" as sign, left, right):
                return joined(sign, self.condition(left), self.condition(right))
            case Operation(sign, left, right) if sign in SIGNS:
                return self._compared(sign, self._value(left), self._value(right))
            case Call("not", (part,)):
                return negated(self.condition(part))
            case Call("true" | "false" as name, ()):
                return TRUE if name == "true" else FALSE
            case Call("boolean", (part,)):
                return self.condition(part)
            case Call("selected", (Reference(name), value)):
                return self._equal(self.asked.closed(name), name, self._value(value))
            case Reference(name):
                return Clause(f"{self.asked.closed(name).key} is answered")
        raise UntranslatableError(NO_COUNTERPART, part=shown(expression))

    def _value(self, expression: Expression) -> Expression:
        """A column as the option's own cell in it, and what stands in functions that change nothing here."""
        match expression:
            case Column(name) if self.cells is not None and name in self.cells:
                return Text(self.cells[name])
            case Column() if self.cells is not None:
                return Text("")
            case Call("date" | "number" | "string" | "int" | "once", (part,)):
                return self._value(part)
        return expression

    def _compared(self, sign: str, left: Expression, right: Expression) -> Clause:  # noqa: PLR0911 - one for each case
        if isinstance(left, Text | Number):
            if isinstance(right, Text | Number):
                return _constant(sign, left, right)
            return self._compared(TURNED[sign], right, left)
        match left, right:
            case Call("string-length", (Reference() as part,)), Number(value):
                return self._filled(sign, part, value)
            case Call("count-selected", (Reference(name),)), Number(value):
                return _counted(sign, self.asked.closed(name), value)
            case Reference(name), Text("") if sign in {"=", "!="}:
                answered = Clause(f"{self.asked.closed(name).key} is answered")
                return answered if sign == "!=" else negated(answered)
            case Reference(name), Text() | Number():
                return self._against(sign, self.asked.closed(name), name, right)
        return self._worked_out(sign, left, right)

    def _worked_out(self, sign: str, left: Expression, right: Expression) -> Clause:
        """Two answers, or what comes of a calculation."""
        if isinstance(left, Reference) and isinstance(right, Reference):
            return _together(sign, self.asked.closed(left.name), self.asked.closed(right.name))
        try:
            return _said(sign, *(worked_out(each, self.asked).text for each in (left, right)))
        except UntranslatableError as error:
            if error.reason.message != NO_COUNTERPART:
                raise
            raise UntranslatableError(NO_COUNTERPART, part=shown(Operation(sign, left, right))) from error

    def _filled(self, sign: str, part: Reference, length: Decimal) -> Clause:
        """`string-length(${name}) > 0`: whether there is an answer at all."""
        if (sign, int(length)) in SOME and length == int(length):
            return self.condition(part)
        if (sign, int(length)) in NONE and length == int(length):
            return negated(self.condition(part))
        raise UntranslatableError(NO_COUNTERPART, part=f"string-length({part.name}) {sign} {length}")

    def _against(self, sign: str, asked: Asked, name: str, right: Text | Number) -> Clause:
        """One answer against one value."""
        sort = asked.domain.sort
        if sort in {Sort.CODE, Sort.CODES} and sign in {"=", "!="}:
            equal = self._equal(asked, name, right)
            if sort is Sort.CODES:
                equal = joined("and", equal, Clause(f"count({asked.key}) == 1"))
            return equal if sign == "=" else negated(equal)
        if sort is Sort.CODE:
            return _among(sign, asked, name, as_text(right))
        value = as_text(right)
        if value in asked.domain.codes and sign in {"=", "!="}:
            return _said(sign, asked.key, value)
        if sort is Sort.NUMBER and (found := number(value)) is not None:
            return _said(sign, asked.key, worked_out(Number(found), self.asked).text)
        if sort is Sort.DATE and is_date(value):
            return _said(sign, asked.key, value)
        raise UntranslatableError(NO_COUNTERPART, part=f"{name} {sign} {value}")

    def _equal(self, asked: Asked, name: str, value: Expression) -> Clause:
        """Whether `value` was chosen."""
        if not isinstance(value, Text | Number):
            raise UntranslatableError(NO_COUNTERPART, part=shown(value))
        code = asked.codes.get(as_text(value))
        if code is None:
            self.never.append(Reason(UNKNOWN_ANSWER, {"name": name, "value": as_text(value)}))
            return FALSE
        return _chosen(asked, code)


def both(left: str | None, right: str | None) -> str | None:
    """Two conditions as one: both must hold. None is no condition."""
    if left is None or right is None or left == right:
        return left if right is None else right
    return joined("and", *(Clause(each, 0 if " or " in each else 1) for each in (left, right))).text


def negated(clause: Clause) -> Clause:
    """The opposite."""
    if clause in (TRUE, FALSE):
        return FALSE if clause == TRUE else TRUE
    return Clause(f"not ({clause.text})")


def joined(sign: str, left: Clause, right: Clause) -> Clause:
    """`left and right`, or with `or`."""
    decides = TRUE if sign == "or" else FALSE
    for one, another in ((left, right), (right, left)):
        if one in (TRUE, FALSE):
            return one if one == decides else another
    if left.text == right.text:
        return left
    binds = 0 if sign == "or" else 1
    return Clause(f" {sign} ".join(each.inside(binds) for each in (left, right)), binds)


def _chosen(asked: Asked, code: str) -> Clause:
    several = asked.domain.sort is Sort.CODES
    return Clause(f"{asked.key} contains {code}" if several else f"{asked.key} == {code}")


def _said(sign: str, left: str, right: str) -> Clause:
    """A comparison of two values; `!=` is also true where there is no answer."""
    return negated(Clause(f"{left} == {right}")) if sign == "!=" else Clause(f"{left} {SIGNS[sign]} {right}")


def _counted(sign: str, asked: Asked, value: Decimal) -> Clause:
    """`count-selected(${name}) >= 2`; nothing chosen counts as none there, and as no answer here."""
    if asked.domain.sort is not Sort.CODES or value != int(value):
        raise UntranslatableError(NO_COUNTERPART, part=f"count-selected({asked.key}) {sign} {value}")
    if sign == "=" and value == 0:
        return negated(Clause(f"{asked.key} is answered"))
    if sign in OPPOSITE:
        return negated(_counted(OPPOSITE[sign], asked, value))
    if (sign, int(value)) in SOME:
        return Clause(f"{asked.key} is answered")
    return Clause(f"count({asked.key}) {SIGNS[sign]} {int(value)}")


def _together(sign: str, left: Asked, right: Asked) -> Clause:
    """Two answers of the same sort, which has an order."""
    if left.domain.sort is not right.domain.sort or left.domain.sort not in {Sort.NUMBER, Sort.DATE}:
        raise UntranslatableError(NO_COUNTERPART, part=f"{left.key} {sign} {right.key}")
    return _said(sign, left.key, right.key)


def _among(sign: str, asked: Asked, name: str, text: str) -> Clause:
    """`${steps} > 2` where the names of the options are numbers: each option of which it is so."""
    limit = number(text)
    numbers = {code: number(written) for written, code in asked.codes.items()}
    if limit is None or all(value is None for value in numbers.values()):
        raise UntranslatableError(NO_COUNTERPART, part=f"{name} {sign} {text}")
    met = FALSE
    for code, value in numbers.items():
        if value is not None and COMPARE[sign](value, limit):
            met = joined("or", met, _chosen(asked, code))
    return met


def _constant(sign: str, left: Text | Number, right: Text | Number) -> Clause:
    """Two values, as numbers if both are."""
    first, second = number(as_text(left)), number(as_text(right))
    if first is not None and second is not None:
        return TRUE if COMPARE[sign](first, second) else FALSE
    same = as_text(left) == as_text(right)
    return TRUE if sign in {"=", "!="} and same is (sign == "=") else FALSE
