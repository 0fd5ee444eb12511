"""Every state of the participant's pages, in every language and in every light: nobody is shut out."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import OpenPage
from tests.fixtures.node import Validator

from .duties import SMALLEST, Verdict, judged
from .field import Field
from .states import EVERY, KINDS, STATES, State

LANGUAGES = EVERY.languages
LIGHTS = ("light", "dark", "forced")
ROUNDS = list(product(LANGUAGES, LIGHTS[:2]))

Case = tuple[State, str, str]
Judge = Callable[[State, str, str], Verdict]


def matrix() -> list[Case]:
    """Every state in every language, light and dark; and each once in the colours that a computer forces."""
    forced = [(state, LANGUAGES[number % len(LANGUAGES)], "forced") for number, state in enumerate(STATES)]
    return [(state, *each) for state, each in product(STATES, ROUNDS)] + forced


def once() -> list[Case]:
    """Every state once, each in the next language and light."""
    return [(state, *ROUNDS[number % len(ROUNDS)]) for number, state in enumerate(STATES)]


def in_light(page: Page, light: str) -> None:
    """Look at the page in the light, in the dark, or in colours that the computer forces."""
    if light == "forced":
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
    else:
        page.emulate_media(color_scheme="dark" if light == "dark" else "light", reduced_motion="reduce")


def cases() -> list[object]:
    """The matrix; what is not in `once` is only for `make test-full`."""
    few = once()
    return [
        pytest.param(*case, id="-".join((case[0].name, *case[1:])), marks=() if case in few else pytest.mark.full)
        for case in matrix()
    ]


@pytest.fixture
def judge(
    field: Field, open_page: OpenPage, validator: Validator, record_property: Callable[[str, object], None]
) -> Judge:
    """Brings somebody new into a state, and judges the page; what axe did is told at the end of the run."""

    def _judge(state: State, language: str, light: str) -> Verdict:
        visitor = field.visitor(open_page(size=SMALLEST), language, EVERY, state.setting)
        in_light(visitor.page, light)
        state.reach(visitor)
        verdict = judged(visitor.page, validator, visitor.markup, language, state.words(visitor))
        verdict.add("other hosts", visitor.strange())
        record_property("axe rules", verdict.rules)
        record_property("axe violations", len(verdict.wrong.get("axe", [])))
        return verdict

    return _judge


@pytest.mark.parametrize(("state", "language", "light"), cases())
def test_nobody_is_shut_out(judge: Judge, state: State, language: str, light: str) -> None:
    assert judge(state, language, light).wrong == {}


def test_there_is_a_state_for_every_kind_of_item() -> None:
    assert len(KINDS) == 16
