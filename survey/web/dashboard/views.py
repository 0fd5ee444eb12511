"""Start page, overview of a programme, one result at a time."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from survey.analysis.figures import Chart
from survey.extensions import stores
from survey.reporting.exhibits import FORMS, exhibits
from survey.reporting.headlines import headlines, rankings
from survey.reporting.labels import wave_label
from survey.reporting.programmes import programmes
from survey.reporting.published import Publication
from survey.reporting.registers import registers
from survey.reporting.standing import Standing, beside, is_shown

from ..access import Rule, allow, studies
from .choices import WAVE, asked, breakdowns, characteristics, chosen, measures, publication_of, side_by_side
from .keeping import kept
from .reading import day, number, percentage, reader

blueprint = Blueprint("dashboard", __name__)
for written in (day, number, percentage):
    blueprint.add_app_template_filter(written)
blueprint.add_app_template_global(kept)

WIDTHS = {"wide": 720, "narrow": 330, "tile": 460}


@blueprint.app_template_filter()
def drawn(chart: Chart, width: str = "wide") -> Markup:
    """A figure as SVG for a page."""
    from survey.analysis.figures.svg import drawing  # noqa: PLC0415 - not for the pages of participants

    return Markup(drawing(chart, WIDTHS[width]))  # noqa: S704 - every word in it is escaped where it is drawn


@blueprint.get("/")
@allow(Rule.STAFF)
def start() -> ResponseReturnValue:
    """Which programme to look at."""
    asked()
    with stores().studies() as session:
        return render_template("dashboard/start.html", programmes=programmes(session, reader(), studies(Rule.RESULTS)))


@blueprint.get("/dashboard/<study>")
@allow(Rule.RESULTS)
def overview(study: str) -> ResponseReturnValue:
    """A publication in headlines beside the ones before it, and the list of all of them."""
    here, published = publication_of(study, asked(WAVE).get(WAVE))
    return render_template(
        "dashboard/overview.html",
        published=published,
        headlines=headlines(published, reader(), here.until(published)),
        rankings=rankings(published, reader()),
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        together=side_by_side(here, reader()),
        waves=_waves(here),
        wave=wave_label(published, reader()),
        registers=registers(published.study, reader()),
    )


@blueprint.get("/dashboard/<study>/<measure>")
@allow(Rule.RESULTS)
def explore(study: str, measure: str) -> ResponseReturnValue:
    """One measure, in total or by a breakdown, perhaps beside another publication: figure, sentences and table."""
    with stores().studies() as session:
        choice = chosen(session, study, measure)
        published = choice.published
        others = beside(session, choice.here, published, (measure, choice.breakdown), reader())
    readable = studies(Rule.RESULTS)
    return render_template(
        "dashboard/explore.html",
        published=published,
        choice=choice,
        columns=[
            (each, exhibits(each, measure, choice.breakdown, reader(), choice.here.in_order()))
            for each in choice.publications()
        ],
        together=side_by_side(choice.here, reader()),
        forms=FORMS,
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        breakdowns=breakdowns(published, measure, reader()),
        waves=_waves(choice.here, (measure, choice.breakdown)),
        others=[each for each in others if each.address.partition("/")[0] in readable],
    )


def _waves(here: Standing, measure: tuple[str, str | None] | None = None) -> list[tuple[Publication, str]]:
    """The publications of a study with the names of their waves; those that show a table, if one is given."""
    return [
        (each, wave_label(each, reader())) for each in here.publications if measure is None or is_shown(each, *measure)
    ]
