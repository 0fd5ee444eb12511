"""A publication is read back only when it is exactly what was published."""

import json

import pytest

from survey.analysis.disclosure import DamagedPublicationError, canonical, described, digest_of, protect, restore
from tests.unit.analysis.disclosure.sets import RULES, choice_set, grade_set, mention_set

SETS = [
    choice_set({"a": (20, 10, 0, 0), "b": (20, 20, 0, 0), "c": (3, 0, 0, 0)}),
    grade_set({"a": {3: 5, 6: 5, 8: 10}, "b": {3: 5, 7: 5, 9: 20}}),
    mention_set({"a": (40, 10), "b": (40, 2), "c": (50, 20)}),
]


@pytest.mark.parametrize("tables", SETS, ids=["choice", "grade", "mentions"])
def test_tables_come_back_as_they_were(tables: tuple[object, ...]) -> None:
    protected = protect(tables, RULES)  # type: ignore[arg-type]
    text = canonical({"tables": described(protected)})
    assert restore(text, digest_of(text)) == (json.loads(text), protected)


def test_one_changed_character_is_noticed() -> None:
    text = canonical({"tables": described(protect(SETS[0], RULES))})
    with pytest.raises(DamagedPublicationError, match="publish the wave again"):
        restore(text.replace("20", "21", 1), digest_of(text))


def test_a_document_has_one_text() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'


def test_percentages_and_margins_stand_beside_the_counts() -> None:
    total = described(protect(SETS[0], RULES))[1]
    yes = total["groups"][0]["cells"][0]
    assert {name: yes[name] for name in ("count", "percent", "low", "high")} == {
        "count": 43,
        "percent": 59,
        "low": 47.4,
        "high": 69.5,
    }


def test_a_hidden_cell_says_nothing_but_its_name() -> None:
    split = described(protect(SETS[2], RULES))[2]
    assert split["groups"][0]["cells"] == [{"code": "option", "codes": ["option"], "count": None}]
    hidden = described(protect(SETS[0], RULES))[2]["groups"][2]
    assert hidden == {"code": "c", "base": None, "cells": [], "merged": None, "mean": None, "mean_base": None}
