"""Who reads: the language, its words, and the numbers of the questions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..definition import Questionnaire
from ..piping import BRACKETS, PLACEHOLDER
from ..problems import N_
from ..wording import spoken

YOUR_ANSWER = N_("[your answer to question {number}]")

Translate = Callable[[str], str]
"""A message id in the reader's language."""


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Reads `questionnaire` in `language`; `numbers` has the number of each question by answer key."""

    questionnaire: Questionnaire
    language: str
    translate: Translate
    numbers: Mapping[str, str] = field(default_factory=dict)

    def says(self, message: str, **values: object) -> str:
        """A message, filled in."""
        return self.translate(message).format(**values)

    def reads(self, wording: Mapping[str, str] | None) -> str:
        """A text; where an earlier answer would be filled in, it says which."""
        return "" if wording is None else PLACEHOLDER.sub(self._filled, spoken(dict(wording), self.language))

    def _filled(self, found: re.Match[str]) -> str:
        if not found["name"]:
            return BRACKETS[found[0]]
        if found["attribute"] or found["name"] not in self.numbers:
            return found["fallback"] or "…"
        return self.says(YOUR_ANSWER, number=self.numbers[found["name"]])

    def answer(self, key: str, code: str) -> str:
        """The words of a code that the answer under `key` can be."""
        for item in self.questionnaire.items():
            if key in item.closed_keys():
                words = {option.code: self.reads(option.text) for option in item.choices(key)}
                return words.get(code, code)
        return code


def numbered(questionnaire: Questionnaire) -> dict[str, str]:
    """The number of each question by answer key: 1, 2, ...; the questions of a card are 3a, 3b, ..."""
    numbers: dict[str, str] = {}
    last = 0
    for item in questionnaire.items():
        if not item.is_shown or not item.asks:
            continue
        last += 1
        parts = item.parts()
        numbers[item.id] = str(last)
        for letter, part in zip("abcdefghijklmnopqrstuvwxyz", parts, strict=False):
            numbers[part.id] = str(last) if part.id == item.id else f"{last}{letter}"
    return numbers
