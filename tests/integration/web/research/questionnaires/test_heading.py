"""Title, languages and settings of a questionnaire."""

import pytest

from .conftest import Maker

HEADING = "/heading"


def test_what_it_says_about_itself_is_changed(maker: Maker) -> None:
    answer = maker.send(HEADING, **{"title:nl": "Nieuw", "minutes": "7", "audience": "employer", "source": " ons "})
    assert answer.status_code == 303
    document = maker.document()
    assert document["title"] == {"nl": "Nieuw", "en": "Questions"}
    assert (document["minutes"], document["audience"], document["source"]) == (7, "employer", "ons")
    assert "screens" not in document
    assert "De titel en instellingen zijn opgeslagen." in maker.page()


def test_a_language_is_added_and_left_out(maker: Maker) -> None:
    maker.send(HEADING, **{"language:new": "ar"})
    assert maker.document()["languages"] == ["nl", "en", "ar"]
    assert "0 %" in maker.page()
    maker.send(HEADING, **{"language:en": "-", "language:other": "tr"})
    assert maker.document()["languages"] == ["nl", "ar", "tr"]
    assert maker.document()["title"]["en"] == "Questions"
    assert "Türkçe" in maker.page() or "Turks" in maker.page()
    for tag in ("nl", "ar", "tr"):
        assert tag in maker.document()["languages"]
    maker.send(HEADING, **{f"language:{tag}": "-" for tag in ("nl", "ar", "tr")})
    assert maker.document()["languages"] == ["nl"]


@pytest.mark.parametrize("wrong", ["Dutch!", "n", "<script>"])
def test_what_is_no_language_is_not_added(maker: Maker, wrong: str) -> None:
    maker.send(HEADING, **{"language:other": wrong})
    assert maker.document()["languages"] == ["nl", "en"]
    assert "is geen taalcode" in maker.page()


def test_what_makes_no_sense_is_kept_and_told(maker: Maker) -> None:
    maker.send(HEADING, minutes="lang", version="")
    assert maker.document()["minutes"] == "lang"
    text = maker.page(HEADING)
    assert "Minuten: " in text
    assert "Dit is nog leeg." in text


def test_saving_without_a_change_changes_nothing(maker: Maker) -> None:
    before = maker.kept()
    maker.send(HEADING)
    assert maker.kept() == before
