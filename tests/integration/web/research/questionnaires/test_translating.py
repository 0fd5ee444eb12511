"""All texts of a questionnaire, one language beside another."""

import re

from survey.questionnaires.editing.outline import item
from survey.questionnaires.editing.wordings import completeness, wordings

from .conftest import Maker

TEXTS = "/texts"
FORM = 'name="at:title"'


def test_every_text_has_a_field_in_the_language_that_is_written(maker: Maker) -> None:
    text = maker.page(f"{TEXTS}?to=en")
    assert len(re.findall(r'<textarea name="at:', text)) == len(list(wordings(maker.document())))
    assert "Welk cijfer?" in text
    assert "Which grade?</textarea>" in text
    assert "100 %" in text


def test_texts_are_saved_in_their_language(maker: Maker) -> None:
    answer = maker.send(
        f"{TEXTS}?to=en", marker=FORM, **{"at:pages/0/text": "Your mark?", "at:pages/1/options/0/text": ""}
    )
    assert answer.status_code == 303, answer.text
    assert item(maker.document(), "grade")["text"] == {"nl": "Welk cijfer?", "en": "Your mark?"}
    assert item(maker.document(), "why")["options"][0]["text"] == {"nl": "Tijd"}


def test_only_what_is_missing(maker: Maker) -> None:
    maker.write(maker.kept().text.replace(", en: Time", "").replace("[nl, en]", "[nl, en, ar]"))
    text = maker.page(f"{TEXTS}?to=en&only=missing")
    assert re.findall(r'<textarea name="(at:[^"]*)"', text) == ["at:pages/1/options/0/text"]
    maker.send(f"{TEXTS}?to=en&only=missing", marker="at:pages", **{"at:pages/1/options/0/text": "Time"})
    assert "In deze taal ontbreekt niets." in maker.page(f"{TEXTS}?to=en&only=missing")
    shares = completeness(maker.document())
    assert (shares["en"].percent, shares["ar"].percent) == (100, 0)


def test_saving_without_a_change_changes_nothing(maker: Maker) -> None:
    before = maker.kept()
    maker.send(f"{TEXTS}?to=nl", marker=FORM)
    assert maker.kept() == before


def test_a_long_questionnaire_has_pages(maker: Maker) -> None:
    pages = "".join(
        f"  - {{id: q{at}, kind: short_text, text: {{nl: Vraag {at}, en: Question {at}}}}}\n" for at in range(200)
    )
    maker.write(maker.kept().text.split("pages:")[0] + "pages:\n" + pages)
    text = maker.page(f"{TEXTS}?to=en")
    assert "Bladzijde 1 van 2" in text or "Pagina 1 van 2" in text
    assert "Vraag 199" in maker.page(f"{TEXTS}?to=en&page=2")
    assert "Vraag 199" in maker.page(f"{TEXTS}?to=en&page=77")
    maker.send(f"{TEXTS}?to=en&page=2", marker="at:pages", **{"at:pages/199/text": "The last"})
    assert item(maker.document(), "q199")["text"]["en"] == "The last"
    assert item(maker.document(), "q3")["text"]["en"] == "Question 3"


def test_an_unknown_language_is_the_second_one(maker: Maker) -> None:
    assert "Which grade?</textarea>" in maker.page(f"{TEXTS}?to=xx")
