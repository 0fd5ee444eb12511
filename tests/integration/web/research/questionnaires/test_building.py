"""The builder: adding, moving, copying and removing questions, each in one press, and undoing it."""

import re

import pytest

from survey.questionnaires.editing.outline import item, item_ids, sheets
from survey.questionnaires.kinds import KINDS

from .conftest import Maker, fields


def order(maker: Maker) -> list[str]:
    return item_ids(maker.document())


def test_the_outline_shows_questions_conditions_and_screens(maker: Maker) -> None:
    text = maker.page()
    for said in ("1. Welk cijfer?", "2. Waarom?", "Alleen als uw antwoord op vraag 1", "Samen op één scherm"):
        assert said in text
    assert "Klaar voor gebruik" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_each_kind_is_added_and_can_be_written(maker: Maker, kind: str) -> None:
    answer = maker.send("/add", kind=kind, behind="behind grade")
    added = order(maker)[1]
    assert item(maker.document(), added)["kind"] == kind
    assert answer.location.startswith(maker.path(f"/items/{added}"))
    answer = maker.send(f"/items/{added}", **{"text:nl": "Nieuw?", "text:en": "New?"})
    assert answer.status_code == 303, answer.text
    assert item(maker.document(), order(maker)[1])["text"] == {"nl": "Nieuw?", "en": "New?"}


def test_a_question_goes_where_it_is_put(maker: Maker) -> None:
    maker.send("/add", kind="number", behind="start")
    assert order(maker)[0] == "number"
    maker.send("/add", kind="number", behind="with grade")
    assert [each["id"] for each in sheets(maker.document())[1].items] == ["grade", "number_2"]
    maker.send("/add", kind="date")
    assert order(maker)[-1] == "date"
    assert maker.send("/add", kind="number", behind="behind nobody").status_code == 303
    assert "De vraag “nobody” is er niet meer." in maker.page()


def test_without_a_kind_nothing_is_added(maker: Maker) -> None:
    assert "Wat voor vraag?" in maker.send("/add", kind="riddle").text
    assert len(order(maker)) == 4


def test_a_question_moves_up_and_down(maker: Maker) -> None:
    assert "“Waarom?” is verplaatst." in maker.press("up:why")
    assert order(maker)[:2] == ["why", "grade"]
    maker.press("down:why")
    assert order(maker)[:2] == ["grade", "why"]
    maker.press("down:work")
    assert order(maker) == ["grade", "why", "hours", "work"]
    maker.press("page-up:both")
    assert order(maker) == ["grade", "hours", "work", "why"]
    maker.press("page-down:both")
    assert order(maker) == ["grade", "why", "hours", "work"]


def test_it_comes_back_to_the_button_that_was_pressed(maker: Maker) -> None:
    assert maker.send("", do="down:grade").location.endswith("#down-grade")
    assert maker.send("", do="remove:grade").location.endswith("#status")
    text = maker.page()
    assert 'id="status" role="status"' in text
    assert re.search(r'id="up-why" title="Omhoog" disabled', text)


def test_a_question_goes_behind_another(maker: Maker) -> None:
    sent = {"csrf_token": maker.visitor.token(), "rev": "1", "do": "place:grade", "behind:grade": "behind hours"}
    maker.post("", **sent)
    assert order(maker) == ["why", "work", "hours", "grade"]


def test_the_page_of_a_question_moves_it_by_choosing(maker: Maker) -> None:
    text = maker.page("/items/grade")
    chosen = fields(text, 'class="field">\n        <label for="behind"')
    assert chosen["behind:grade"] == "start"
    assert "behind grade" not in text.split('name="behind:grade"')[1].split("</select>")[0]
    maker.post("", **chosen | {"behind:grade": "with hours", "do": "place:grade"})
    assert [each["id"] for each in sheets(maker.document())[-1].items] == ["work", "hours", "grade"]
    maker.post("", **chosen | {"rev": str(maker.kept().number), "behind:grade": "start", "do": "place:grade"})
    assert order(maker) == ["grade", "why", "work", "hours"]


def test_a_question_is_copied(maker: Maker) -> None:
    assert "is gekopieerd" in maker.press("duplicate:why")
    assert order(maker) == ["grade", "why", "why_2", "work", "hours"]


def test_what_is_removed_comes_back_byte_for_byte(maker: Maker) -> None:
    before = maker.kept().text
    assert "“Waarom?” is verwijderd. U kunt dat ongedaan maken." in maker.press("remove:why")
    removed = maker.kept().text
    assert order(maker) == ["grade", "work", "hours"]
    assert "Ongedaan gemaakt." in maker.press("undo")
    assert maker.kept().text == before
    assert "Opnieuw gedaan." in maker.press("redo")
    assert maker.kept().text == removed


def test_there_is_nothing_to_undo_at_first(maker: Maker) -> None:
    text = maker.page()
    assert re.search(r'value="undo" title="Ongedaan maken" disabled', text)
    assert re.search(r'value="redo" title="Opnieuw doen" disabled', text)
    before = maker.kept()
    assert 'class="refused"' in maker.press("undo")
    assert maker.kept() == before


def test_nothing_is_undone_that_somebody_did_not_see(maker: Maker) -> None:
    maker.press("remove:why")
    removed = maker.kept().text
    maker.post("", csrf_token=maker.visitor.token(), rev="1", do="undo")
    assert maker.kept().text == removed
    assert "Er is niets ongedaan gemaakt" in maker.page()


def test_an_unknown_button_does_nothing(maker: Maker) -> None:
    before = maker.kept()
    assert maker.send("", do="explode:why").status_code == 303
    assert maker.kept() == before
    assert "De vraag “nobody” is er niet meer." in maker.press("up:nobody")


def test_comments_go_only_after_they_were_announced(maker: Maker) -> None:
    maker.write("# mine\n" + maker.kept().text)
    assert "staan opmerkingen" in maker.page()
    maker.press("up:why")
    assert "# mine" not in maker.kept().text
    assert "staan opmerkingen" not in maker.page()


def test_problems_lead_to_their_place(maker: Maker) -> None:
    maker.write(maker.kept().text.replace("en: Why?", "de: Warum?"))
    text = maker.page()
    assert "Problemen: 2" in text
    assert f'href="{maker.path("/items/why")}#part-text"' in text


def test_a_form_without_its_token_is_refused(maker: Maker) -> None:
    assert maker.post("", rev="1", do="remove:why").status_code == 400
    assert len(order(maker)) == 4
