"""What can be chosen on the dashboard: tables of which something is shown, and nothing else.

A table that does not exist, one that is hidden as a whole and one that is asked for in a wrong way are answered alike.
"""

from flask import abort, request

from survey.analysis.disclosure import Step
from survey.reporting import read
from survey.reporting.published import Publication
from survey.reporting.read import Choice
from survey.reporting.reader import Reader

LANGUAGE = "lang"


def is_shown(published: Publication, measure: str, breakdown: str | None) -> bool:
    """Whether the publication has this table and shows anything of it."""
    table = published.table(measure, breakdown)
    return table is not None and table.step is not Step.NOTHING


def measures(published: Publication, reader: Reader) -> list[Choice]:
    """The measures that can be chosen."""
    return [choice for choice in _shown(published, reader) if choice.id in published.measures()]


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
