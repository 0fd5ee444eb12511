"""Every word that people read is there in every language that is promised."""

import pytest
from babel.messages.catalog import Catalog

from .catalogues import COMPLETE, committed, extracted, problems, update


def catalogue(**messages: str) -> Catalog:
    catalog = Catalog(locale="nl")
    for text, translation in messages.items():
        catalog.add(text, translation)
    return catalog


@pytest.mark.parametrize("language", COMPLETE)
def test_the_catalogue_is_complete(language: str) -> None:
    assert list(problems(committed(language), extracted())) == []


def test_messages_of_code_below_the_edge_are_extracted() -> None:
    assert "The file cannot be read: {reason}." in extracted()


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
