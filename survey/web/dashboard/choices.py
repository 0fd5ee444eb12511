"""What can be chosen on the dashboard: tables of which something is shown, and nothing else.

A table that does not exist, one that is hidden as a whole and one that is asked for in a wrong way are answered alike.
"""

from dataclasses import dataclass

from flask import abort, request
from sqlalchemy.orm import Session

from survey.extensions import stores
from survey.reporting import read, standing
from survey.reporting.beside import matrices, matrix
from survey.reporting.labels import measure_label
from survey.reporting.published import Publication
from survey.reporting.read import Choice
from survey.reporting.reader import Reader
from survey.reporting.standing import Standing, is_shown

from ..access import Rule, may

LANGUAGE = "lang"
BREAKDOWN, WAVE, BESIDE = "by", "wave", "beside"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address of a page asks for: a table of a publication, and perhaps another publication beside it."""

    here: Standing
    published: Publication
    measure: str
    breakdown: str | None
    beside: Publication | None

    def publications(self) -> tuple[Publication, ...]:
        """What is shown, side by side."""
        return (self.published, self.beside) if self.beside else (self.published,)

    def state(self) -> dict[str, str]:
        """The whole choice as parameters of an address."""
        given = {BREAKDOWN: self.breakdown, WAVE: self.published.wave}
        if self.beside:
            given[BESIDE] = f"{self.beside.study.id}/{self.beside.wave}"
        return {name: value for name, value in given.items() if value}


def chosen(session: Session, study: str, measure: str) -> Chosen:
    """What the address asks for; 404 where that is not there, not shown or badly asked."""
    given = asked(BREAKDOWN, WAVE, BESIDE)
    breakdown, wave, other = (given.get(name) or None for name in (BREAKDOWN, WAVE, BESIDE))
    here = standing.standing(session, study)
    published = here.of(wave) if wave else here.showing(measure, breakdown)
    beside = None
    if other is not None:
        name, _, other_wave = other.partition("/")
        if not may(Rule.RESULTS, name):
            abort(404)
        beside = (here if name == study else standing.standing(session, name)).of(other_wave)
    if published is None or not is_shown(published, measure, breakdown, here):
        abort(404)
    if other is not None and (beside is None or beside == published or not is_shown(beside, measure, breakdown)):
        abort(404)
    return Chosen(here, published, measure, breakdown, beside)


def publication_of(study: str, wave: str | None) -> tuple[Standing, Publication]:
    """The publication of a wave, or what is seen first; 404 if there is none."""
    with stores().studies() as session:
        here = standing.standing(session, study)
    published = here.of(wave) if wave else here.first()
    if published is None:
        abort(404)
    return here, published


def measures(published: Publication, reader: Reader) -> list[Choice]:
    """The measures that can be chosen, then the changes and the flows."""
    joined = [*(each.measure for each in published.changes), *(each.measure for each in published.flows)]
    changes = [each for each in joined if is_shown(published, each, None)]
    known = [choice for choice in _shown(published, reader) if choice.id in published.measures()]
    return [*known, *(Choice(each, measure_label(published, each, reader)) for each in changes)]


def side_by_side(here: Standing, reader: Reader) -> list[Choice]:
    """What the publications of all waves show together."""
    published = here.in_order()
    known = ((each, matrix(published, each, reader)) for each in matrices(published))
    return [Choice(measure, found.title) for measure, found in known if found]


def characteristics(published: Publication, reader: Reader) -> list[Choice]:
    """The characteristics of the respondents that can be chosen."""
    return [choice for choice in _shown(published, reader) if choice.id not in published.measures()]


def breakdowns(published: Publication, measure: str, reader: Reader) -> list[Choice]:
    """The breakdowns of `measure` that can be chosen."""
    known = read.breakdowns(published, measure, reader)
    return [choice for choice in known if is_shown(published, measure, choice.id)]


def _shown(published: Publication, reader: Reader) -> list[Choice]:
    return [choice for choice in read.measures(published, reader) if is_shown(published, choice.id, None)]


def asked(*names: str) -> dict[str, str]:
    """The parameters in the address; 404 for one that is unknown or repeated."""
    given = dict(request.args.lists())
    if not set(given) <= {*names, LANGUAGE} or any(len(values) != 1 for values in given.values()):
        abort(404)
    return {name: values[0] for name, values in given.items()}
