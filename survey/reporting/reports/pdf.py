"""A report as PDF: tagged (PDF/UA-1), with headings, captions, tables with headers, and words for every figure."""

from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from survey.analysis.figures import Chart
from survey.analysis.figures.svg import drawing

from ..paper import weasyprint
from .report import Report

FOLDER = Path(__file__).parent
ACROSS = 660


def printed(report: Report, template: str = "report.html") -> bytes:
    """The report as PDF; `NoPangoError` without Pango."""
    library = weasyprint()
    html = library.HTML(string=page(report, template))
    sheets = [library.CSS(FOLDER / "report.css")]
    return bytes(html.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1"))


def factsheet(report: Report) -> bytes:
    """The same on one page: the headlines, the first ranking and who was asked."""
    return printed(report, "factsheet.html")


def page(report: Report, template: str = "report.html") -> str:
    """The report as HTML."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["drawn"] = _drawn
    return made.get_template(template).render(report=report, words=report.words)


def _drawn(chart: Chart, words: str, across: int = ACROSS) -> Markup:
    """A figure with its words. As a picture in an address of its own it has an alternative text in the PDF."""
    told = ". ".join((words, *chart.told()))
    source = f"data:image/svg+xml;base64,{b64encode(drawing(chart, across).encode()).decode()}"
    return Markup('<img class="drawing" src="{}" alt="{}">').format(source, told)
