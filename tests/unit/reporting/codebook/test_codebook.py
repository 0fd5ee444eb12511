"""The codebook as a page, as an accessible PDF and as DDI-Codebook 2.5."""

import io
import xml.etree.ElementTree as ET

import pytest
from pypdf import PdfReader

from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.reporting.codebook import page, printed
from survey.reporting.codebook.ddi import NAMESPACE, ddi
from survey.reporting.exports.coding import labelled
from tests.fixtures.studies import a_questionnaire

from .books import EVERY_KIND, a_book

NAME = {"ddi": NAMESPACE}
ORDER = ["labl", "qstn", "valrng", "universe", "sumStat", "catgry", "varFormat"]
"""The elements of a variable that we write, in the order of the schema."""
IN_CATEGORY = ["catValu", "labl", "txt", "catStat"]


def elements(asked: Questionnaire = EVERY_KIND, language: str = "en") -> list[ET.Element]:
    root = ET.fromstring(ddi(a_book(language, asked)))  # noqa: S314 - our own
    return root.findall("ddi:dataDscr/ddi:var", NAME)


def tags(of: ET.Element) -> list[str]:
    return [each.tag.removeprefix(f"{{{NAMESPACE}}}") for each in of]


def test_every_variable_stands_on_the_page_with_its_names_and_words() -> None:
    book = a_book()
    html = page(book)
    for entry in book.entries:
        assert f"<code>{entry.variable.name}</code>" in html
        assert not entry.name or f"<code>{entry.name}</code>" in html
    assert html.count("<h1>") == 1
    assert "From 0 to 80" in html
    assert "Asked when: work == yes" in html
    assert "is not shown: nothing is published" in html


def test_words_are_never_markup() -> None:
    text = {"nl": "<script>x</script>", "en": "<script>x</script>"}
    html = page(a_book(asked=a_questionnaire(pages=[{"id": "why", "kind": "open_text", "text": text}])))
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_page_in_arabic_runs_from_right_to_left() -> None:
    assert '<html lang="ar" dir="rtl">' in page(a_book("ar", questionnaire("participant-satisfaction")))


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    book = a_book("nl")
    reader = PdfReader(io.BytesIO(printed(book)))
    assert str(reader.root_object["/Lang"]) == "nl"
    assert "/StructTreeRoot" in reader.root_object
    assert reader.metadata is not None
    assert book.title in str(reader.metadata.title)
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "Welk cijfer geeft u de hulp?" in text


@pytest.mark.parametrize("asked", [EVERY_KIND, questionnaire("participant-baseline")], ids=lambda each: each.id)
def test_ddi_holds_every_variable_of_a_file_in_the_order_of_the_schema(asked: Questionnaire) -> None:
    found = elements(asked)
    book = a_book(asked=asked)
    assert [each.get("name") for each in found] == [e.variable.name for e in book.entries if not e.variable.apart]
    assert len({each.get("ID") for each in found}) == len(found)
    for each in found:
        assert sorted(tags(each), key=ORDER.index) == tags(each)
        assert tags(each)[0] == "labl"
        for category in each.findall("ddi:catgry", NAME):
            assert sorted(tags(category), key=IN_CATEGORY.index) == tags(category)


def test_ddi_begins_as_the_standard_says() -> None:
    root = ET.fromstring(ddi(a_book()))  # noqa: S314 - our own
    assert root.tag == f"{{{NAMESPACE}}}codeBook"
    assert root.get("version") == "2.5"
    assert tags(root) == ["stdyDscr", "dataDscr"]
    assert root.findtext("ddi:stdyDscr/ddi:citation/ddi:titlStmt/ddi:titl", namespaces=NAME) == "Wat vindt u?: Golf"


def test_ddi_tells_codes_numbers_bounds_and_what_is_missing() -> None:
    found = {each.get("name"): each for each in elements()}
    hours = found["hours"].find("ddi:valrng/ddi:range", NAME)
    assert hours is not None
    assert (hours.get("min"), hours.get("max")) == ("0", "80")
    categories = {
        each.findtext("ddi:catValu", namespaces=NAME): (each.findtext("ddi:txt", namespaces=NAME), each.get("missing"))
        for each in found["recommend"].findall("ddi:catgry", NAME)
    }
    assert categories == {
        "yes": ("1", None),
        "no": ("2", None),
        "dont_know": ("-97", "Y"),
        "not_shown": ("-96", "Y"),
        "not_applicable": ("-98", "Y"),
        "missing": ("-99", "Y"),
    }
    assert found["income__b"].findtext("ddi:universe", namespaces=NAME) == "work == yes"
    assert found["mood"].get("nature") == "ordinal"
    assert {each.variable.name: labelled(each.variable) for each in a_book().entries}["mood"] == found["mood"].findtext(
        "ddi:labl", namespaces=NAME
    )


def test_what_xml_cannot_hold_is_left_out() -> None:
    text = {"nl": "Bel \x07 & <b>é</b>", "en": "Bel \x07 & <b>é</b>"}
    (why,) = elements(a_questionnaire(pages=[{"id": "why", "kind": "consent", "text": text, "yes": text, "no": text}]))[
        -1:
    ]
    assert why.findtext("ddi:labl", namespaces=NAME) == "Bel  & <b>é</b>"
