"""What publications may hold stays translated: a sentence that was published once is never lost.

A publication stores the message ids of its methods. The list grows: `python -m tests.house.test_published_sentences`.
"""

from pathlib import Path

import pytest

from .catalogues import COMPLETE, committed, extracted

KEPT = Path(__file__).parent / "published_sentences.txt"


def listed() -> list[str]:
    """The sentences that were or may have been published."""
    return KEPT.read_text("utf-8").splitlines()


def of_methods() -> list[str]:
    """Every sentence in the sources of the analysis."""
    return sorted(
        str(message.id)
        for message in extracted()
        if message.id and any(place.startswith("survey/analysis/") for place, _ in message.locations)
    )


def test_every_sentence_of_a_method_is_listed_and_none_was_changed() -> None:
    known = set(listed())
    assert [each for each in of_methods() if each not in known] == [], "add it to the list"
    assert sorted(known - set(of_methods())) == [], "keep it in survey/analysis/former.py"


@pytest.mark.parametrize("language", COMPLETE)
def test_every_listed_sentence_is_translated(language: str) -> None:
    catalog = committed(language)
    assert [each for each in listed() if each not in catalog or not catalog[each].string] == []


if __name__ == "__main__":
    KEPT.write_text("\n".join(sorted({*of_methods(), *(listed() if KEPT.exists() else [])})) + "\n", "utf-8")
