"""An installation of the attack's own, and the program lead who attacks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.settings import Settings
from survey.storage.engines import writing
from survey.storage.staff import Role
from survey.web.accounts.staff import add
from tests.fixtures.staff import LEAD, PASSWORD, Visitor, seat


@contextmanager
def installed(folder: Path) -> Iterator[Survey]:
    """Databases in `folder`, with a program lead."""
    survey = Survey(given=Settings(instance=folder / "instance", public_url="http://127.0.0.1:8000"))
    make(survey)
    with survey.stores.studies() as session:
        add(writing(session), LEAD, PASSWORD)
        seat(session, LEAD, [Role.PROGRAM_LEAD])
        session.commit()
    try:
        yield survey
    finally:
        survey.close()


def lead_of(survey: Survey) -> Visitor:
    """A program lead who has logged in."""
    visitor = Visitor(survey.app)
    visitor.log_in()
    return visitor
