"""A text as an accessible PDF (PDF/UA-1), A4."""

from pathlib import Path

from survey.questionnaires.annexes import Text

from ..paper import weasyprint

FOLDER = Path(__file__).parent


def as_pdf(text: Text) -> bytes:
    """The text as a tagged PDF.

    Raises:
        NoPangoError: the system lacks what sets text on a page.
    """
    library = weasyprint()
    style = library.CSS(FOLDER / "annex.css")
    return bytes(library.HTML(string=page(text)).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))


def page(text: Text) -> str:
    """The text as HTML."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - only who makes a PDF needs it

    templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("annex.html").render(text=text)
