"""Answers that several questions share: used, changed for all, and left for answers of one's own."""

import pytest

from survey.questionnaires.editing.outline import item

from .conftest import SMALL, Maker

SHARED = "/shared/degree"
LIST = """\
scales:
  degree:
    - {code: little, text: {nl: Weinig, en: Little}}
    - {code: much, text: {nl: Veel, en: Much}}
pages:
  - {id: click, kind: rating_scale, scale: degree, text: {nl: Klikt het?, en: Do you click?}}
"""


@pytest.fixture
def sharing(maker: Maker) -> Maker:
    """A questionnaire with a question that uses a shared list."""
    maker.write(SMALL.replace("pages:\n", LIST))
    return maker


def test_a_question_says_which_answers_it_shares(sharing: Maker) -> None:
    text = sharing.page("/items/click")
    assert "Gedeeld: Weinig / Veel" in text
    assert sharing.path(SHARED) in text
    assert 'name="o:0:text:nl"' not in text


def test_shared_answers_change_for_all(sharing: Maker) -> None:
    text = sharing.page(SHARED)
    assert "Gebruikt bij: Klikt het?" in text
    sharing.send(SHARED, **{"o:1:text:nl": "Heel veel", "o:lines": "Anders"})
    assert [each["text"]["nl"] for each in sharing.document()["scales"]["degree"]] == ["Weinig", "Heel veel", "Anders"]


def test_buttons_change_the_form_only(sharing: Maker) -> None:
    before = sharing.kept()
    assert 'name="o:2:text:nl"' in sharing.send(SHARED, do="o-add").text
    assert 'name="o:1:text:nl"' not in sharing.send(SHARED, do="o-remove:0").text
    assert sharing.kept() == before


def test_a_question_gets_answers_of_its_own(sharing: Maker) -> None:
    sharing.send("/items/click", scale="")
    assert "scale" not in item(sharing.document(), "click")
    sharing.send("/items/click", scale="degree")
    assert item(sharing.document(), "click")["scale"] == "degree"
