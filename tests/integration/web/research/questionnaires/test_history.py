"""Versions: what was done when and by whom, in words, and the way back."""

from .conftest import Maker


def test_every_save_stands_in_the_history_in_words(maker: Maker) -> None:
    maker.press("remove:why")
    maker.send("/items/grade", **{"text:nl": "Hoe goed?"})
    text = maker.page("/history")
    for said in ("“why” verwijderd", "“grade” gewijzigd", "researcher@example.org", "Versie 3", "Zo is het nu"):
        assert said in text


def test_a_version_of_which_nothing_was_said_has_been_changed(maker: Maker) -> None:
    maker.write(f"{maker.kept().text}\n")
    assert "Gewijzigd" in maker.page("/history")
    assert "Project-Id-Version" not in maker.page("/history")


def test_a_version_says_what_changed_then_and_since(maker: Maker) -> None:
    maker.press("remove:why")
    maker.send("/items/grade", **{"text:nl": "Hoe goed?"})
    then = maker.page("/history/2")
    assert "“why”" in then
    assert "Wat er sindsdien veranderde" in then
    assert "Hoe goed?" in then
    assert "Zo is het nu" in maker.page("/history/3")


def test_the_way_back_is_a_version_too(maker: Maker) -> None:
    first = maker.document()
    maker.press("remove:why")
    answer = maker.send("/history/1")
    assert answer.status_code == 303, answer.text
    assert maker.document() == first
    assert "De vragenlijst is weer zoals in versie 1." in maker.page()
    assert "Terug naar versie 1" in maker.page("/history")
    maker.press("undo")
    assert "why" not in maker.kept().text


def test_a_version_that_only_can_be_read_as_text_says_so(maker: Maker) -> None:
    good = maker.kept().text
    maker.write("pages: [\n")
    maker.write(good)
    assert "alleen als tekst te lezen" in maker.page("/history/2")
    assert "Wat er toen veranderde" not in maker.page("/history/2")


def test_a_first_question_and_a_last_one_are_told(maker: Maker) -> None:
    maker.write("languages: [nl]\npages: []\n")
    assert "“grade”" in maker.page("/history/2")
    maker.send("/history/1")
    assert "“grade”" in maker.page("/history/3")
