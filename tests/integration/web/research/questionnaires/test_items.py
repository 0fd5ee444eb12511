"""The page of one question: everything in it can be changed, and nothing is saved before “Save”."""

import pytest

from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.outline import item, item_ids

from .conftest import Maker

WHY, GRADE, HOURS = "/items/why", "/items/grade", "/items/hours"


def why(maker: Maker) -> Document:
    return item(maker.document(), "why")


def test_saving_without_a_change_changes_nothing(maker: Maker) -> None:
    before = maker.kept()
    for name in item_ids(maker.document()):
        assert maker.send(f"/items/{name}").status_code == 303
    assert maker.kept() == before


def test_texts_stand_side_by_side_and_are_saved(maker: Maker) -> None:
    text = maker.page(WHY)
    assert 'name="text:nl"' in text
    assert 'name="text:en"' in text
    maker.send(WHY, **{"text:nl": " Waarom dan? ", "text:en": "", "hint:nl": "Uitleg"})
    assert why(maker)["text"] == {"nl": "Waarom dan?"}
    assert why(maker)["hint"] == {"nl": "Uitleg"}
    maker.send(WHY, **{"hint:nl": ""})
    assert "hint" not in why(maker)


def test_languages_that_are_not_shown_stay(maker: Maker) -> None:
    maker.write(maker.kept().text.replace("[nl, en]", "[nl, en, ar]").replace("en: Why?", "en: Why?, ar: لماذا؟"))
    assert 'type="hidden" name="text:ar"' in maker.page(WHY)
    maker.send(WHY, **{"text:nl": "Anders?"})
    assert why(maker)["text"] == {"nl": "Anders?", "en": "Why?", "ar": "لماذا؟"}
    shown = maker.send(WHY, do="beside", beside="ar").text
    assert 'type="hidden" name="text:en"' in shown
    assert 'lang="ar" dir="rtl"' in shown


def test_answers_are_changed_with_their_codes(maker: Maker) -> None:
    maker.send(WHY, **{"o:0:text:nl": "Te weinig tijd", "o:1:missing": "dont_know", "o:1:other": "-"})
    assert why(maker)["options"] == [
        {"code": "time", "text": {"nl": "Te weinig tijd", "en": "Time"}},
        {"code": "other", "text": {"nl": "Anders", "en": "Other"}, "missing": "dont_know"},
    ]


def test_a_code_is_made_from_the_words(maker: Maker) -> None:
    maker.send(WHY, **{"o:2:code": "", "o:2:text:nl": "Geen zin", "o:3:code": "", "o:3:text:nl": "Geen zin"})
    assert [each["code"] for each in why(maker)["options"]] == ["time", "other", "geen_zin", "geen_zin_2"]


def test_several_answers_at_once(maker: Maker) -> None:
    maker.send(WHY, **{"o:lines": "Een\r\n\r\n  Twee \r\n"})
    assert [each["text"].get("nl") for each in why(maker)["options"]] == ["Tijd", "Anders", "Een", "Twee"]


DEEDS = {
    "o-up:1": ["Anders", "Tijd"],
    "o-down:0": ["Anders", "Tijd"],
    "o-up:0": ["Tijd", "Anders"],
    "o-remove:0": ["Anders"],
    "o-remove:99": ["Tijd", "Anders"],
    "o-add": ["Tijd", "Anders", ""],
    "nonsense": ["Tijd", "Anders"],
}


@pytest.mark.parametrize(("deed", "rows"), DEEDS.items())
def test_a_button_changes_the_form_and_saves_nothing(maker: Maker, deed: str, rows: list[str]) -> None:
    before = maker.kept()
    text = maker.send(WHY, do=deed, **{"text:nl": "Nog niet opgeslagen"}).text
    assert maker.kept() == before
    assert "Nog niet opgeslagen" in text
    found = [text.split(f'name="o:{at}:text:nl" value="')[1].split('"')[0] for at in range(len(rows))]
    assert found == rows
    assert f'name="o:{len(rows)}:text:nl"' not in text


def test_settings_are_saved_where_they_say_something(maker: Maker) -> None:
    maker.send(HOURS, **{"set:minimum": "1,5", "set:maximum": "40", "set:decimals": "1", "set:core": "-"})
    found = item(maker.document(), "hours")
    assert (found["minimum"], found["maximum"], found["decimals"], found["core"]) == ("1.5", 40, 1, False)
    maker.send(HOURS, **{"set:minimum": "", "set:decimals": "0", "set:core": "1"})
    assert set(item(maker.document(), "hours")) == {"id", "kind", "text", "maximum"}


def test_a_setting_that_makes_no_sense_is_kept_and_told(maker: Maker) -> None:
    maker.send(HOURS, **{"set:maximum": "veel"})
    assert item(maker.document(), "hours")["maximum"] == "veel"
    assert "Problemen: 1" in maker.page()
    assert "#part-maximum" in maker.page(HOURS)


def test_the_short_name_follows_the_first_text_and_then_stays(maker: Maker) -> None:
    maker.send("/add", kind="number", behind="start")
    maker.send("/items/number", **{"text:nl": "Hoeveel uur werkt u per week?"})
    assert item_ids(maker.document())[0] == "hoeveel_uur_werkt_per"
    maker.send("/items/hoeveel_uur_werkt_per", **{"text:nl": "Iets anders?"})
    assert item_ids(maker.document())[0] == "hoeveel_uur_werkt_per"


def test_another_short_name_is_followed_by_conditions(maker: Maker) -> None:
    answer = maker.send(GRADE, id="Mijn Cijfer!")
    assert answer.location.startswith(maker.path("/items/cijfer"))
    assert why(maker)["when"] == "cijfer <= 5"
    maker.send("/items/cijfer", id="why")
    assert item_ids(maker.document())[:2] == ["why_2", "why"]


def test_a_condition_is_put_together_by_choosing(maker: Maker) -> None:
    assert "Alleen als uw antwoord op vraag 1" in maker.page(WHY)
    maker.send(WHY, **{"w:0:relation": "above", "w:0:answer": "7,5"})
    assert why(maker)["when"] == "grade > 7.5"
    maker.send(WHY, **{"when:mode": "always"})
    assert "when" not in why(maker)


def test_answers_to_compare_with_follow_the_question(maker: Maker) -> None:
    text = maker.send(HOURS, do="refresh", **{"when:mode": "rules", "w:0:key": "why"}).text
    assert '<option value="time">Tijd</option>' in text
    maker.send(HOURS, **{"when:mode": "rules", "w:0:key": "why", "w:0:relation": "is", "w:0:answer": "time"})
    assert item(maker.document(), "hours")["when"] == "why == time"
    text = maker.send(HOURS, do="w-add").text
    assert "Hoeveel hiervan moeten kloppen" in text
    maker.send(HOURS, **{"w:1:key": "grade", "w:1:relation": "answered", "when:any": "any"})
    assert item(maker.document(), "hours")["when"] == "why == time or grade is answered"
    text = maker.send(HOURS, do="w-remove:0").text
    assert 'name="w:1:key"' not in text


@pytest.mark.parametrize(
    ("key", "relation", "answer"), [("why", "above", "x"), ("nobody", "is", "x"), ("work", "is", "x")]
)
def test_an_answer_that_was_not_offered_is_no_answer(maker: Maker, key: str, relation: str, answer: str) -> None:
    sent = {"when:mode": "rules", "w:0:key": key, "w:0:relation": relation, "w:0:answer": answer}
    maker.send(HOURS, **sent)
    assert "when" not in item(maker.document(), "hours")


def test_what_cannot_be_chosen_stays_text(maker: Maker) -> None:
    maker.write(maker.kept().text.replace("grade <= 5", "grade + 1 <= 5"))
    assert 'value="grade + 1 &lt;= 5"' in maker.page(WHY)
    maker.send(WHY, **{"when:text": "grade * 2 <= 5"})
    assert why(maker)["when"] == "grade * 2 <= 5"


def test_the_first_question_has_nothing_to_look_at(maker: Maker) -> None:
    assert "Er is geen eerdere vraag om naar te kijken." in maker.page(GRADE)


def test_problems_are_told_while_it_is_filled_in(maker: Maker) -> None:
    filled = {"csrf_token": maker.visitor.token(), "text:nl": "", "text:en": "", "when:mode": "always"}
    before = maker.kept()
    text = maker.post(f"{WHY}/check", **filled).text
    assert "Dit is nog leeg." in text
    assert "#part-text" in text
    assert "<html" not in text
    assert maker.kept() == before
    assert maker.post("/items/nobody/check", **filled).status_code == 404


def test_a_card_has_questions(maker: Maker) -> None:
    maker.send("/add", kind="value_card", behind="start")
    assert 'name="q:2:code"' in maker.send("/items/value_card", do="q-add").text
    sent = {"text:nl": "Inkomen", "q:0:text:nl": "Belangrijk?", "q:2:code": "", "q:2:text:nl": "Genoeg?"}
    maker.send("/items/value_card", **sent)
    questions = item(maker.document(), "inkomen")["questions"]
    assert [each["code"] for each in questions] == ["important", "succeeds", "genoeg"]
    assert questions[0]["text"]["nl"] == "Belangrijk?"


def test_saving_goes_where_it_was_asked_to_go(maker: Maker) -> None:
    assert maker.send(GRADE, do="save-next").location.startswith(maker.path("/items/why"))
    assert maker.send(GRADE, do="save-done").location == maker.path("#item-grade")
    assert maker.send(HOURS, do="save-next").location.startswith(maker.path("/items/hours"))
    assert maker.send(GRADE, do="save").location.startswith(maker.path("/items/grade"))


def test_a_question_that_is_gone_says_so(maker: Maker) -> None:
    assert maker.visitor.get(maker.path("/items/nobody")).location == maker.path()
    assert "De vraag “nobody” is er niet meer." in maker.page()


def test_what_the_form_does_not_know_stays(maker: Maker) -> None:
    maker.write(maker.kept().text.replace("kind: single_choice", "kind: single_choice\n    colour: blue"))
    maker.send(WHY, **{"text:nl": "Anders?"})
    assert why(maker)["colour"] == "blue"
