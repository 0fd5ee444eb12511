"""Names of forms as identifiers: plain, each once, and with the way back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.exchange.xlsform.names import Names, slug
from survey.questionnaires.wording import IDENTIFIER

from .books import received


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("age", "age"),
        ("Age", "age"),
        ("Q1-Age", "q1_age"),
        ("howOld", "how_old"),
        ("1", "q1"),
        ("-99", "minus_99"),
        ("_x_", "x"),
        ("a__b", "a_b"),
        ("naïve café", "naive_cafe"),
        ("اسم", "q"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_name_becomes_an_identifier(name: str, given_: str) -> None:
    assert Names("q").give(name) == given_


@given(
    st.lists(st.text(min_size=1, max_size=50) | st.sampled_from(["age", "Age", "AGE", "age_2", "1", "q1"]), max_size=30)
)
def test_every_name_gets_an_identifier_of_its_own(written: list[str]) -> None:
    names = Names("q", written)
    made = [names.give(name) for name in written]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(IDENTIFIER, each) and len(each) <= 40 for each in made)


def test_a_name_that_can_stay_stays_whatever_comes_before_it() -> None:
    names = Names("q", ["Age", "age"])
    assert [names.give(name) for name in ("Age", "age")] == ["age_2", "age"]
    assert names.changed() == {"Age": "age_2"}


def test_a_form_tells_which_names_changed() -> None:
    survey = "| type | name | label |\n| integer | Q1-Age | Age? |\n| integer | size | Size? |"
    assert received(survey).names == {"Q1-Age": "q1_age"}


@pytest.mark.parametrize(("name", "made"), [("My Form (2)", "my-form-2"), ("2024_form", "form"), ("نموذج", "form")])
def test_a_form_id_becomes_a_slug(name: str, made: str) -> None:
    assert slug(name, "form") == made
