"""Shared response scales, and options and questions that are shown by condition."""

from pathlib import Path
from typing import Any

import pytest

from survey.questionnaires import routing
from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers, ValueCard

from .writing import CODES, item, option

WRITTEN = Path(__file__).parent / "written" / "every-kind.yaml"
EVERY = load_checked(WRITTEN)
WORDS = {"nl": "Tekst"}
HEAD: dict[str, Any] = {"id": "small", "version": "1", "audience": "participant", "languages": ["nl"], "minutes": 1}


def small(*pages: dict[str, Any], **scales: list[dict[str, Any]]) -> Questionnaire:
    """A questionnaire with these pages and scales."""
    return Questionnaire.model_validate(HEAD | {"title": WORDS, "pages": pages, "scales": scales})


def test_a_shared_scale_gives_the_items_that_name_it_their_options() -> None:
    card = EVERY.item("income")
    assert isinstance(card, ValueCard)
    assert card.parts()[0].codes() == tuple(each.code for each in EVERY.scales["importance"])
    assert card.parts()[1].codes() == tuple(each.code for each in EVERY.scales["degree"])


def test_a_questionnaire_with_every_kind_survives_freezing() -> None:
    frozen = Questionnaire.from_snapshot(EVERY.snapshot())
    assert frozen == EVERY
    assert frozen.digest() == EVERY.digest()


def test_another_word_in_a_shared_scale_is_another_questionnaire() -> None:
    text = WRITTEN.read_text(encoding="utf-8").replace("Nauwelijks", "Amper")
    before = EVERY.scales["degree"][1].text["nl"]
    after = EVERY.model_copy(update={"scales": EVERY.scales | {"degree": tuple(reversed(EVERY.scales["degree"]))}})
    assert before == "Nauwelijks"
    assert "Nauwelijks" not in text
    assert after.digest() != EVERY.digest()


def test_the_options_of_a_shared_scale_are_kept_in_memory_once() -> None:
    degree = [option(code, "rating_scale") for code in CODES]
    pages = [{"id": f"x_{at}", "kind": "rating_scale", "text": WORDS, "scale": "degree"} for at in range(50)]
    questionnaire = small(*pages, degree=degree)
    assert all(each.choices(each.id) is questionnaire.scales["degree"] for each in questionnaire.items())


def conditional() -> Questionnaire:
    """A choice that decides which options and questions of later items there are."""
    options = [option(code, "rating_scale") for code in CODES]
    several = [option(code, "multiple_choice") for code in CODES]
    for each in (options[1], several[0], several[1]):
        each["when"] = "work == first"
    questions = [{"code": "a", "text": WORDS}, {"code": "b", "text": WORDS, "when": "work == first"}]
    return small(
        item("work", "single_choice", None),
        item("mood", "rating_scale", None) | {"options": options},
        item("good", "multiple_choice", None) | {"options": several},
        item("card", "value_card", None) | {"questions": questions},
        item("order", "ranking", None) | {"options": [each | {"other": False} for each in options[:3]], "top": 2},
    )


@pytest.mark.parametrize(
    ("given", "work", "kept"),
    [
        ({"mood": "second"}, "first", {"mood": "second"}),
        ({"mood": "second"}, "third", {"mood": None}),
        ({"mood": "second"}, None, {"mood": None}),
        ({"mood": "third"}, "third", {"mood": "third"}),
        ({"good": ("first", "second")}, "first", {"good": ("first", "second")}),
        ({"good": ("first",)}, "third", {"good": None}),
        ({"good": ("third",)}, "third", {"good": ("third",)}),
        ({"order": ("second", "third")}, "third", {"order": ("third",)}),
        ({"order": ("second", "third")}, "first", {"order": ("second", "third")}),
        ({"card__a": "first", "card__b": "second"}, "first", {"card__a": "first", "card__b": "second"}),
    ],
)
def test_an_answer_that_is_no_longer_offered_is_not_kept(given: Answers, work: str | None, kept: Answers) -> None:
    stored = routing.prune(conditional(), given | {"work": work})
    assert {key: stored[key] for key in kept} == kept
    assert routing.invalid(conditional(), stored) == []


def test_a_question_of_a_card_that_is_not_shown_has_no_key() -> None:
    answers: Answers = {"card__a": "first", "card__b": "second", "work": "third"}
    assert "card__b" not in routing.prune(conditional(), answers)


def test_the_text_of_an_option_that_is_not_offered_is_not_kept() -> None:
    answers: Answers = {"good": ("second",), "good__other": "Zo", "work": "first"}
    assert routing.prune(conditional(), answers)["good__other"] == "Zo"
    assert "good__other" not in routing.prune(conditional(), answers | {"work": "third"})


def test_an_item_of_which_nothing_is_offered_is_not_shown() -> None:
    options = [option(code, "rating_scale") | {"when": "work == first"} for code in CODES]
    questionnaire = small(
        item("work", "single_choice", None), item("mood", "rating_scale", None) | {"options": options}
    )
    assert list(routing.shown_items(questionnaire, {"work": "first"})) == ["work", "mood"]
    assert list(routing.shown_items(questionnaire, {"work": "second"})) == ["work"]


@pytest.mark.parametrize(
    ("value", "decimals", "hours", "stored"),
    [
        ("hours * 2", 0, 6, 12),
        ("hours / 4", 0, 6, 2),
        ("hours / 4", 1, 6, "1.5"),
        ("hours / 0", 0, 6, None),
        ("hours * 2", 0, None, None),
        ("hours * 2", 0, "dont_know", None),
        ("hours * 999999999999", 0, 12, None),
        ("0 - hours", 2, 6, "-6.00"),
    ],
)
def test_a_calculated_item_is_stored_and_never_shown(
    value: str, decimals: int, hours: int | str | None, stored: int | str | None
) -> None:
    total = item("total", "calculated", None) | {"value": value, "decimals": decimals}
    questionnaire = small(item("hours", "number", None), total)
    assert routing.prune(questionnaire, {"hours": hours, "total": 5})["total"] == stored
    assert list(routing.shown_items(questionnaire, {"hours": hours})) == ["hours"]
    assert routing.invalid(questionnaire, {"total": stored}) == []


def test_a_calculated_item_can_be_looked_at_by_conditions_and_other_calculations() -> None:
    questionnaire = small(
        item("hours", "number", None),
        item("total", "calculated", None) | {"value": "hours * 2"},
        item("more", "calculated", "total > 10") | {"value": "total + 1"},
        item("told", "information", "more == 13"),
    )
    assert list(routing.shown_items(questionnaire, {"hours": 6})) == ["hours", "told"]
    assert list(routing.shown_items(questionnaire, {"hours": 5})) == ["hours"]
