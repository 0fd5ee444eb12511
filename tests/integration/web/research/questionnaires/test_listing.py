"""The questionnaires of a study: how far each is, copies of them, and their end."""

import pytest
from flask import Flask

from tests.fixtures.staff import LEAD, Visitor

from .conftest import STUDY, Maker

LIST = f"/studies/{STUDY}/questionnaires"


def test_the_list_says_how_far_each_questionnaire_is(maker: Maker) -> None:
    text = maker.visitor.get(LIST).text
    for said in ("Vragen", "Klaar voor gebruik", "Schermen: 3", "Vragen: 4", "Minuten: 3", "100 %"):
        assert said in text
    maker.write(maker.kept().text.replace("en: Why?", "de: Warum?"))
    text = maker.visitor.get(LIST).text
    assert "Problemen: 2" in text
    assert "88 %" in text or "90 %" in text


def test_it_speaks_english_too(maker: Maker) -> None:
    text = maker.visitor.get(f"{LIST}?lang=en").text
    assert "Ready to use" in text
    assert "New questionnaire" in text


def test_a_study_without_questionnaires_says_what_to_do(maker: Maker) -> None:
    assert maker.send("/remove").location == LIST
    text = maker.visitor.get(LIST).text
    assert "De vragenlijst “vragen” is verwijderd." in text
    assert "Er zijn nog geen vragenlijsten." in text


def test_removing_asks_first(maker: Maker) -> None:
    assert "“Vragen” verwijderen?" in maker.page("/remove")
    assert maker.kept().text


def test_what_was_changed_meanwhile_is_not_removed(maker: Maker) -> None:
    rev = str(maker.kept().number)
    maker.write(maker.kept().text + "# changed\n")
    answer = maker.post("/remove", csrf_token=maker.visitor.token(), rev=rev)
    assert answer.location == maker.path()
    assert "intussen gewijzigd" in maker.page()
    assert maker.kept().text.endswith("# changed\n")


def test_a_copy_has_a_name_of_its_own(maker: Maker) -> None:
    token = maker.visitor.token()
    assert maker.post("/duplicate", csrf_token=token).status_code == 303
    assert maker.post("/duplicate", csrf_token=token).status_code == 303
    assert maker.document("vragen-2") == {**maker.document(), "id": "vragen-2"}
    assert maker.document("vragen-3")["id"] == "vragen-3"


def test_what_can_only_be_mended_as_text_says_so(maker: Maker) -> None:
    maker.write("pages: [\n")
    assert "Alleen als tekst te herstellen" in maker.visitor.get(LIST).text
    answer = maker.visitor.get(maker.path())
    assert (answer.status_code, answer.location) == (303, maker.path("/source"))


PAGES = (
    "",
    "/add",
    "/items/grade",
    "/heading",
    "/texts",
    "/history",
    "/history/1",
    "/source",
    "/remove",
    "/preview",
    "/download.yaml",
)


@pytest.mark.parametrize("rest", PAGES)
def test_only_who_designs_may_see_it(maker: Maker, staff: Flask, rest: str) -> None:
    assert maker.visitor.get(maker.path(rest)).status_code == 200
    lead, stranger = Visitor(staff), Visitor(staff)
    lead.log_in(LEAD)
    assert lead.get(maker.path(rest)).status_code == 403
    assert stranger.get(maker.path(rest)).status_code == 302


@pytest.mark.parametrize("rest", PAGES)
def test_what_is_not_there_is_not_found(maker: Maker, rest: str) -> None:
    assert maker.visitor.get(maker.path(rest, "nobody")).status_code == 404
    assert maker.visitor.get(maker.path(rest, "study")).status_code == 404
    assert maker.visitor.get(f"/studies/nobody/questionnaires/vragen{rest}").status_code == 404


def test_what_is_no_page_is_not_found(maker: Maker) -> None:
    assert maker.visitor.get("/studies/nobody/questionnaires").status_code == 404
    assert maker.visitor.get("/studies/nobody/questionnaires/new").status_code == 404
    for rest in ("/history/99", "/download.exe", "/shared/nobody"):
        assert maker.visitor.get(maker.path(rest)).status_code == 404
