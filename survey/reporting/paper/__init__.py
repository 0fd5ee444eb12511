"""What is printed: a form on paper and letters (`questionnaires.paper`) as accessible PDF."""

from pathlib import Path
from types import ModuleType

from survey.questionnaires.paper import PaperForm
from survey.questionnaires.problems import N_, RefusedError

FOLDER = Path(__file__).parent


class NoPangoError(RefusedError):
    """The system lacks what sets text on a page."""

    sentence = N_("No PDF can be made here: the library Pango is missing. On Debian: apt-get install libpangoft2-1.0-0")


def weasyprint() -> ModuleType:
    """The library that sets text on a page; `NoPangoError` without Pango."""
    try:
        import weasyprint as library  # noqa: PLC0415 - it takes a second to load
    except OSError as error:
        raise NoPangoError from error
    found: ModuleType = library
    return found


def printed(form: PaperForm) -> bytes:
    """The form as a tagged PDF (PDF/UA-1), with its title, language and headings; `NoPangoError` without Pango."""
    library = weasyprint()
    stylesheets = [library.CSS(FOLDER / "paper.css")]
    return bytes(library.HTML(string=page(form)).write_pdf(stylesheets=stylesheets, pdf_variant="pdf/ua-1"))


def page(form: PaperForm) -> str:
    """The form as HTML."""
    return render("paper.html", form=form)


def render(template: str, **values: object) -> str:
    """A template of this folder, filled in."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - as above

    templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template(template).render(**values)
