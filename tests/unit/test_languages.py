"""Translated words: catalogues, variants, and where they are found."""

from pathlib import Path

import pytest

from survey.languages import (
    FILE,
    PACKAGE,
    complete_languages,
    family,
    folder,
    is_ready,
    languages,
    own_name,
    translator,
)

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Dutch, and easy Dutch with one sentence of its own."""
    texts = {
        "nl": 'msgid "Next"\nmsgstr "Volgende"\n\nmsgid "Thank you."\nmsgstr "Wij danken u één keer."\n'
        '\nmsgid "answer"\nmsgid_plural "answers"\nmsgstr[0] "antwoord"\nmsgstr[1] "antwoorden"\n',
        "nl-x-easy": 'msgid "Thank you."\nmsgstr "Bedankt."\n',
    }
    for language, text in texts.items():
        path = tmp_path / language / FILE
        path.parent.mkdir(parents=True)
        path.write_text(f"{HEADER}\n{text}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "Next", "Volgende"),
        ("nl", "Thank you.", "Wij danken u één keer."),
        ("nl-x-easy", "Thank you.", "Bedankt."),
        ("nl-x-easy", "Next", "Volgende"),
        ("nl-be", "Next", "Volgende"),
        ("nl", "Not translated", "Not translated"),
        ("ar", "Next", "Next"),
    ],
)
def test_words_come_from_the_nearest_variant(place: Path, language: str, text: str, words: str) -> None:
    assert translator(language, place).gettext(text) == words


@pytest.mark.parametrize(("number", "words"), [(1, "antwoord"), (2, "antwoorden")])
def test_plurals_follow_the_number_through_variants_too(place: Path, number: int, words: str) -> None:
    for language in ("nl", "nl-x-easy"):
        assert translator(language, place).ngettext("answer", "answers", number) == words


def test_a_catalogue_is_found_by_being_there(place: Path) -> None:
    assert languages(place) == ("nl", "nl-x-easy")


def test_a_language_with_words_for_nearly_everything_is_complete(tmp_path: Path) -> None:
    for language, words in (("nl", 20), ("en", 18), ("ar", 17)):
        path = tmp_path / language / FILE
        path.parent.mkdir(parents=True)
        said = "".join(f'msgid "Message {n}"\nmsgstr "{"word" if n < words else ""}"\n\n' for n in range(20))
        path.write_text(f"{HEADER}\n{said}", encoding="utf-8")
    assert complete_languages(tmp_path) == ("en", "nl")


def test_the_project_speaks_to_participants_in_four_languages_and_to_staff_in_two() -> None:
    assert languages() == ("ar", "en", "nl", "nl-x-easy")
    assert complete_languages() == ("en", "nl")


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Nederlands"), ("nl-x-easy", "Makkelijk Nederlands"), ("en", "English"), ("ar", "العربية")],
)
def test_a_language_is_called_by_its_own_name(language: str, name: str) -> None:
    assert own_name(language) == name


@pytest.mark.parametrize(
    ("language", "line"),
    [("nl", ("nl",)), ("nl-x-easy", ("nl-x-easy", "nl")), ("zh-hant-tw", ("zh-hant-tw", "zh-hant", "zh"))],
)
def test_a_variant_knows_its_family(language: str, line: tuple[str, ...]) -> None:
    assert family(language) == line


def test_an_installed_package_carries_its_translations(tmp_path: Path) -> None:
    package = tmp_path / "survey"
    (package / "translations").mkdir(parents=True)
    (tmp_path / "translations").mkdir()
    assert folder(package) == package / "translations"


def test_a_checkout_has_them_beside_the_package() -> None:
    assert folder() == PACKAGE.parent / "translations"


def test_an_incomplete_installation_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install it again"):
        folder(tmp_path / "survey")


def test_a_language_is_ready_when_every_message_has_words(place: Path) -> None:
    unfinished = place / "tr" / FILE
    unfinished.parent.mkdir(parents=True)
    unfinished.write_text(f'{HEADER}\nmsgid "Next"\nmsgstr "İleri"\n\nmsgid "Thank you."\nmsgstr ""\n', "utf-8")
    ready = {language for language in ("nl", "nl-x-easy", "tr", "fr") if is_ready(language, place)}
    assert ready == {"nl", "nl-x-easy"}


def test_what_is_shipped_is_ready() -> None:
    assert all(is_ready(language) for language in languages())
