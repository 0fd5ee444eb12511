"""What a new question begins with: the words that it usually has, in the languages of its questionnaire."""

import pytest

from survey.questionnaires.editing import fresh, operations
from survey.questionnaires.editing.operations import Behind
from survey.questionnaires.editing.troubles import troubles
from survey.questionnaires.kinds import KINDS

LANGUAGES = ["nl", "en"]
NEEDS_MORE = {"single_choice", "multiple_choice", "ranking", "calculated"}
"""Kinds of which only the researcher knows what to choose from, or to work out."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_question_needs_its_text_and_little_else(kind: str) -> None:
    added = fresh.item(kind, "Wat?", LANGUAGES, ())
    added["text"]["en"] = "What?"
    document = operations.add(fresh.questionnaire("a", "A", LANGUAGES), added, Behind(None))
    document["title"]["en"] = "A"
    wrong = {(each.item, each.part) for each in troubles(document)}
    assert wrong <= ({("wat", "options"), ("wat", "value")} if kind in NEEDS_MORE else set())


def test_words_are_there_in_the_languages_of_the_questionnaire_only() -> None:
    made = fresh.item("consent", "", ["nl", "nl-x-easy", "tr"], ())
    assert made["yes"] == {"nl": "Ja", "nl-x-easy": "Ja"}
    assert "text" not in made
    assert made["id"] == "consent"


def test_a_new_name_is_not_taken() -> None:
    assert fresh.item("number", "", ["nl"], ["number"])["id"] == "number_2"
    assert fresh.item("number", "Hoeveel uur?", ["nl"], [])["id"] == "hoeveel_uur"


def test_a_new_questionnaire_has_its_title_in_its_first_language() -> None:
    assert fresh.questionnaire("a", " Werk ", ["en", "nl"])["title"] == {"en": "Werk"}
