"""What can be taken along: a result as picture or numbers. Made on the server, so that it needs no script."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.reporting.exhibits import Exhibit, File, exhibit, file_of

from ..access import Rule, allow
from .choices import chosen
from .reading import reader
from .views import blueprint


@blueprint.get("/dashboard/<study>/<measure>.<any(png, svg, csv, xlsx):form>")
@allow(Rule.RESULTS)
def download(study: str, measure: str, form: str) -> ResponseReturnValue:
    """A result as a file; with the same parameters as its page."""
    shown = _shown(study, measure)
    return sent(file_of(shown, form, reader()))


@blueprint.get("/dashboard/<study>/<measure>/figure-<int(max=9):number>.json")
@allow(Rule.RESULTS)
def figure(study: str, measure: str, number: int) -> ResponseReturnValue:
    """The figure for plotly.js, which draws it when somebody wants to zoom in."""
    from survey.analysis.figures.plotted import plotted  # noqa: PLC0415 - Plotly takes a second to load

    shown = _shown(study, measure)
    if number >= len(shown.charts):
        abort(404)
    return plotted(shown.charts[number], reader().separators)


def _shown(study: str, measure: str) -> Exhibit:
    with stores().studies() as session:
        choice = chosen(session, study, measure)
    shown = exhibit(choice.published, measure, choice.breakdown, reader(), choice.here.in_order())
    if shown is None:
        abort(404)
    return shown


def sent(file: File) -> Response:
    """A file as an answer, to be kept under its own name."""
    response = Response(file.content, content_type=file.media)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
