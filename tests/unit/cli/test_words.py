"""The terminal speaks Dutch or English: as it was told, else as the terminal does, else Dutch."""

import pytest

from survey.cli import words
from survey.cli.words import terminal_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fi_FI.UTF-8"}, "nl"),
        ({"LANG": "ar_EG.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "SURVEY_LANGUAGE": "nl"}, "nl"),
        ({"LANG": "en_US.UTF-8", "SURVEY_LANGUAGE": ""}, "en"),
    ],
)
def test_the_first_that_we_speak_counts(environment: dict[str, str], language: str) -> None:
    assert terminal_language(environment) == language


def test_names_in_a_message_are_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LANGUAGE", "en")
    assert words._("Published for {study}: {waves}.", study="proef", waves="single") == "Published for proef: single."


def test_a_message_without_values_keeps_its_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LANGUAGE", "en")
    assert words._("Write {name} here.") == "Write {name} here."
