"""Posters (`questionnaires.paper.PaperPoster`) as accessible PDF, A4, a page each, with the link as a QR code."""

from collections.abc import Sequence

import segno

from survey.questionnaires.paper import PaperPoster

from . import FOLDER, render, weasyprint
from .letters import bound


def printed(posters: Sequence[PaperPoster]) -> bytes:
    """Posters in several languages as one tagged PDF (PDF/UA-1); `NoPangoError` without Pango."""
    library = weasyprint()
    style = library.CSS(FOLDER / "poster.css")
    pages = [
        library.HTML(string=page(poster)).render(stylesheets=[style], pdf_variant="pdf/ua-1") for poster in posters
    ]
    return bound(pages)


def page(poster: PaperPoster) -> str:
    """The poster as HTML."""
    square = segno.make(poster.link, error="m").svg_data_uri(border=4, omitsize=True)
    return render("poster.html", poster=poster, square=square)
