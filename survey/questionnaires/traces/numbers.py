"""Numbers that belong to one person: of a telephone, a bank account or a citizen, and postcodes.

Each takes a text and returns it with blanks for what it found, so that no number is counted as two kinds.
"""

import re

from .blanks import blank

IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27, "GB": 22,
    "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}  # fmt: skip
"""How many characters an account number of a country has (ISO 13616)."""

_IBAN_BEGINS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]?[0-9][ .-]?[0-9]")
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00) ?[1-9]|\(?0[1-9])(?:[ ()./-]{0,3}[0-9]){6,13}(?!\w)")
_NINE = re.compile(r"(?<![\w.,])[0-9]{9}(?!\w)|(?<![\w.,])[0-9]{4}[ .-][0-9]{2}[ .-][0-9]{3}(?!\w)"
                   r"|(?<![\w.,])[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3}(?!\w)")  # fmt: skip
_POSTCODE = re.compile(r"(?<![\w.,])[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}(?!\w)|(?<![\w.,])[1-9][0-9]{3}[a-z]{2}(?!\w)")
_LINE_OF_SERVICE = ("0800", "0900", "0906", "0909")
_UNITS = frozenset({"cm", "eu", "gb", "kb", "kg", "km", "kw", "mb", "mg", "ml", "mm", "st", "pm", "am", "ce"})
_WORDS = frozenset(
    {
        "al", "de", "en", "er", "ga", "ik", "in", "is", "ja", "je", "ma", "me", "na", "nu", "of", "om", "op", "te",
        "to", "uw", "vd", "we", "wo", "ze", "zo", "a", "an", "as", "at", "by", "he", "it", "my", "on", "or", "so",
    }
)  # fmt: skip
_A_YEAR = re.compile(r"(?:19|20)[0-9]{2} ")


def without_ibans(text: str) -> str:
    """The text without account numbers: right for their country in length, and in their check digits (ISO 7064)."""
    at = 0
    while begins := _IBAN_BEGINS.search(text, at):
        ends = _iban_end(text, begins.start())
        at = begins.end()
        if ends:
            text = text[: begins.start()] + " " * (ends - begins.start()) + text[ends:]
    return text


def _iban_end(text: str, start: int) -> int | None:
    """Where an account number that begins at `start` ends; None if there is none."""
    length = IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
    number = ""
    for at in range(start, len(text)):
        if len(number) == length or not (text[at].isalnum() or text[at] in " .-"):
            break
        if text[at].isascii() and text[at].isalnum():
            number += text[at]
        if len(number) == length and not text[at + 1 : at + 2].isalnum():
            return at + 1 if is_iban(number) else None
    return None


def is_iban(number: str) -> bool:
    """Whether the check digits are right: moved to the end, with letters as 10 to 35, it is 1 modulo 97."""
    return int("".join(str(int(each, 36)) for each in number[4:] + number[:4])) % 97 == 1


def without_citizen_numbers(text: str) -> str:
    """The text without numbers that pass the eleven-proof of the Dutch citizen service number (BSN)."""
    return _NINE.sub(lambda found: blank(found) if is_citizen_number(_digits(found[0])) else found[0], text)


def is_citizen_number(digits: str) -> bool:
    """Whether 9 digits pass: 9 times the first, 8 times the second, ..., minus the last is divisible by 11."""
    weighed = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return weighed % 11 == 0 and any(digit != "0" for digit in digits)


def without_phones(text: str) -> str:
    """The text without telephone numbers. A number that a service has for everybody (0800, 0900) stays."""
    return _PHONE.sub(lambda found: blank(found) if _is_phone(found[0]) else found[0], text)


def _is_phone(found: str) -> bool:
    """Ten digits in the Netherlands, and eight to fifteen with the code of a country (E.164)."""
    digits = _digits(found)
    if found.startswith("+") or digits.startswith("00"):
        return 8 <= len(digits.removeprefix("00")) <= 15  # noqa: PLR2004 - of E.164
    return len(digits) == 10 and not digits.startswith(_LINE_OF_SERVICE)  # noqa: PLR2004 - as said


def without_postcodes(text: str) -> str:
    """The text without Dutch postcodes. `2019 IN` is a year and a word, `1500km` a distance."""
    return _POSTCODE.sub(lambda found: blank(found) if _is_postcode(found[0]) else found[0], text)


def _is_postcode(found: str) -> bool:
    letters = found[-2:].lower()
    return letters not in _UNITS and not (_A_YEAR.match(found) and letters in _WORDS)


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal())
