"""Our conditions and calculations as expressions of XLSForm, so that a form behaves the same in ODK and Kobo."""

from collections.abc import Mapping

from survey.questionnaires.conditions import (
    All,
    Answered,
    CalculationError,
    Comparison,
    Condition,
    ConditionError,
    Contains,
    Leaf,
    Not,
    Operator,
    Some,
    calculation,
    parse,
)
from survey.questionnaires.expressions import Calculation, Count, Domains, Expression, Moment, Name, Number, Sign
from survey.questionnaires.kinds import Sort

SIGNS: Mapping[Sign, str] = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.TIMES: "*", Sign.DIVIDED: "div"}


def relevant(when: str | None, domains: Domains) -> str:
    """The condition as an expression; "" for none, and for one that cannot be read."""
    if when is None:
        return ""
    try:
        return _condition(parse(when), domains)
    except ConditionError:
        return ""


def calculated(value: str, decimals: int, domains: Domains) -> str:
    """The calculation as an expression; "" if it cannot be read."""
    try:
        return f"round({_expression(calculation(value), domains)}, {decimals})"
    except CalculationError:
        return ""


def quoted(text: str) -> str:
    """`text` as a literal: XPath has no escapes, so the quotes are those that it does not contain."""
    return f"'{text}'" if "'" not in text else '"{}"'.format(text.replace('"', ""))


def _condition(condition: Condition, domains: Domains) -> str:
    match condition:
        case All(parts):
            return " and ".join(_grouped(part, domains) for part in parts)
        case Some(parts):
            return " or ".join(_grouped(part, domains) for part in parts)
        case Not(part):
            return f"not({_condition(part, domains)})"
        case Contains(item, code):
            return f"selected({_answer(item)}, {quoted(code)})"
        case Answered(item):
            return f"{_answer(item)} != ''"
        case Comparison():
            return _comparison(condition, domains)
    raise TypeError(type(condition).__name__)


def _grouped(condition: Condition, domains: Domains) -> str:
    text = _condition(condition, domains)
    return text if isinstance(condition, Leaf | Not) else f"({text})"


def _comparison(comparison: Comparison, domains: Domains) -> str:
    """`!=` is only true of answers, so that it needs to be said that there are any."""
    code = comparison.code(domains)
    left = _expression(comparison.left, domains)
    right = _expression(comparison.right, domains) if code is None else quoted(code)
    if comparison.operator is not Operator.UNEQUAL:
        return f"{left} {'=' if comparison.operator is Operator.EQUAL else comparison.operator.value} {right}"
    parts = [f"{left} != {right}"]
    for name in comparison.names(domains):
        missing = domains[name].missing if name in domains else ()
        parts += [f"{_answer(name)} != {quoted(each)}" for each in ("", *missing) if each != code]
    return f"({' and '.join(parts)})"


def _expression(expression: Expression, domains: Domains) -> str:
    match expression:
        case Name(key):
            known = domains.get(key)
            of_month = known is not None and known.sort is Sort.MONTH
            return f"number(format-date({_answer(key)}, '%Y%m'))" if of_month else _answer(key)
        case Moment(text, sort):
            return text.replace("-", "") if sort is Sort.MONTH else f"date('{text}')"
        case Count(key):
            return f"count-selected({_answer(key)})"
        case Calculation(left, sign, right):
            sides = (_expression(each, domains) for each in (left, right))
            return f"({f' {SIGNS[sign]} '.join(sides)})"
        case Number():
            return str(expression)
    return quoted(getattr(expression, "text", ""))


def _answer(key: str) -> str:
    return f"${{{key}}}"
