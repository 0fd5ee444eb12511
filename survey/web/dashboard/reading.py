"""The reader of a page: the language that was chosen, and numbers as people write them in it."""

from datetime import date
from decimal import Decimal

from babel.numbers import get_decimal_symbol, get_group_symbol
from flask_babel import format_date, format_decimal, format_percent, get_locale

from survey.languages import translator
from survey.reporting.reader import Reader

from ..words import language


def number(value: int | Decimal) -> str:
    """A number with the decimals that it has: `8,0` stays `8,0`."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) else 0
    return str(format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals > 0 else "")))


def decimals(value: float) -> str:
    """A figure such as kappa, with two decimals."""
    return str(format_decimal(value, "0.00"))


def percentage(whole: int) -> str:
    """A whole percentage with its sign, in the place where the language has it."""
    return str(format_percent(Decimal(whole) / 100))


def day(value: date) -> str:
    """A day with the name of its month."""
    return str(format_date(value, "long"))


def reader() -> Reader:
    """Who reads this page."""
    locale = get_locale()
    separators = get_decimal_symbol(locale) + get_group_symbol(locale)
    return Reader(language(), translator(language()).gettext, number, separators, day)
