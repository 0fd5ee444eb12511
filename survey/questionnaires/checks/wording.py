"""Wording: short sentences where easy language is promised, and something to read out for who cannot see."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..kinds import Place
from ..located import Document, Located
from ..problems import N_, Problem

LONG_SENTENCE = N_("This sentence has {count} words; easy language has at most {limit}: “{beginning} ...”.")
NOTHING_TO_READ = N_("This text has no letters or digits, so a screen reader has nothing to say.")

EASY = "-x-easy"
MOST_WORDS = 15
QUOTED_WORDS = 4
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def check_wording(located: Located[Document], wordings: Iterable[tuple[Place, Mapping[str, str]]]) -> Iterator[Problem]:
    """Long sentences in easy language, and texts without a word."""
    for place, wording in wordings:
        for language, text in wording.items():
            if not any(character.isalnum() for character in text):
                yield located.problem((*place, language), NOTHING_TO_READ)
            if language.endswith(EASY):
                yield from _long_sentences(located, (*place, language), text)


def _long_sentences(located: Located[Document], place: Place, text: str) -> Iterator[Problem]:
    for sentence in SENTENCE_END.split(PLACEHOLDER.sub("x", text)):
        words = [word for word in sentence.split() if any(character.isalnum() for character in word)]
        if len(words) > MOST_WORDS:
            beginning = " ".join(words[:QUOTED_WORDS])
            yield located.problem(place, LONG_SENTENCE, count=len(words), limit=MOST_WORDS, beginning=beginning)
