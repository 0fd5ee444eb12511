"""Piping: earlier answers, and facts from the register, inside the wording of later items.

`{grade|cijfer}` becomes the answer to the item `grade`, or "cijfer" where there is none; `{attribute:region|regio}`
becomes the class of an attribute that the study allows in texts. Double brackets, `{{` and `}}`, are plain brackets.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from .definition import Questionnaire
from .kinds import Answer, Answers, Domain, Sort
from .kinds.amounts import worth
from .kinds.moments import is_date
from .wording import spoken

PLACEHOLDER = re.compile(
    r"\{\{|\}\}"
    r"|\{(?P<attribute>attribute:)?(?P<name>[a-z][a-z0-9_]*)(?:\|(?P<fallback>[^{}]*))?\}"
)
BRACKETS = {"{{": "{", "}}": "}"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands between brackets: the key of an answer, or an attribute; and what to say where there is none."""

    name: str
    is_attribute: bool
    fallback: str | None


def placeholders(text: str) -> list[Placeholder]:
    """All placeholders in `text`, in order."""
    return [_placeholder(found) for found in PLACEHOLDER.finditer(text) if found["name"]]


def loose_brackets(text: str) -> bool:
    """Whether `text` has a bracket that is neither part of a placeholder nor doubled."""
    return bool(set(PLACEHOLDER.sub("", text)) & set("{}"))


def _placeholder(found: re.Match[str]) -> Placeholder:
    return Placeholder(found["name"], bool(found["attribute"]), found["fallback"])


def piped(
    text: str, answers: Answers, questionnaire: Questionnaire, language: str, attributes: Mapping[str, str]
) -> str:
    """`text` with its placeholders filled in. The outcome is plain text: whoever shows it escapes it.

    `answers` are those kept so far; `attributes` has the words, in `language`, for each attribute that may be named.
    """
    if "{" not in text and "}" not in text:
        return text

    def filled(found: re.Match[str]) -> str:
        if not found["name"]:
            return BRACKETS[found[0]]
        placeholder = _placeholder(found)
        if placeholder.is_attribute:
            said = attributes.get(placeholder.name)
        else:
            said = answer_in_words(answers.get(placeholder.name), placeholder.name, questionnaire, language)
        return said or placeholder.fallback or ""

    return PLACEHOLDER.sub(filled, text)


def answer_in_words(answer: Answer, key: str, questionnaire: Questionnaire, language: str) -> str | None:
    """An answer as a person would write it; None where there is none, or only a reason why there is none."""
    domain = questionnaire.domains.get(key)
    if answer is None or domain is None or answer in domain.missing:
        return None
    if isinstance(answer, tuple):
        words = option_words(questionnaire, key, language)
        return ", ".join(words.get(code, code) for code in answer if code not in domain.missing) or None
    return SAID[domain.sort](answer, domain, lambda: option_words(questionnaire, key, language), language)


def option_words(questionnaire: Questionnaire, key: str, language: str) -> dict[str, str]:
    """The words for each code that the answer under `key` can be."""
    for item in questionnaire.items():
        if key in item.closed_keys():
            return {option.code: spoken(option.text, language) for option in item.choices(key)}
    return {}


Words = Callable[[], dict[str, str]]


def _word(answer: int | str, _domain: Domain, words: Words, _language: str) -> str:
    return words().get(str(answer), str(answer))


def _number(answer: int | str, _domain: Domain, _words: Words, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - most wording has no number

    amount = worth(answer)
    return str(answer) if amount is None else format_decimal(amount, locale=base(language))


def _moment(answer: int | str, _domain: Domain, _words: Words, language: str) -> str:
    return moment_in_words(str(answer), language)


def moment_in_words(text: str, language: str) -> str:
    """A stored month or date as a person would write it."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as in _number

    if is_date(text):
        return format_date(date.fromisoformat(text), "long", locale=base(language))
    return str(format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=base(language)))


def _text(answer: int | str, _domain: Domain, _words: Words, _language: str) -> str:
    return str(answer)


SAID: Mapping[Sort, Callable[[int | str, Domain, Words, str], str]] = {
    Sort.CODE: _word,
    Sort.CODES: _word,
    Sort.NUMBER: _number,
    Sort.MONTH: _moment,
    Sort.DATE: _moment,
    Sort.TEXT: _text,
}


def base(language: str) -> str:
    """The language itself: `nl` for `nl-x-easy`."""
    return language.partition("-")[0]
