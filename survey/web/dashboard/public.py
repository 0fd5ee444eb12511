"""What everybody may see of a publication, if the study says so: headlines and totals, at an address that stays."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.questionnaires.study import NeedsMeasure, WorkMeasure
from survey.reporting.editions import edition
from survey.reporting.exhibits import exhibits
from survey.reporting.headlines import headlines
from survey.reporting.labels import wave_label
from survey.reporting.registers import registers

from .. import words
from ..access import Rule, allow
from .choices import asked, publication_of
from .finished import Part, finished, part
from .reading import reader

blueprint = Blueprint("public", __name__)

WRITTEN = ("nl", "en")
"""The languages that results are written in; who reads another one gets Dutch."""


@blueprint.get("/results/<study>/<wave>")
@allow(Rule.ANYONE)
def results(study: str, wave: str) -> ResponseReturnValue:
    """The publication of a wave for those who answered; 404 where the study keeps it to itself."""
    if words.language() not in WRITTEN:
        words.speak(words.DEFAULT)
    with stores().studies() as session:
        known = edition(session, (study,))
    return render_template("dashboard/public.html", part=finished(lambda: _results(study, wave), known))


def _results(study: str, wave: str) -> Part:
    asked()
    here, published = publication_of(study, wave)
    if not published.study.results.public:
        abort(404)
    shown = [
        found
        for measure in published.study.results.measures
        if not isinstance(measure, NeedsMeasure | WorkMeasure)
        for found in exhibits(published, measure.id, None, reader())
    ]
    main = render_template(
        "dashboard/_public.html",
        published=published,
        wave=wave_label(published, reader()),
        headlines=headlines(published, reader(), here.until(published)),
        exhibits=[each for each in shown if each.charts],
        registers=registers(published.study, reader()),
    )
    return part(f"{words._('What came out')}: {reader().reads(published.study.title)}", main)
