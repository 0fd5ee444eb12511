"""Start page, overview of a programme, one result at a time."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from survey.analysis.figures import Chart
from survey.extensions import stores
from survey.reporting.editions import edition
from survey.reporting.exhibits import FORMS, exhibits
from survey.reporting.headlines import headlines, rankings
from survey.reporting.labels import wave_label
from survey.reporting.programmes import programmes
from survey.reporting.published import Publication
from survey.reporting.registers import registers
from survey.reporting.standing import Standing, beside, is_shown, standing

from ..access import Rule, allow, studies
from .choices import WAVE, asked, breakdowns, characteristics, chosen, measures, publication_of, side_by_side
from .finished import Part, finished, part
from .keeping import kept
from .reading import day, decimals, number, percentage, reader

blueprint = Blueprint("dashboard", __name__)
for written in (day, decimals, number, percentage):
    blueprint.add_app_template_filter(written)

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
    secrecy = kept(study)
    with stores().studies() as session:
        known = edition(session, (study,))
    shown = finished(lambda: _overview(study, secrecy), known, secrecy)
    return render_template("dashboard/overview.html", part=shown)


def _overview(study: str, secrecy: str) -> Part:
    here, published = publication_of(study, asked(WAVE).get(WAVE))
    main = render_template(
        "dashboard/_overview.html",
        published=published,
        headlines=headlines(published, reader(), here.until(published)),
        rankings=rankings(published, reader()),
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        together=side_by_side(here, reader()),
        waves=_waves(here),
        wave=wave_label(published, reader()),
        registers=registers(published.study, reader()),
        secrecy=secrecy,
    )
    return part(reader().reads(published.study.programme), main)


@blueprint.get("/dashboard/<study>/<measure>")
@allow(Rule.RESULTS)
def explore(study: str, measure: str) -> ResponseReturnValue:
    """One measure, in total or by a breakdown, perhaps beside another publication: figure, sentences and table."""
    readable = (study, *sorted(studies(Rule.RESULTS) - {study}))
    with stores().studies() as session:
        known = edition(session, readable)
    return render_template("dashboard/explore.html", part=finished(lambda: _explore(readable, measure), known))


def _explore(readable: Sequence[str], measure: str) -> Part:
    """The first of the studies that may be read is looked at; the others can stand beside it."""
    with stores().studies() as session:
        choice = chosen(session, readable[0], measure)
        standings = [choice.here, *(standing(session, each) for each in readable[1:])]
    published = choice.published
    columns = [
        (each, exhibits(each, measure, choice.breakdown, reader(), choice.here.in_order()))
        for each in choice.publications()
    ]
    main = render_template(
        "dashboard/_explore.html",
        published=published,
        choice=choice,
        columns=columns,
        together=side_by_side(choice.here, reader()),
        forms=FORMS,
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        breakdowns=breakdowns(published, measure, reader()),
        waves=_waves(choice.here, (measure, choice.breakdown)),
        others=beside(standings, published, (measure, choice.breakdown), reader()),
    )
    return part(f"{columns[0][1][0].title} · {reader().reads(published.study.programme)}", main)


def _waves(here: Standing, measure: tuple[str, str | None] | None = None) -> list[tuple[Publication, str]]:
    """The publications of a study with the names of their waves; those that show a table, if one is given."""
    return [
        (each, wave_label(each, reader())) for each in here.publications if measure is None or is_shown(each, *measure)
    ]
