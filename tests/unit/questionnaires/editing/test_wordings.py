"""The texts of a questionnaire by language: all of them, and how many there are."""

from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.outline import item
from survey.questionnaires.editing.wordings import Share, completeness, texts_with, with_text, wordings

from .drafts import documents, every_kind, small


def test_every_text_has_its_place_and_item() -> None:
    found = [(words.item, words.part) for words in wordings(small())]
    assert found == [
        (None, "title"),
        ("grade", "text"),
        ("grade", "low"),
        ("grade", "high"),
        ("reason", "text"),
        ("reason", "option"),
        ("reason", "option"),
        ("more", "text"),
        ("hours", "text"),
    ]


def test_a_text_that_must_be_there_counts_though_it_is_not() -> None:
    document: Document = {"languages": ["nl"], "pages": [{"id": "a", "kind": "consent"}]}
    assert [words.part for words in wordings(document)] == ["title", "text", "yes", "no"]
    assert completeness(document) == {"nl": Share(0, 4)}


def test_completeness_is_only_whole_when_nothing_is_missing() -> None:
    assert {tag: share.percent for tag, share in completeness(small()).items()} == {"nl": 100, "en": 100}
    less = with_text(small(), ("pages", 0, "text"), "en", "")
    assert completeness(less)["en"] == Share(8, 9)
    assert completeness(less)["en"].percent == 88
    assert Share(999, 1000).percent == 99
    assert Share(0, 0).percent == 100


def test_texts_of_cards_and_shared_answers_count() -> None:
    parts = {(words.item, words.part) for words in wordings(every_kind())}
    assert ("vraag_value_card", "question") in parts
    assert ("vraag_value_card", "option") in parts
    shared: Document = {"languages": ["nl"], "scales": {"s": [{"code": "a", "text": {"nl": "A"}}]}, "pages": []}
    assert [(words.place, words.texts) for words in wordings(shared)][1:] == [(("scales", "s", 0, "text"), {"nl": "A"})]


def test_a_text_is_set_in_its_place_and_language() -> None:
    after = with_text(small(), ("pages", 1, "items", 0, "options", 1, "text"), "en", "  Mark ")
    assert item(after, "reason")["options"][1]["text"] == {"nl": "Cijfer", "en": "Mark"}
    assert item(after, "more") == item(small(), "more")


def test_a_place_that_is_gone_is_left_alone() -> None:
    assert with_text(small(), ("pages", 9, "text"), "nl", "x") == small()
    assert with_text(small(), ("pages", 0, "nothing", "text"), "nl", "x") == small()


def test_languages_stand_in_the_order_of_the_questionnaire() -> None:
    assert list(texts_with({"xx": "?", "en": "E"}, "nl", "N", ["nl", "en"]) or {}) == ["nl", "en", "xx"]
    assert texts_with({"nl": "N"}, "nl", "", ["nl"]) is None


@given(documents(), st.data())
def test_a_text_that_is_set_again_to_what_it_was_changes_nothing(document: Document, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(list(wordings(document))))
    tag = data.draw(st.sampled_from(["nl", "en"]))
    before = words.texts.get(tag, "")
    after = with_text(with_text(document, words.place, tag, "iets anders"), words.place, tag, before)
    again = {each.place: each.texts for each in wordings(after)}
    assert again[words.place].get(tag, "") == before.strip()
