"""An edition changes when what pages are drawn from changes, and only then."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from survey.fieldwork.designs import wave_id
from survey.reporting.editions import edition
from survey.storage.engines import Store
from survey.storage.studies import PublicationRow, StudyRow
from tests.integration.reporting.fieldwork import DAY, STUDY, Engines, load

ONE = (STUDY.id,)
SHOWN: dict[str, Any] = {
    "study_id": STUDY.id,
    "wave_id": wave_id(STUDY.id, "single"),
    "day": DAY,
    "digest": "1" * 64,
    "document": "{}",
}


@pytest.fixture
def studies(engines: Engines) -> Iterator[Session]:
    """A study with a publication, of which nobody reads the document here."""
    load(engines)
    with Session(engines[Store.STUDIES]) as session:
        session.add(PublicationRow(**SHOWN, approved=DAY))
        session.commit()
        yield session


def _take_back(session: Session) -> None:
    session.query(PublicationRow).one().approved = None


def _reword(session: Session) -> None:
    row = session.get_one(StudyRow, STUDY.id)
    row.document = row.document.replace("Amsterdam", "Rotterdam")


def _alter(session: Session) -> None:
    session.query(PublicationRow).one().digest = "0" * 64


def test_the_same_publications_and_words_are_the_same_edition(studies: Session) -> None:
    first = edition(studies, ONE)
    studies.rollback()
    assert edition(studies, ONE) == first
    assert len(first) == 64


@pytest.mark.parametrize("change", [_take_back, _reword, _alter])
def test_whatever_changes_makes_another_edition(studies: Session, change: Callable[[Session], None]) -> None:
    before = edition(studies, ONE)
    change(studies)
    studies.commit()
    assert edition(studies, ONE) != before


def test_a_publication_that_waits_changes_nothing(studies: Session) -> None:
    before = edition(studies, ONE)
    studies.add(PublicationRow(**SHOWN, approved=None))
    studies.commit()
    assert edition(studies, ONE) == before
