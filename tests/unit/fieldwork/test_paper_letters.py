"""A letter says who asks, how to take part and whom to call, in the language of whoever gets it."""

from datetime import date
from typing import Any

import pytest

from survey.fieldwork.addressees import Addressee
from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.messages import Sender
from survey.fieldwork.paper_letters import compose
from survey.languages import translator
from survey.questionnaires.definition import Audience
from survey.questionnaires.look import Look, embedded
from survey.questionnaires.paper import INK, PaperLetter
from survey.questionnaires.study import Letter
from tests.fixtures.studies import a_privacy, a_questionnaire, a_study, both

INSIDE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SENDER = Sender("https://werkpeil.example", "x@example.org", lambda words, tag: translator(tag).gettext(words), b"")


def letter(language: str = "nl", audience: Audience = Audience.PARTICIPANT, **changes: Any) -> PaperLetter:
    study = a_study(**changes)
    wave = study.waves[0].model_copy(update={"audience": audience})
    frozen = FrozenWave("proef/single", study, wave, "digest", a_questionnaire())
    return compose(SENDER, frozen, Addressee("a@example.org", language, date(2026, 12, 31), "0123456789AB", INSIDE))


def words(made: PaperLetter) -> str:
    return " ".join([made.heading, *made.paragraphs, made.how, *made.phone, *made.computer, *made.closing, made.footer])


def test_a_letter_holds_the_link_the_code_and_a_short_address() -> None:
    made = letter()
    assert made.link == f"https://werkpeil.example/a/{INSIDE}"
    assert (made.address, made.code) == ("werkpeil.example/code", "012345 6789AB")
    assert INSIDE not in words(made)


def test_a_letter_has_the_look_of_the_study() -> None:
    logo = embedded("png", b"picture")
    dressed = letter(look=Look(colour="#7a1f6b", logo=logo))
    assert (dressed.accent, dressed.logo) == ("#7a1f6b", logo)
    assert (letter().accent, letter().logo) == (INK, "")


def test_a_letter_says_what_a_mail_says() -> None:
    said = words(letter())
    for part in (
        "Wat vindt u?",
        "Wij willen het weten.",
        "ongeveer 3 minuten",
        "tot en met 31 december 2026",
        "Meedoen is vrijwillig.",
        "geen gevolgen voor uw uitkering",
        "Helpdesk, help@example.org",
        "Gemeente Proefstad",
    ):
        assert part in said


def test_a_letter_bears_the_reference_of_the_sender() -> None:
    assert letter().reference == "Kenmerk: a@example.org"


def test_only_participants_read_about_benefits() -> None:
    assert "uitkering" not in words(letter(audience=Audience.EMPLOYER))


@pytest.mark.parametrize(("language", "said"), [("en", "This is how you take part"), ("ar", "هكذا تشارك")])
def test_a_letter_is_in_the_language_of_whoever_gets_it(language: str, said: str) -> None:
    made = letter(language)
    assert (made.how, made.language) == (said, language)
    assert made.direction == ("rtl" if language == "ar" else "ltr")


def test_the_text_of_the_study_takes_the_place_of_ours() -> None:
    own = Letter(subject=both("Doe mee, {programme}"), body=both("Beste lezer,\n\nTot {until}.\nVraag? {helpdesk}"))
    made = letter(paper=own)
    assert made.heading == "Doe mee, Proef"
    assert made.paragraphs == ("Beste lezer,", "Tot 31 december 2026.\nVraag? Helpdesk, help@example.org")
    assert made.code == "012345 6789AB"


def test_brackets_in_the_words_of_a_study_are_only_words() -> None:
    assert letter(why=both("Wij {willen} het weten.")).paragraphs[1] == "Wij {willen} het weten."


def test_a_letter_says_where_to_read_about_privacy() -> None:
    assert letter().footer == ""
    made = letter(privacy=a_privacy())
    assert made.footer == "Wat wij met uw antwoorden doen: https://werkpeil.example/privacy/proef"
