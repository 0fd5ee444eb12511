"""What each kind consists of follows from its definition; every part has a name for people."""

import pytest

from survey.questionnaires.editing import parts
from survey.questionnaires.editing.parts import Sort
from survey.questionnaires.kinds import KINDS
from survey.web.research.questionnaires import labels


def texts(kind: str) -> list[str]:
    return [said.name for said in parts.texts(kind)]


def settings(kind: str) -> dict[str, Sort]:
    return {setting.name: setting.sort for setting in parts.settings(kind)}


def test_texts_follow_from_the_definition() -> None:
    assert texts("report_grade") == ["text", "hint", "dont_know", "low", "high"]
    assert texts("consent") == ["text", "hint", "yes", "no"]
    assert texts("number") == ["text", "hint", "dont_know", "unit"]
    assert texts("calculated") == ["text", "hint"]
    assert [said.name for said in parts.texts("consent") if said.is_needed] == ["text", "yes", "no"]


def test_settings_follow_from_the_definition() -> None:
    assert settings("number") == {
        "decimals": Sort.WHOLE,
        "minimum": Sort.NUMBER,
        "maximum": Sort.NUMBER,
        "core": Sort.YES_OR_NO,
    }
    assert settings("month")["earliest"] == Sort.MONTH
    assert settings("date")["earliest"] == Sort.DATE
    assert settings("multiple_choice")["minimum"] == Sort.WHOLE
    assert settings("calculated") == {"value": Sort.TEXT, "decimals": Sort.WHOLE}


def test_only_some_kinds_have_answers_to_choose_from() -> None:
    assert [kind for kind in KINDS if parts.has_options(kind)] == [
        "single_choice",
        "multiple_choice",
        "rating_scale",
        "value_card",
        "ranking",
    ]
    assert [kind for kind in KINDS if parts.has_questions(kind)] == ["value_card"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_every_kind_can_be_edited_and_has_a_name(kind: str) -> None:
    edited = {*texts(kind), *settings(kind), "id", "kind", "when", "options", "scale", "questions"}
    fixed = {"core", "dont_know"} if kind == "calculated" else set()
    assert set(KINDS[kind].model_fields) <= edited | fixed
    assert set(texts(kind)) <= set(labels.TEXTS)
    assert set(settings(kind)) <= set(labels.SETTINGS)
    assert kind in labels.WHEN_TO_USE
