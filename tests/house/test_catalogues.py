"""Every word that people read is there in every language that is promised."""

import re

import pytest
from babel.messages.catalog import Catalog

from survey.languages import languages, translator

from .catalogues import COMPLETE, committed, extracted, parts, problems, promised, update


def catalogue(**messages: str) -> Catalog:
    catalog = Catalog(locale="nl")
    for text, translation in messages.items():
        catalog.add(text, translation)
    return catalog


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every message in the sources."""
    return extracted()


@pytest.mark.parametrize("language", languages())
def test_the_catalogue_has_what_is_promised_in_its_language(language: str, source: Catalog) -> None:
    assert list(problems(committed(language), promised(language, source))) == []


def test_dutch_and_english_have_every_message(source: Catalog) -> None:
    assert all(promised(language, source) is source for language in COMPLETE)


def test_another_language_has_what_participants_read_and_not_what_staff_read(source: Catalog) -> None:
    asked = promised("ar", source)
    assert "Who sees my answers?" in asked
    assert "Go to the questions" in asked
    assert "Log out" not in asked


def test_a_variant_needs_only_what_it_says_in_other_words(source: Catalog) -> None:
    own = {message.id for message in promised("nl-x-easy", source) if message.id}
    assert own == {message.id for message in committed("nl-x-easy") if message.id}
    assert own < {message.id for message in promised("ar", source)}


def test_participants_read_short_sentences_in_easy_dutch(source: Catalog) -> None:
    words = translator("nl-x-easy")
    said = [words.gettext(parts(message.id)[0]) for message in promised("ar", source) if message.id]
    sentences = [sentence for text in said for sentence in re.split(r"(?<=[.!?:])\s", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []


def test_easy_dutch_has_words_of_its_own_only_where_they_differ() -> None:
    dutch = {message.id: message.string for message in committed("nl") if message.id}
    easy = {message.id: message.string for message in committed("nl-x-easy") if message.id}
    assert [text for text, words in easy.items() if words == dutch.get(text)] == []


@pytest.mark.parametrize(
    ("text", "translation", "problem"),
    [
        ("Next", "Volgende", None),
        ("Next", "", "'Next': not translated"),
        ("{n} left", "nog {n}", None),
        ("{n} left", "nog {m}", "'{n} left': other placeholders"),
        ("%(n)s left", "nog wat", "'%(n)s left': other placeholders"),
    ],
)
def test_a_poor_translation_is_found(text: str, translation: str, problem: str | None) -> None:
    found = list(problems(catalogue(**{text: translation}), catalogue(**{text: ""})))
    assert found == ([problem] if problem else [])


def test_a_doubtful_translation_is_found() -> None:
    catalog = catalogue()
    catalog.add("Next", "Volgend", flags=["fuzzy"])
    assert list(problems(catalog, catalogue(Next=""))) == ["'Next': fuzzy"]


def test_a_plural_may_leave_the_number_out_of_its_singular() -> None:
    source, catalog = catalogue(), catalogue()
    source.add(("one answer", "%(num)s answers"), None)
    catalog.add(("one answer", "%(num)s answers"), ("één antwoord", "%(num)s antwoorden"))
    assert list(problems(catalog, source)) == []


def test_a_stale_catalogue_is_found_both_ways() -> None:
    assert list(problems(catalogue(Old="Oud"), catalogue(New=""))) == [
        "'New': missing; run `make translations`",
        "'Old': no longer used; run `make translations`",
    ]


def test_an_update_adds_what_is_new_and_keeps_what_is_translated() -> None:
    catalog = catalogue(Next="Volgende", Old="Oud")
    update(catalog, catalogue(Next="", New=""))
    assert {message.id: message.string for message in catalog if message.id} == {"Next": "Volgende", "New": ""}


def test_english_fills_itself() -> None:
    source, catalog = catalogue(Next=""), Catalog(locale="en")
    update(catalog, source)
    assert list(problems(catalog, source)) == []
