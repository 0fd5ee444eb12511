"""What can be chosen on the dashboard: tables of which something is shown, and nothing else.

A table that does not exist, one that is hidden as a whole and one that is asked for in a wrong way are answered alike.
"""

from flask import abort, request

from survey.analysis.disclosure import Step
from survey.reporting import beside, read
from survey.reporting.labels import measure_label
from survey.reporting.published import Publication
from survey.reporting.read import Choice
from survey.reporting.reader import Reader

LANGUAGE = "lang"


def is_shown(published: Publication, measure: str, breakdown: str | None) -> bool:
    """Whether the publication has this table or change and shows anything of it."""
    table = published.table(measure, breakdown)
    change = published.change(measure) if breakdown is None else None
    return any(each is not None and each.step is not Step.NOTHING for each in (table, change))


def measures(published: Publication, reader: Reader) -> list[Choice]:
    """The measures that can be chosen, then the changes."""
    changes = [
        Choice(each.measure, measure_label(published, each.measure, reader))
        for each in published.changes
        if each.step is not Step.NOTHING
    ]
    return [choice for choice in _shown(published, reader) if choice.id in published.measures()] + changes


def side_by_side(publications: tuple[Publication, ...], reader: Reader) -> list[Choice]:
    """What the newest publications of all waves show together."""
    return [
        Choice(measure, found.title)
        for measure in beside.matrices(publications)
        if (found := beside.matrix(publications, measure, reader))
    ]


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
