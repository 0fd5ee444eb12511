"""Every questionnaire in the library can be answered without a script, and with nothing but a keyboard."""

import pytest

from survey.questionnaires.catalogue import questionnaire, shipped_questionnaires
from tests.fixtures.browser import PHONE, OpenPage

from .field import Field
from .keyboard import Keyboard
from .visitor import Visitor
from .walks import MOST_OPTIONS, pages, walk, with_keyboard, with_mouse

LIBRARY = list(shipped_questionnaires())
SHORT = {"participant-satisfaction": "ar", "work-status": "nl-x-easy"}
"""What `make test` walks through, and in which language."""


def short() -> list[object]:
    """The short walks."""
    return [pytest.param(name, (language,), id=f"{name}-{language}") for name, language in SHORT.items()]


def long() -> list[object]:
    """Every questionnaire in each of its languages, with one answer after the other until every page was seen."""
    return [pytest.param(name, questionnaire(name).languages, id=name, marks=pytest.mark.full) for name in LIBRARY]


def visitor(field: Field, open_page: OpenPage, name: str, language: str, *, javascript: bool) -> Visitor:
    """Somebody new, on a phone."""
    page = open_page(javascript=javascript, size=PHONE)
    page.emulate_media(reduced_motion="reduce")
    return field.visitor(page, language, questionnaire(name))


@pytest.mark.parametrize(("name", "languages"), [*short(), *long()])
def test_without_a_script(field: Field, open_page: OpenPage, name: str, languages: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for nth in range(MOST_OPTIONS if len(languages) > 1 else 1):
        somebody = visitor(field, open_page, name, languages[nth % len(languages)], javascript=False)
        seen |= set(walk(somebody, with_mouse(somebody), nth))
        assert somebody.strange() == []
    assert seen == pages(questionnaire(name)) or len(languages) == 1


@pytest.mark.parametrize(("name", "languages"), [*short(), *long()])
def test_with_the_keyboard_alone(field: Field, open_page: OpenPage, name: str, languages: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for nth in range(MOST_OPTIONS if len(languages) > 1 else 1):
        somebody = visitor(field, open_page, name, languages[nth % len(languages)], javascript=True)
        keyboard = Keyboard(somebody.page)
        seen |= set(walk(somebody, with_keyboard(keyboard), nth))
        assert keyboard.wrong == []
    assert seen == pages(questionnaire(name)) or len(languages) == 1


def test_the_first_stop_leads_past_the_masthead(field: Field, open_page: OpenPage) -> None:
    somebody = visitor(field, open_page, LIBRARY[0], "nl", javascript=True)
    somebody.start()
    somebody.page.keyboard.press("Tab")
    assert somebody.page.evaluate("document.activeElement.innerText") == somebody.says("Go to the content")
    somebody.page.keyboard.press("Enter")
    assert somebody.page.evaluate("document.activeElement.id") == "main"
