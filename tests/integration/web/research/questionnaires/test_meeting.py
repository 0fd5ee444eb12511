"""Two windows never lose each other's work: the page shows both, and makes the second change as well."""

import re
from html import unescape

from survey.questionnaires.editing.outline import item, item_ids

from .conftest import Maker, fields


def resend(text: str) -> dict[str, str]:
    """What the button of the page that shows both would send."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
    return {unescape(name): unescape(value) for name, value in found}


def test_both_changes_are_told_and_made(maker: Maker) -> None:
    filled = fields(maker.page("/items/grade"), 'id="item"') | {"text:nl": "Hoe goed?"}
    maker.press("remove:why")
    answer = maker.post("/items/grade", **filled)
    assert answer.status_code == 409
    for said in ("Iemand heeft dit intussen gewijzigd", "“why”", "Hoe goed?"):
        assert said in unescape(answer.text)
    assert item(maker.document(), "grade")["text"]["nl"] == "Welk cijfer?"
    assert maker.post("/items/grade", **resend(answer.text)).status_code == 303
    assert item_ids(maker.document()) == ["grade", "work", "hours"]
    assert item(maker.document(), "grade")["text"]["nl"] == "Hoe goed?"


def test_a_button_of_an_old_outline_shows_both(maker: Maker) -> None:
    token = maker.visitor.token()
    maker.press("down:grade")
    answer = maker.post("", csrf_token=token, rev="1", do="remove:hours")
    assert answer.status_code == 409
    assert len(item_ids(maker.document())) == 4
    maker.post("", **resend(answer.text))
    assert item_ids(maker.document()) == ["why", "grade", "work"]


def test_a_change_to_what_is_gone_is_refused_without_a_loss(maker: Maker) -> None:
    filled = fields(maker.page("/items/grade"), 'id="item"') | {"text:nl": "Hoe goed?"}
    maker.press("remove:grade")
    before = maker.kept()
    answer = maker.post("/items/grade", **filled)
    assert answer.location == maker.path()
    assert "De vraag “grade” is er niet meer." in maker.page()
    assert maker.kept() == before


def test_a_number_that_never_was_is_told_all_the_same(maker: Maker) -> None:
    answer = maker.post("", csrf_token=maker.visitor.token(), rev="999", do="remove:hours")
    assert answer.status_code == 409
    assert "Dit is niet in woorden te zeggen." in answer.text


def test_texts_and_settings_meet_too(maker: Maker) -> None:
    token = maker.visitor.token()
    maker.press("down:grade")
    for rest, filled in (("/heading", {"title:nl": "X"}), ("/texts", {"to": "nl", "at:title": "X"})):
        answer = maker.post(rest, csrf_token=token, rev="1", **filled)
        assert answer.status_code == 409
        assert maker.document()["title"]["nl"] == "Vragen"
