"""Letters as PDF: what is on them can be read, scanned and heard."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from survey.questionnaires.look import embedded
from survey.questionnaires.paper import PaperLetter
from survey.reporting.paper.letters import bound, page, set_letters

LINK = "https://onderzoek.gemeente.example/a/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LETTER = PaperLetter(
    language="nl",
    direction="ltr",
    sender="Gemeente Proefstad",
    reference="Kenmerk: a@example.org",
    heading="Wat vindt u?",
    paragraphs=("Goedendag,", "Eerste regel\ntweede regel"),
    how="Zo doet u mee",
    phone=("Met uw telefoon", "Richt de camera."),
    link=LINK,
    square="Vierkant met uw link",
    computer=("Op een computer", "Ga naar:", "Typ:"),
    address="onderzoek.gemeente.example/code",
    code="7K3QZ9 4WXA0B",
    closing=("Alleen voor u.", "Groet,\nGemeente Proefstad"),
    footer="Privacy: https://onderzoek.gemeente.example/privacy/proef",
)


def pdf(*letters: PaperLetter) -> bytes:
    return bound(list(set_letters(letters)))


def pictures(content: bytes) -> list[Image]:
    """Each page as a printer of 150 dots an inch draws it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [sheet.render(scale=150 / 72).to_pil() for sheet in document]
    finally:
        document.close()


def test_a_letter_is_one_page_with_all_its_words() -> None:
    reader = PdfReader(io.BytesIO(pdf(LETTER)))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    text = " ".join(reader.pages[0].extract_text().split())
    for part in (LETTER.heading, "Eerste regel", LETTER.address, LETTER.code, LETTER.reference, LETTER.footer):
        assert part in text


def test_a_letter_has_the_colour_and_the_logo_of_the_study() -> None:
    square = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9H0' fill='#f00'/></svg>"
    (picture,) = pictures(pdf(replace(LETTER, logo=embedded("svg", square), accent="#0000ff")))
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1_000_000) or []}
    assert {(255, 0, 0), (0, 0, 255)} <= colours
    (plain,) = pictures(pdf(LETTER))
    assert not {(255, 0, 0), (0, 0, 255)} & {colour for _, colour in plain.convert("RGB").getcolors(1_000_000) or []}


def test_a_camera_reads_the_link_from_the_square() -> None:
    (picture,) = pictures(pdf(LETTER))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [LINK]


def test_a_camera_reads_a_square_that_was_copied_badly() -> None:
    (picture,) = pictures(pdf(LETTER))
    width, height = picture.size
    poor = picture.resize((width // 2, height // 2)).rotate(4, fillcolor="white")
    assert [found.text for found in zxingcpp.read_barcodes(poor)] == [LINK]


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(pdf(replace(LETTER, language="ar", direction="rtl"))))
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "ar"
    assert "/StructTreeRoot" in catalog
    assert reader.metadata is not None
    assert reader.metadata.title == "Wat vindt u?"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    assert list(spoken(catalog["/StructTreeRoot"])) == ["Vierkant met uw link"]


def spoken(tag: Any) -> Iterator[str]:
    """The words that stand for pictures, in the order in which they are read out."""
    here = tag.get_object()
    if "/Alt" in here:
        yield str(here["/Alt"])
    below = here.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        if isinstance(each, IndirectObject) and isinstance(each.get_object(), DictionaryObject):
            yield from spoken(each)


def test_letters_of_several_people_are_bound_in_order() -> None:
    others = [replace(LETTER, link=f"{LINK[:-1]}{sign}", code=f"{sign * 6} {sign * 6}") for sign in "234"]
    content = pdf(*others)
    links = [found.text for picture in pictures(content) for found in zxingcpp.read_barcodes(picture)]
    assert links == [each.link for each in others]


def test_words_are_never_markup() -> None:
    assert "<h1>&lt;b&gt;{{ x }}</h1>" in page(replace(LETTER, heading="<b>{{ x }}"))


def test_a_long_letter_goes_on_on_a_second_page_and_its_code_stays_whole() -> None:
    reader = PdfReader(io.BytesIO(pdf(replace(LETTER, paragraphs=("Woord " * 150,) * 3))))
    texts = [" ".join(sheet.extract_text().split()) for sheet in reader.pages]
    assert len(texts) == 2
    assert [LETTER.code in text for text in texts] == [LETTER.address in text for text in texts] == [False, True]
