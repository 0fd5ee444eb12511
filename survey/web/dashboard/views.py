"""Start page, overview of a programme, one result at a time."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.reporting import read
from survey.reporting.beside import matrix
from survey.reporting.headlines import headlines, rankings
from survey.reporting.programmes import programmes
from survey.reporting.published import Publication
from survey.reporting.read import Listing
from survey.reporting.shifts import change
from survey.reporting.values import values

from ..access import Rule, allow
from .choices import asked, breakdowns, characteristics, is_shown, measures, side_by_side
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
    """The newest publication of a study or of one of its waves, in headlines, and the list of all its publications."""
    wave = asked("wave").get("wave") or None
    newest, listed = _newest(study)
    published = _chosen(newest, listed, wave)
    return render_template(
        "dashboard/overview.html",
        published=published,
        headlines=headlines(published, reader()),
        rankings=rankings(published, reader()),
        listed=listed,
        wave=wave,
        **_menu(published, newest, wave),
    )


@blueprint.get("/dashboard/<study>/<measure>")
@allow(Rule.STAFF)
def explore(study: str, measure: str) -> ResponseReturnValue:
    """One measure, in total or by a breakdown: figure, sentence and table."""
    given = asked("by", "wave")
    breakdown, wave = given.get("by") or None, given.get("wave") or None
    newest, listed = _newest(study)
    published = _chosen(newest, listed, wave)
    together = matrix(newest, measure, reader()) if breakdown is None else None
    if together is None and not is_shown(published, measure, breakdown):
        abort(404)
    result = read.result(published, measure, breakdown, reader())
    changed = change(published, measure, reader()) if breakdown is None else None
    return render_template(
        "dashboard/explore.html",
        published=published,
        measure=measure,
        breakdown=breakdown,
        told=together or changed or result,
        result=result,
        change=changed,
        matrix=together,
        values=values(published, measure, reader()) if breakdown is None else None,
        figure=read.figure(published, measure, breakdown, reader()),
        breakdowns=breakdowns(published, measure, reader()),
        wave=wave,
        **_menu(published, newest, wave),
    )


def _menu(published: Publication, newest: tuple[Publication, ...], wave: str | None) -> dict[str, object]:
    """What can be chosen, and how to keep to the wave that was chosen: the parameters of the links."""
    return {
        "measures": measures(published, reader()),
        "together": side_by_side(newest, reader()),
        "characteristics": characteristics(published, reader()),
        "waves": {each.id: each.text for each in published.study.waves},
        "kept": {"wave": wave} if wave else {},
    }


def _newest(study: str) -> tuple[tuple[Publication, ...], tuple[Listing, ...]]:
    """The newest publication of each wave of a study, and the list of all; 404 if there is none."""
    with stores().studies() as session:
        listed = read.publications(session, study)
        newest = read.newest_of_each_wave(session, listed)
    if not newest:
        abort(404)
    return newest, listed


def _chosen(newest: tuple[Publication, ...], listed: tuple[Listing, ...], wave: str | None) -> Publication:
    """The publication of the wave that was asked for, else the newest of all; 404 for a wave without one."""
    name = wave or listed[0].wave
    found = next((each for each in newest if each.wave == name), None)
    if found is None:
        abort(404)
    return found
