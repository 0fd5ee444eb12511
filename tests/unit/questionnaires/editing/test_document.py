"""A questionnaire as plain values: it may be wrong, but its questions are found; and it is written as it was read."""

import pytest
from hypothesis import given

from survey.questionnaires import catalogue
from survey.questionnaires.editing.document import Document, has_comments, opened, written
from survey.questionnaires.problems import ProblemsFoundError

from .drafts import SMALL, documents, every_kind, small


@given(documents())
def test_what_is_written_is_read_again(document: Document) -> None:
    assert opened(written(document), "x") == document


@given(documents())
def test_it_is_always_written_in_the_same_way(document: Document) -> None:
    assert written(opened(written(document), "x")) == written(document)


@pytest.mark.parametrize("name", catalogue.shipped_questionnaires())
def test_every_questionnaire_of_the_library_can_be_edited(name: str) -> None:
    text = catalogue.shipped_questionnaires()[name].read_text(encoding="utf-8")
    document = opened(text, name)
    assert opened(written(document), name) == document


def test_keys_stay_in_the_order_in_which_they_were() -> None:
    assert list(opened("zebra: 1\nlanguages: [nl]\nape: 2\n", "x")) == ["zebra", "languages", "ape"]


@pytest.mark.parametrize(
    "text",
    [
        "languages: [nl]\npages: []\n",
        "languages: [nl]\npages:\n  - {id: a, kind: number}\n",
        "languages: [nl]\npages:\n  - {id: a, kind: number, text: {en: A}, when: nonsense ===, minimum: x}\n",
        "languages: [nl]\npages:\n  - {id: a, kind: single_choice, options: [{code: b}, {}]}\n",
    ],
)
def test_a_questionnaire_that_is_wrong_can_be_edited(text: str) -> None:
    assert opened(text, "x")["languages"] == ["nl"]


WRONG = {
    "not YAML": ("a: [", 1, "YAML"),
    "a list": ("- a", 1, "keys"),
    "no language": ("pages: []", 1, "languages"),
    "pages that are a text": ("languages: [nl]\npages: all", 2, "pages"),
    "a page without a name": ("languages: [nl]\npages:\n  - kind: number", 3, "id"),
    "an unknown kind": ("languages: [nl]\npages:\n  - {id: a, kind: riddle}", 3, "riddle"),
    "a page without items": ("languages: [nl]\npages:\n  - {id: a, items: []}", 3, "items"),
    "a text that is no texts": ("languages: [nl]\npages:\n  - {id: a, kind: number, text: Hoi}", 3, "text"),
    "two items of one name": (
        "languages: [nl]\npages:\n  - {id: a, kind: number}\n  - {id: p, items: [{id: a, kind: date}]}",
        4,
        "Two items",
    ),
    "two pages of one name": (
        "languages: [nl]\npages:\n  - {id: a, kind: number}\n  - {id: a, items: [{id: b, kind: date}]}",
        4,
        "Two pages",
    ),
    "a key that is there twice": ("languages: [nl]\nlanguages: [en]", 2, "already"),
}


@pytest.mark.parametrize(("text", "line", "said"), WRONG.values(), ids=WRONG)
def test_without_its_shape_it_is_refused_with_the_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ProblemsFoundError) as refused:
        opened(text, "x")
    assert [problem.line for problem in refused.value.problems] == [line]
    assert said in str(refused.value)


def test_comments_are_noticed() -> None:
    assert has_comments("# for you\n" + SMALL)
    assert has_comments(SMALL.replace("minutes: 3", "minutes: 3  # measured"))
    assert not has_comments(written(small()))
    assert not has_comments(SMALL)
    assert not has_comments(written(every_kind()))
