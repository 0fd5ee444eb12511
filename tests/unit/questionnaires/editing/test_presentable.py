"""What is not right yet can be looked at; what cannot be shown is named."""

import pytest
from hypothesis import given

from survey.questionnaires.editing import fresh
from survey.questionnaires.editing.document import Document, opened
from survey.questionnaires.editing.outline import item_ids
from survey.questionnaires.editing.presentable import NOTHING, presentable
from survey.questionnaires.kinds import KINDS
from survey.questionnaires.routing import shown_items

from .drafts import documents, every_kind, small


def page(**item: object) -> Document:
    return {"languages": ["nl"], "pages": [{"id": "a", **item}]}


@given(documents())
def test_whatever_has_a_shape_can_be_looked_at(document: Document) -> None:
    found = presentable(document)
    shown = [] if found.questionnaire is None else [item.id for item in found.questionnaire.items()]
    assert sorted([*shown, *found.left_out]) == sorted(item_ids(document))


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_without_any_words_is_shown(kind: str) -> None:
    found = presentable(page(kind=kind))
    assert found.left_out == () or kind == "value_card"
    if found.questionnaire is not None:
        assert next(found.questionnaire.items()).text == {"nl": NOTHING}


def test_a_new_question_of_every_kind_is_shown() -> None:
    found = presentable(every_kind())
    assert found.left_out == ()
    assert found.questionnaire is not None
    assert len(shown_items(found.questionnaire, {})) == len(KINDS) - 1


def test_nothing_is_shown_of_nothing() -> None:
    assert presentable(fresh.questionnaire("a", "A", ["nl"])).questionnaire is None


def test_one_answer_gets_another_beside_it() -> None:
    found = presentable(page(kind="single_choice", options=[{"code": "", "text": {"nl": "Ja"}}]))
    assert found.questionnaire is not None
    assert next(found.questionnaire.items()).codes() == ("answer_1", "answer_2")


def test_a_condition_that_cannot_be_read_is_left_out_only_for_routing() -> None:
    document = opened("languages: [nl]\npages: [{id: a, kind: number, when: a b c}]", "x")
    routed, whole = presentable(document), presentable(document, routed=False)
    assert routed.questionnaire is not None
    assert whole.questionnaire is not None
    assert next(routed.questionnaire.items()).when is None
    assert next(whole.questionnaire.items()).when == "a b c"


def test_what_is_right_stays_as_it_is() -> None:
    found = presentable(small()).questionnaire
    assert found is not None
    assert next(found.items()).text == {"nl": "Welk cijfer geeft u?", "en": "Which grade do you give?"}
    assert [page.when for page in found.pages] == [None, "grade <= 5", None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "long"},
        {"minutes": 900},
        {"audience": "martians"},
        {"version": None},
        {"title": {}},
        {"scales": {"s": [{"code": "NOT GOOD", "text": {"nl": "x"}}, {"code": "b", "text": {"nl": "y"}}]}},
    ],
)
def test_what_is_wrong_at_the_top_does_not_matter(wrong: Document) -> None:
    assert presentable({**small(), **wrong}).questionnaire is not None


def test_an_item_that_cannot_be_shown_is_named() -> None:
    assert presentable(
        {**small(), "pages": [*small()["pages"], {"id": "b", "kind": "number", "minimum": "x"}]}
    ).left_out == ("b",)
