"""Exhibits of the replica, as a Dutch reader has them."""

from datetime import date
from decimal import Decimal

from survey.analysis.disclosure import Step
from survey.languages import translator
from survey.reporting.exhibits import Exhibit, exhibit
from survey.reporting.reader import Reader
from tests.unit.reporting.publication import publication

REPLICA = publication()
TABLES = [(table.measure, table.breakdown) for table in REPLICA.tables if table.step is not Step.NOTHING]


def written(value: int | Decimal) -> str:
    return str(value).replace(".", ",")


def day(value: date) -> str:
    return f"{value.day}-{value.month}-{value.year}"


DUTCH = Reader("nl", translator("nl").gettext, written, ",.", day)
ENGLISH = Reader("en", str, str, ".,", str)


def shown(measure: str, breakdown: str | None = None, reader: Reader = DUTCH) -> Exhibit:
    found = exhibit(REPLICA, measure, breakdown, reader)
    assert found is not None
    return found
