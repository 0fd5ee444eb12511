"""The language of a file, and the words that come from the catalogue instead of from the questionnaire."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """`language` is that of the questionnaire's own words; `say` turns a message id into it."""

    language: str
    say: Callable[[str], str]
