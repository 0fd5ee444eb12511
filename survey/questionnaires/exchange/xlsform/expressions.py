"""Our conditions and calculations as expressions of XLSForm, so that a form behaves the same in ODK and Kobo."""

from collections.abc import Iterable, Iterator, Mapping

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
from survey.questionnaires.kinds import Option, Sort

SIGNS: Mapping[Sign, str] = {Sign.PLUS: "+", Sign.MINUS: "-", Sign.TIMES: "*", Sign.DIVIDED: "div"}


def relevant(when: str | None, domains: Domains) -> str:
    """The condition as an expression; "" for none, and for one that cannot be read."""
    if when is None:
        return ""
    try:
        return _condition(parse(when), domains)
    except ConditionError:
        return ""


def choice_filter(options: Iterable[Option], domains: Domains) -> str:
    """The conditions of options as a choice filter; "" if none has any."""
    shown = ((option.code, relevant(option.when, domains)) for option in options)
    return " and ".join(f"(name != '{code}' or {condition})" for code, condition in shown if condition)


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
    """`!=` and a count are only of answers, so that it needs to be said that there are any."""
    code = comparison.code(domains)
    left = _expression(comparison.left, domains)
    right = _expression(comparison.right, domains) if code is None else quoted(code)
    sign = "=" if comparison.operator is Operator.EQUAL else comparison.operator.value
    parts = [f"{left} {sign} {right}"]
    if comparison.operator is not Operator.UNEQUAL:
        parts += [f"{_answer(key)} != ''" for key in dict.fromkeys(_counted(comparison.left, comparison.right))]
        return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"
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
            return _count(key, domains)
        case Calculation(left, sign, right):
            sides = (_expression(each, domains) for each in (left, right))
            return f"({f' {SIGNS[sign]} '.join(sides)})"
        case Number():
            return str(expression)
    return quoted(getattr(expression, "text", ""))


def _count(key: str, domains: Domains) -> str:
    """How many were chosen, less those that say that there is no answer."""
    missing = domains[key].missing if key in domains else ()
    less = "".join(f" - number(selected({_answer(key)}, {quoted(code)}))" for code in missing)
    return f"(count-selected({_answer(key)}){less})" if less else f"count-selected({_answer(key)})"


def _counted(*expressions: Expression) -> Iterator[str]:
    """The keys whose answers are counted."""
    for each in expressions:
        if isinstance(each, Count):
            yield each.key
        elif isinstance(each, Calculation):
            yield from _counted(each.left, each.right)


def _answer(key: str) -> str:
    return f"${{{key}}}"
