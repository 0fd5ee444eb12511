"""A poster says who asks what, and leads to the door: by its square, and by what somebody can type."""

from datetime import date
from typing import Any

import pytest

from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.doors import CODE_LENGTH, Door, new_code
from survey.fieldwork.messages import Sender
from survey.fieldwork.posters import compose
from survey.fieldwork.tokens import CODE_SIGNS
from survey.languages import translator
from survey.questionnaires.look import Look, embedded
from survey.questionnaires.paper import INK, PaperPoster
from tests.fixtures.studies import a_questionnaire, a_study, both

SENDER = Sender("https://werkpeil.example", "x@example.org", lambda words, tag: translator(tag).gettext(words), b"")
CODE = "A2B3C4"


def door(code: str | None = None, **changes: Any) -> Door:
    study = a_study(mode="open", invitation=None, **changes)
    frozen = FrozenWave("proef/single", study, study.waves[0], "digest", a_questionnaire())
    return Door(frozen, "proef/single/1", date(2026, 12, 31), code)


def poster(language: str = "nl", code: str | None = None, **changes: Any) -> PaperPoster:
    return compose(SENDER, door(code, **changes), language)


def test_without_a_code_the_address_of_the_wave_is_typed() -> None:
    made = poster()
    assert made.link == "https://werkpeil.example/j/proef/single"
    assert (made.address, made.code, len(made.typing)) == ("werkpeil.example/j/proef/single", "", 1)


def test_with_a_code_a_short_address_is_typed_and_the_square_has_the_code_in_it() -> None:
    made = poster(code=CODE)
    assert made.link == f"https://werkpeil.example/j/proef/single/{CODE}"
    assert (made.address, made.code, len(made.typing)) == ("werkpeil.example/j", CODE, 2)


def test_it_says_who_asks_why_how_long_and_until_when() -> None:
    made = poster()
    assert (made.sender, made.heading) == ("Gemeente Proefstad", "Wat vindt u?")
    said = " ".join(made.paragraphs)
    for part in ("Wij willen het weten.", "ongeveer 3 minuten", "31 december 2026", "vrijwillig"):
        assert part in said
    assert "Helpdesk, help@example.org" in made.closing[0]


def test_a_phone_number_of_the_helpdesk_stands_with_its_address() -> None:
    helpdesk = {"name": "Hulp", "email": "hulp@example.org", "phone": "020 123 4567"}
    assert "Hulp, 020 123 4567, hulp@example.org" in poster(helpdesk=helpdesk).closing[0]


@pytest.mark.parametrize(
    ("language", "direction", "until"),
    [("nl", "ltr", "31 december 2026"), ("nl-x-easy", "ltr", "31 december 2026"), ("en", "ltr", "31 December 2026")],
)
def test_it_is_in_one_language(language: str, direction: str, until: str) -> None:
    made = poster(language, title={"nl": "Vragen", "en": "Questions", "nl-x-easy": "Vraagjes"})
    assert made.heading == {"nl": "Vragen", "nl-x-easy": "Vraagjes", "en": "Questions"}[language]
    assert (made.language, made.direction) == (language, direction)
    assert until in " ".join(made.paragraphs)


def test_arabic_goes_from_right_to_left_and_says_nothing_in_english() -> None:
    made, english = poster("ar", CODE), poster("en", CODE)
    assert made.direction == "rtl"
    assert not {*made.steps, *made.typing, *made.closing, made.square} & {
        *english.steps, *english.typing, *english.closing, english.square,
    }  # fmt: skip


def test_it_has_the_look_of_the_study() -> None:
    logo = embedded("png", b"picture")
    dressed = poster(look=Look(colour="#7a1f6b", logo=logo))
    assert (dressed.accent, dressed.logo) == ("#7a1f6b", logo)
    assert (poster().accent, poster().logo) == (INK, "")


@pytest.mark.parametrize("text", ["100% {eerlijk}", "{until}", "<b>vet</b>", "\u202eom"])
def test_words_of_a_study_are_printed_as_they_are(text: str) -> None:
    made = poster(title=both(text), why=both(text))
    assert (made.heading, made.paragraphs[0]) == (text, text)


TYPED = {
    "the code": (CODE, CODE, True),
    "in small letters": (CODE, "a2b3c4", True),
    "with spaces and hyphens": (CODE, " A2B-3C4 ", True),
    "look-alikes": ("01V001", "oIuOol", True),
    "one sign less": (CODE, "A2B3C", False),
    "one sign more": (CODE, "A2B3C44", False),
    "nothing": (CODE, "", False),
    "another": (CODE, "A2B3C5", False),
    "signs that are no letters": (CODE, "٪؟…", False),
    "anything without a code": (None, "wat dan ook", True),
    "nothing without a code": (None, "", True),
}


@pytest.mark.parametrize(("code", "text", "expected"), TYPED.values(), ids=TYPED)
def test_who_is_let_in(code: str | None, text: str, expected: bool) -> None:
    assert door(code).lets_in(text) is expected


def test_a_new_code_is_six_signs_that_do_not_look_like_others_and_seldom_the_same() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_SIGNS) for code in codes)
    assert all(door(code).lets_in(code.lower()) for code in codes)
