"""A screen that several questions share: for whom it is as a whole."""

import pytest

from survey.questionnaires.editing.outline import sheets

from .conftest import Maker

SCREEN = "/screens/both"


def when(maker: Maker) -> str | None:
    return sheets(maker.document())[2].when


def test_the_outline_leads_to_the_condition_of_a_screen(maker: Maker) -> None:
    assert maker.path(SCREEN) in maker.page()
    text = maker.page(SCREEN)
    assert "Welk werk?" in text
    assert "Hoeveel uur?" in text


def test_a_condition_is_chosen_for_all_its_questions(maker: Maker) -> None:
    sent = {"when:mode": "rules", "w:0:key": "why", "w:0:relation": "is", "w:0:answer": "time"}
    assert maker.send(SCREEN, **sent).location == maker.path("#item-work")
    assert when(maker) == "why == time"
    assert "Het scherm is opgeslagen." in maker.page()
    assert "Alleen als u" in maker.page(SCREEN)
    maker.send(SCREEN, **{"when:mode": "always"})
    assert when(maker) is None


def test_buttons_change_the_form_only(maker: Maker) -> None:
    before = maker.kept()
    assert 'name="w:1:key"' in maker.send(SCREEN, do="w-add").text
    text = maker.send(SCREEN, do="refresh", **{"when:mode": "rules", "w:0:key": "why"}).text
    assert '<option value="time">Tijd</option>' in text
    assert maker.kept() == before


def test_its_own_questions_cannot_be_looked_at(maker: Maker) -> None:
    text = maker.page(SCREEN)
    assert '<option value="why"' in text
    assert '<option value="hours"' not in text


@pytest.mark.parametrize("screen", ["grade", "nobody"])
def test_only_shared_screens_have_a_page(maker: Maker, screen: str) -> None:
    assert maker.visitor.get(maker.path(f"/screens/{screen}")).status_code == 404
