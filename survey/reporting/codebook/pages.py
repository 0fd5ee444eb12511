"""The codebook as a page of HTML, and as a tagged PDF (PDF/UA-1)."""

from pathlib import Path

from survey.questionnaires.codebook import Level
from survey.questionnaires.kinds import Missing
from survey.questionnaires.kinds.names import NAMES
from survey.questionnaires.problems import N_

from ..exports.coding import REASONS
from ..exports.described import REGISTER, RESPONSE
from ..paper import weasyprint
from .entries import Codebook

FOLDER = Path(__file__).parent
TITLE_WORDS = {
    "codebook": N_("Codebook"),
    "version": N_("Questionnaire {id}, version {version}"),
    "counted": N_("How often answers were given is shown as published on {day}. A dot (·) is hidden or not published."),
    "not_counted": N_("How often answers were given is not shown: nothing is published of this wave yet."),
    "in_csv": N_("Name in CSV, Excel and Parquet"),
    "in_spss": N_("Name in SPSS and Stata"),
    "code": N_("Code"),
    "number": N_("Number in SPSS and Stata"),
    "words": N_("Meaning"),
    "times": N_("How often"),
    "when": N_("Asked when: {condition}"),
    "from_to": N_("From {lowest} to {highest}"),
    "base": N_("Asked of {base} people who completed the questionnaire"),
    "mean": N_("Mean: {mean}"),
    "apart": N_("In a file apart, which leads to no other answer."),
    "reasons": N_("Why there is no value"),
    "in_status": N_("In CSV, Excel and Parquet in the column that ends in .status."),
}
LEVELS = {
    Level.NOMINAL: N_("Categories"),
    Level.ORDINAL: N_("Categories in order"),
    Level.SCALE: N_("Numbers"),
    Level.DATE: N_("Dates"),
    Level.TEXT: N_("Text"),
}
KINDS = {**NAMES, REGISTER: N_("From the register"), RESPONSE: N_("About the response")}
USUAL = {Missing.NOT_SHOWN: -96, Missing.DONT_KNOW: -97, Missing.NOT_APPLICABLE: -98, Missing.MISSING: -99}


def page(book: Codebook) -> str:
    """The codebook as HTML, which needs no other file."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - only commands that print need it

    templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    say = book.words.say
    return templates.get_template("codebook.html").render(
        book=book,
        style=(FOLDER / "codebook.css").read_text("utf-8"),
        words={name: say(message) for name, message in TITLE_WORDS.items()},
        levels={level: say(message) for level, message in LEVELS.items()},
        kinds={kind: say(message) for kind, message in KINDS.items()},
        reasons=[(reason.value, USUAL[reason], say(message)) for reason, message in REASONS.items()],
    )


def printed(book: Codebook) -> bytes:
    """The codebook as a tagged PDF, with its title, language and headings.

    Raises:
        NoPangoError: the system lacks what sets text on a page.
    """
    return bytes(weasyprint().HTML(string=page(book)).write_pdf(pdf_variant="pdf/ua-1"))
