"""Start page, overview of a programme, one result at a time."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.reporting import read
from survey.reporting.headlines import headlines, rankings
from survey.reporting.programmes import programmes
from survey.reporting.published import Publication
from survey.reporting.read import Listing

from ..access import Rule, allow
from .choices import asked, breakdowns, characteristics, is_shown, measures
from .keeping import kept
from .reading import day, number, percentage, reader

blueprint = Blueprint("dashboard", __name__)
for written in (day, number, percentage):
    blueprint.add_app_template_filter(written)
blueprint.add_app_template_global(kept)


@blueprint.get("/")
@allow(Rule.STAFF)
def start() -> ResponseReturnValue:
    """Which programme to look at."""
    asked()
    with stores().studies() as session:
        return render_template("dashboard/start.html", programmes=programmes(session, reader()))


@blueprint.get("/dashboard/<study>")
@allow(Rule.STAFF)
def overview(study: str) -> ResponseReturnValue:
    """The newest publication of a study, in headlines, and the list of all its publications."""
    asked()
    published, listed = _newest(study)
    return render_template(
        "dashboard/overview.html",
        published=published,
        headlines=headlines(published, reader()),
        rankings=rankings(published, reader()),
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        listed=listed,
        waves={wave.id: wave.text for wave in published.study.waves},
    )


@blueprint.get("/dashboard/<study>/<measure>")
@allow(Rule.STAFF)
def explore(study: str, measure: str) -> ResponseReturnValue:
    """One measure, in total or by a breakdown: figure, sentence and table."""
    breakdown = asked("by").get("by") or None
    published, _listed = _newest(study)
    if not is_shown(published, measure, breakdown):
        abort(404)
    return render_template(
        "dashboard/explore.html",
        published=published,
        measure=measure,
        breakdown=breakdown,
        result=read.result(published, measure, breakdown, reader()),
        figure=read.figure(published, measure, breakdown, reader()),
        measures=measures(published, reader()),
        characteristics=characteristics(published, reader()),
        breakdowns=breakdowns(published, measure, reader()),
    )


def _newest(study: str) -> tuple[Publication, tuple[Listing, ...]]:
    """The newest publication of a study, and the list of all of them; 404 if there is none."""
    with stores().studies() as session:
        listed = read.publications(session, study)
        published = read.publication(session, listed[0].id) if listed else None
    if published is None:
        abort(404)
    return published, listed
