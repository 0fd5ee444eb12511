"""Conditions in words: "Only if you chose “No” at question 3."."""

from babel.numbers import format_decimal

from ..conditions import All, Answered, Comparison, Condition, Contains, Not, Operator, Some, parse
from ..expressions import Calculation, Count, Expression, Moment, Name, Number
from ..piping import base, moment_in_words
from ..problems import N_
from .reader import PaperReader

ONLY_IF = N_("Only if {condition}.")
CHOSE = N_("you chose “{answer}” at question {number}")
CHOSE_OTHER = N_("you chose something else than “{answer}” at question {number}")
CONTAINS = N_("“{answer}” is among your answers to question {number}")
NOT_CONTAINS = N_("“{answer}” is not among your answers to question {number}")
ANSWERED = N_("you answered question {number}")
LEFT_OPEN = N_("you left question {number} open")
NOT = N_("it is not so that {condition}")
AND = N_("{first} and {second}")
OR = N_("{first} or {second}")
ANSWER = N_("your answer to question {number}")
COUNT = N_("the number of your answers to question {number}")

RELATIONS: dict[Operator, str] = {
    Operator.EQUAL: N_("{left} is {right}"),
    Operator.UNEQUAL: N_("{left} is not {right}"),
    Operator.BELOW: N_("{left} is less than {right}"),
    Operator.AT_MOST: N_("{left} is at most {right}"),
    Operator.ABOVE: N_("{left} is more than {right}"),
    Operator.AT_LEAST: N_("{left} is at least {right}"),
}

OF_TIME: dict[Operator, str] = {
    Operator.BELOW: N_("{left} is before {right}"),
    Operator.AT_MOST: N_("{left} is no later than {right}"),
    Operator.ABOVE: N_("{left} is after {right}"),
    Operator.AT_LEAST: N_("{left} is no earlier than {right}"),
}


def only_if(reader: PaperReader, when: str | None) -> str:
    """The sentence that says for whom something is; "" if it is for everybody."""
    return "" if when is None else reader.says(ONLY_IF, condition=in_words(reader, parse(when)))


def in_words(reader: PaperReader, condition: Condition) -> str:
    """A condition as a clause."""
    match condition:
        case All(parts):
            return _joined(reader, AND, parts)
        case Some(parts):
            return _joined(reader, OR, parts)
        case Not(part):
            return _opposite(reader, part)
        case Contains(item, code):
            return _of_code(reader, CONTAINS, item, code)
        case Answered(item):
            return reader.says(ANSWERED, number=_number(reader, item))
        case Comparison():
            return _compared(reader, condition)
    raise TypeError(type(condition).__name__)


def _opposite(reader: PaperReader, part: Condition) -> str:
    match part:
        case Answered(item):
            return reader.says(LEFT_OPEN, number=_number(reader, item))
        case Contains(item, code):
            return _of_code(reader, NOT_CONTAINS, item, code)
    return reader.says(NOT, condition=_grouped(reader, part))


def _joined(reader: PaperReader, message: str, parts: tuple[Condition, ...]) -> str:
    words = [_grouped(reader, part) for part in parts]
    said = words[0]
    for each in words[1:]:
        said = reader.says(message, first=said, second=each)
    return said


def _grouped(reader: PaperReader, condition: Condition) -> str:
    words = in_words(reader, condition)
    return f"({words})" if isinstance(condition, All | Some) else words


def _compared(reader: PaperReader, comparison: Comparison) -> str:
    code = comparison.code(reader.questionnaire.domains)
    if code is not None and isinstance(comparison.left, Name):
        message = CHOSE if comparison.operator is Operator.EQUAL else CHOSE_OTHER
        return _of_code(reader, message, comparison.left.key, code)
    sides = {"left": _value(reader, comparison.left), "right": _value(reader, comparison.right)}
    is_of_time = isinstance(comparison.left, Moment) or isinstance(comparison.right, Moment)
    relations = RELATIONS | OF_TIME if is_of_time else RELATIONS
    return reader.says(relations[comparison.operator], **sides)


def _of_code(reader: PaperReader, message: str, key: str, code: str) -> str:
    return reader.says(message, answer=reader.answer(key, code), number=_number(reader, key))


def _number(reader: PaperReader, key: str) -> str:
    return reader.numbers.get(key, key)


def _value(reader: PaperReader, expression: Expression) -> str:  # noqa: PLR0911 - one for each case
    match expression:
        case Name(key) if key in reader.numbers:
            return reader.says(ANSWER, number=reader.numbers[key])
        case Name(key):
            return f"“{_title(reader, key)}”"
        case Count(key):
            return reader.says(COUNT, number=_number(reader, key))
        case Moment(text, _):
            return moment_in_words(text, reader.language)
        case Calculation(left, sign, right):
            return f"{_value(reader, left)} {sign} {_value(reader, right)}"
        case Number(number):
            return str(format_decimal(float(number), locale=base(reader.language)))
    return str(expression)


def _title(reader: PaperReader, key: str) -> str:
    """What a calculated item is called."""
    found = (item for item in reader.questionnaire.items() if key in item.closed_keys())
    item = next(found, None)
    return key if item is None else reader.reads(item.text)
