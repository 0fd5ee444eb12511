"""Languages of a design: a text that goes with its language, and words that are there already."""

from survey.questionnaires.editing.design import Values, at
from survey.questionnaires.editing.design_beginnings import example
from survey.questionnaires.editing.design_languages import languages, with_languages

DUTCH: Values = {
    "languages": ["nl", "en"],
    "title": {"nl": "Titel", "en": "Title"},
    "waves": [{"text": {"nl": "Golf"}}],
}


def test_texts_go_with_their_language() -> None:
    assert with_languages(DUTCH, ["nl"]) == {
        "languages": ["nl"],
        "title": {"nl": "Titel"},
        "waves": [{"text": {"nl": "Golf"}}],
    }


def test_a_language_that_comes_has_no_words_of_ones_own_texts() -> None:
    assert at(with_languages(DUTCH, ["nl", "en", "ar"]), ("title",)) == {"nl": "Titel", "en": "Title"}


def test_a_text_that_comes_with_the_product_has_its_words_in_the_language_that_comes() -> None:
    whole = example("amsterdam-jobcoaching")
    less = with_languages(whole, ["nl"])
    assert at(less, ("invitation", "body", "en")) is None
    assert with_languages(less, languages(whole)) == whole


def test_a_text_that_was_changed_is_ones_own() -> None:
    less = with_languages(example("amsterdam-jobcoaching"), ["nl"])
    less["why"] = {"nl": "Omdat wij het willen weten."}
    assert at(with_languages(less, ["nl", "en"]), ("why",)) == {"nl": "Omdat wij het willen weten."}


def test_what_is_no_text_in_languages_is_left_alone() -> None:
    values: Values = {"languages": ["nl"], "look": {"colour": "#000000"}, "counts": {"nl": 5}, "empty": {}}
    assert with_languages(values, ["en"]) == values | {"languages": ["en"]}
