"""The printable questionnaire: a form on paper (`questionnaires.paper`) as an accessible PDF."""

from pathlib import Path

from survey.questionnaires.paper import PaperForm
from survey.questionnaires.problems import N_, RefusedError

FOLDER = Path(__file__).parent


class NoPangoError(RefusedError):
    """The system lacks what sets text on a page."""

    sentence = N_("No PDF can be made here: the library Pango is missing. On Debian: apt-get install libpangoft2-1.0-0")


def printed(form: PaperForm) -> bytes:
    """The form as a tagged PDF (PDF/UA-1), with its title, language and headings; `NoPangoError` without Pango."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - it takes a second to load
    except OSError as error:
        raise NoPangoError from error
    return bytes(HTML(string=page(form)).write_pdf(stylesheets=[CSS(FOLDER / "paper.css")], pdf_variant="pdf/ua-1"))


def page(form: PaperForm) -> str:
    """The form as HTML."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - as above

    templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("paper.html").render(form=form)
