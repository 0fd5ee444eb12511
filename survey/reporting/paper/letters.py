"""Letters (`questionnaires.paper.PaperLetter`) as accessible PDF, A4, with the link as a QR code."""

from collections.abc import Iterator, Sequence
from typing import Any

import segno

from survey.questionnaires.paper import PaperLetter

from . import FOLDER, render, weasyprint


def set_letters(letters: Sequence[PaperLetter]) -> Iterator[Any]:
    """Each letter set on paper; what is yielded goes to `bound`. Takes a third of a second for each.

    Raises:
        NoPangoError: the system lacks what sets text on a page.
    """
    library = weasyprint()
    style = library.CSS(FOLDER / "letter.css")
    for letter in letters:
        yield library.HTML(string=page(letter)).render(stylesheets=[style], pdf_variant="pdf/ua-1")


def bound(letters: Sequence[Any]) -> bytes:
    """Letters that were set, as one tagged PDF (PDF/UA-1). It says that it is in the language of the first: letters in
    several languages are bound for a printer, not for a reader."""
    first = letters[0]
    pages = [page for letter in letters for page in letter.pages]
    return bytes(first.copy(pages).write_pdf(pdf_variant="pdf/ua-1"))


def page(letter: PaperLetter) -> str:
    """The letter as HTML."""
    square = segno.make(letter.link, error="m").svg_data_uri(border=4, omitsize=True)
    return render("letter.html", letter=letter, square=square)
