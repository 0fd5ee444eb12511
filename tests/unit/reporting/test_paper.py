"""The printable questionnaire: an accessible PDF in which every question stands, in the order in which it is read."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.languages import translator
from survey.questionnaires.catalogue import load_checked, questionnaire
from survey.questionnaires.paper import PaperForm, paper_form
from survey.reporting.paper import page, printed

EVERY_KIND = load_checked(Path(__file__).parents[1] / "questionnaires" / "written" / "every-kind.yaml")


def form(language: str) -> PaperForm:
    """The form in a language."""
    return paper_form(EVERY_KIND, language, translator(language).gettext)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_stands_in_the_pdf_in_order(language: str) -> None:
    made = form(language)
    reader = PdfReader(io.BytesIO(printed(made)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    places = [text.find(question.text) for questions in made.pages for question in questions if question.number]
    assert -1 not in places
    assert places == sorted(places)


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    made = form("nl")
    reader = PdfReader(io.BytesIO(printed(made)))
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "nl"
    assert "'/Marked': True" in str(catalog["/MarkInfo"])
    assert "/StructTreeRoot" in catalog
    assert reader.metadata is not None
    assert reader.metadata.title == made.title
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_arabic_runs_from_right_to_left() -> None:
    html = page(form("ar"))
    assert '<html lang="ar" dir="rtl">' in html
    assert "→" not in html


def test_words_are_never_markup() -> None:
    made = paper_form(EVERY_KIND.model_copy(update={"title": {"nl": "<b>x</b>"}}), "nl", str)
    assert "<h1>&lt;b&gt;x&lt;/b&gt;</h1>" in page(made)


def test_a_form_in_arabic_has_no_english_words_of_ours() -> None:
    participant = questionnaire("participant-baseline")
    english = page(paper_form(participant, "ar", str))
    arabic = page(paper_form(participant, "ar", translator("ar").gettext))
    ours = {"Tick one box.", "Only if", "Go on at", "This takes about", "Tick one box in each row."}
    assert {words for words in ours if words in english} == ours
    assert {words for words in ours if words in arabic} == set()
