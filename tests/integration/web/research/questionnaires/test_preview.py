"""The preview: the participant's own pages with routing, of what is saved and of what is being typed; nothing stays."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from survey.storage.responses import Base
from tests.fixtures.staff import stores_of

from .conftest import Maker, fields

PREVIEW = "/preview"


def heading(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found, text
    return unescape(re.sub(r"<[^>]+>", "", found[1]).strip())


def go(maker: Maker, page: str, button: str = "on", **values: str) -> str:
    """Press a button on a page of the walk."""
    sent = fields(page, 'id="question"') | carried(page) | values | ({"go": button} if button else {})
    answer = maker.post(PREVIEW, **sent)
    assert answer.status_code == 200, answer.text
    return answer.text


def carried(page: str) -> dict[str, str]:
    """What goes along with a page."""
    found = re.findall(r'<input type="hidden" name="(answers|page|in)" form="question" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_the_walk_follows_the_conditions(maker: Maker) -> None:
    first = maker.page(PREVIEW)
    assert heading(first) == "Welk cijfer?"
    assert "Vraag 1 van 2" in first
    low = go(maker, first, item_grade="3")
    assert heading(low) == "Waarom?"
    assert heading(go(maker, first, item_grade="8")) == "Vraag 2 van 2"
    back = go(maker, low, "back")
    assert heading(back) == "Welk cijfer?"
    assert 'value="3" checked' in back
    end = go(maker, go(maker, low, item_why="time"), item_hours="12")
    assert heading(end) == "Dit is het einde van de vragenlijst"


def test_what_cannot_be_an_answer_is_refused_as_for_people(maker: Maker) -> None:
    page = go(maker, go(maker, maker.page(PREVIEW), item_grade="8"), item_hours="veel")
    assert "Dit is nog niet goed" in page


def test_it_speaks_every_language_of_the_questionnaire(maker: Maker) -> None:
    assert heading(maker.page(f"{PREVIEW}?in=en")) == "Which grade?"
    switched = go(maker, maker.page(PREVIEW), "", lang="en", item_grade="4")
    assert heading(switched) == "Which grade?"
    assert 'value="4" checked' in switched
    assert heading(maker.page(f"{PREVIEW}?in=xx")) == "Welk cijfer?"
    assert "Vragenlijsten" in maker.visitor.get("/studies/proef/questionnaires").text


def test_it_begins_at_a_question_though_nobody_comes_there(maker: Maker) -> None:
    assert heading(maker.page(f"{PREVIEW}?item=why")) == "Waarom?"
    assert heading(maker.page(f"{PREVIEW}?item=hours")) == "Vraag 2 van 2"
    assert heading(maker.page(f"{PREVIEW}?item=nobody")) == "Welk cijfer?"


def test_it_shows_what_is_being_typed_and_saves_nothing(maker: Maker) -> None:
    before = maker.kept()
    filled = fields(maker.page("/items/why"), 'id="item"') | {"text:nl": "Wat dan?", "o:0:text:nl": "Geld"}
    text = maker.post(f"{PREVIEW}?item=why", **filled).text
    assert heading(text) == "Wat dan?"
    assert "Geld" in text
    assert maker.kept() == before


def test_what_is_not_finished_is_shown_all_the_same(maker: Maker) -> None:
    maker.send("/add", kind="single_choice", behind="start")
    assert heading(maker.page(f"{PREVIEW}?item=single_choice")) == "…"
    maker.send("/items/hours", **{"set:maximum": "veel"})
    assert "kan zo nog niet worden getoond" in maker.page(f"{PREVIEW}?item=hours")
    maker.write("languages: [nl]\npages: []\n")
    assert heading(maker.page(PREVIEW)) == "Nog niets te zien"


@pytest.mark.parametrize("answers", ["", "{", "[]", '{"grade": {}}', "x" * 200_000, '{"nobody": 3, "grade": "99"}'])
def test_answers_that_were_not_sent_out_do_no_harm(maker: Maker, answers: str) -> None:
    assert "<h1" in go(maker, maker.page(PREVIEW), item_grade="8", answers=answers)


def test_only_the_preview_may_stand_in_a_frame_and_only_of_ours(maker: Maker) -> None:
    policy = "Content-Security-Policy"
    framed = maker.visitor.get(maker.path(PREVIEW)).headers[policy]
    assert "frame-ancestors 'self'" in framed
    assert "script-src" not in framed
    for rest in ("", "/items/grade", "/add", "/texts"):
        found = maker.visitor.get(maker.path(rest)).headers[policy]
        assert "frame-ancestors 'none'" in found
        assert "frame-src 'self'" in found
    assert "frame-src" not in maker.visitor.get("/").headers[policy]


def test_nothing_is_stored(maker: Maker) -> None:
    def counted() -> dict[str, int | None]:
        with stores_of(maker.app).responses() as session:
            tables = Base.metadata.sorted_tables
            return {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}

    before, kept = counted(), maker.kept()
    go(maker, go(maker, maker.page(PREVIEW), item_grade="3"), item_why="time")
    assert counted() == before
    assert maker.kept() == kept
