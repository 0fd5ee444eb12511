"""A researcher makes a questionnaire in a real browser: by mouse, by keyboard, and on a phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from survey.fieldwork import preparing
from survey.questionnaires.editing.document import Document, opened
from survey.questionnaires.editing.outline import item, item_ids
from survey.questionnaires.editing.troubles import standing
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage
from tests.fixtures.staff import stores_of

from .making import LIST, STUDY, Keys, Maker, Plain, begun, five_questions

SATISFACTION = "participant-satisfaction"
BUILDER = f"{LIST}/{SATISFACTION}"

Begin = Callable[..., Maker]


@pytest.fixture
def begin(live_server: LiveServer, open_page: OpenPage) -> Iterator[Begin]:
    """Somebody who has logged in; what the browser complains about fails the test."""
    begun(live_server, SATISFACTION)
    made: list[Maker] = []

    def _begin(kind: type[Maker] = Maker, *, javascript: bool = True, size: tuple[int, int] = DESKTOP) -> Maker:
        maker = kind(open_page(javascript=javascript, size=size), live_server.url)
        maker.log_in()
        made.append(maker)
        return maker

    yield _begin
    assert [wrong for maker in made for wrong in maker.wrong] == []


def text(server: LiveServer, name: str) -> str:
    with stores_of(server.app).studies() as session:
        return preparing.read(session, STUDY, name).text


def document(server: LiveServer, name: str = SATISFACTION) -> Document:
    return opened(text(server, name), name)


def phone(page: Page) -> str:
    """What the phone says."""
    return page.frame_locator("iframe[name=phone]").locator("main").inner_text()


WAYS = {"by mouse": (Maker, True), "by keyboard only": (Keys, True), "without script": (Plain, False)}


@pytest.mark.parametrize(("kind", "javascript"), WAYS.values(), ids=WAYS)
def test_five_questions_with_a_condition_in_two_languages(
    begin: Begin,
    live_server: LiveServer,
    record_property: Callable[[str, object], None],
    kind: type[Maker],
    *,
    javascript: bool,
) -> None:
    maker = begin(kind, javascript=javascript)
    five_questions(maker)
    record_property("acts", maker.acts)
    made = document(live_server, "mening")
    assert standing(text(live_server, "mening")).troubles == ()
    assert [each["kind"] for each in (item(made, name) for name in item_ids(made))] == [
        "information",
        "report_grade",
        "single_choice",
        "rating_scale",
        "open_text",
    ]
    grade, better = item_ids(made)[1:3]
    assert item(made, better)["when"] == f"{grade} <= 5"
    assert item(made, better)["options"] == [
        {"code": "meer_tijd", "text": {"nl": "Meer tijd", "en": "More time"}},
        {"code": "vaker_contact", "text": {"nl": "Vaker contact", "en": "More contact"}},
    ]
    expect(maker.page.locator("main")).to_contain_text("Klaar voor gebruik")


def test_the_phone_walks_by_the_answers(begin: Begin) -> None:
    maker = begin()
    maker.open(f"{BUILDER}/items/recommend")
    frame = maker.page.frame_locator("iframe[name=phone]")
    frame.get_by_label("Nee").check()
    frame.get_by_role("button", name="Verder").click()
    expect(frame.locator("h1")).to_contain_text("Waarom")
    frame.locator(".tongues summary").click()
    frame.get_by_role("button", name="English").click()
    expect(frame.locator("h1")).to_contain_text("Why")
    expect(maker.page.locator("html")).to_have_attribute("lang", "nl")


def test_problems_and_phone_follow_what_is_typed(begin: Begin, live_server: LiveServer) -> None:
    maker = begin()
    before = text(live_server, SATISFACTION)
    maker.open(f"{BUILDER}/items/recommend")
    expect(maker.page.frame_locator("iframe[name=phone]").locator("h1")).to_contain_text("Zou u")
    maker.page.locator("[data-main]").fill("Iets heel anders?")
    expect(maker.page.frame_locator("iframe[name=phone]").locator("h1")).to_have_text("Iets heel anders?")
    maker.page.locator("[data-main]").fill("")
    expect(maker.page.locator("#troubles")).to_contain_text("Deze tekst ontbreekt in de taal “nl”")
    assert text(live_server, SATISFACTION) == before


def test_what_is_moved_keeps_the_focus_and_is_announced(begin: Begin, live_server: LiveServer) -> None:
    maker = begin()
    maker.open(BUILDER)
    maker.page.locator("#down-grade").focus()
    maker.page.keyboard.press("Enter")
    expect(maker.page.locator("#status")).to_contain_text("is verplaatst")
    expect(maker.page.locator("#down-grade")).to_be_focused()
    assert item_ids(document(live_server))[:3] == ["welcome", "there", "grade"]
    maker.press("Ongedaan maken")
    expect(maker.page.locator("#status")).to_be_focused()
    assert item_ids(document(live_server))[:3] == ["welcome", "grade", "there"]


def test_rows_of_answers_keep_the_focus(begin: Begin) -> None:
    maker = begin()
    maker.open(f"{BUILDER}/items/there")
    down = maker.page.locator("button[name=do][value='o-down:0']")
    down.focus()
    maker.page.keyboard.press("Enter")
    expect(maker.page.locator("button[name=do][value='o-down:1']")).to_be_focused()
    expect(maker.page.locator("[name='o:1:text:nl']")).to_have_value("Altijd")
    maker.page.locator("#o-add").click()
    expect(maker.page.locator("[name='o:6:text:nl']")).to_be_focused()


def test_a_question_is_dragged_to_another_place(begin: Begin, live_server: LiveServer) -> None:
    maker = begin()
    maker.open(BUILDER)
    grip = maker.page.locator("#item-grade .grip")
    target = maker.page.locator("#item-good")
    start, end = grip.bounding_box(), target.bounding_box()
    assert start
    assert end
    maker.page.mouse.move(start["x"] + 10, start["y"] + 10)
    maker.page.mouse.down()
    maker.page.mouse.move(end["x"] + 40, end["y"] + end["height"] - 5, steps=8)
    maker.page.mouse.up()
    expect(maker.page.locator("#status")).to_contain_text("is verplaatst")
    assert item_ids(document(live_server))[:4] == ["welcome", "there", "good", "grade"]


def test_on_a_phone_everything_is_there(begin: Begin, live_server: LiveServer) -> None:
    maker = begin(size=PHONE)
    maker.open(BUILDER)
    maker.press("Kopiëren", within=maker.page.locator("#item-grade"))
    assert "grade_2" in item_ids(document(live_server))
    maker.open(f"{BUILDER}/items/grade_2")
    maker.write("Vraag Nederlands", "Nog een cijfer?")
    maker.press("Opslaan")
    assert item(document(live_server), "grade_2")["text"]["nl"] == "Nog een cijfer?"


def test_leaving_with_something_typed_asks_first(begin: Begin) -> None:
    maker = begin()
    maker.open(f"{BUILDER}/items/grade")
    maker.page.locator("[data-main]").press_sequentially("x")
    asked: list[str] = []
    maker.page.on("dialog", lambda dialog: asked.append(dialog.type))
    maker.open(LIST)
    assert asked == ["beforeunload"]


def test_sixty_questions_stay_fast(begin: Begin, live_server: LiveServer) -> None:
    maker = begin()
    head = text(live_server, SATISFACTION).split("pages:")[0].replace("screens: 20", "screens: 99")
    pages = "".join(
        f"  - {{id: q{at}, kind: short_text, text: {{nl: V {at}, nl-x-easy: V, en: Q, ar: Q}}}}\n" for at in range(60)
    )
    maker.open(f"{BUILDER}/source")
    maker.page.locator("#text").fill(f"{head}pages:\n{pages}")
    maker.press("Opslaan")
    for rest in ("", "/items/q30", "/texts"):
        maker.open(f"{BUILDER}{rest}")
        took = maker.page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
        assert took < 3000, f"{rest}: {took} ms"
