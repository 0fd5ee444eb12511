"""A second person approves; until then no dashboard shows a publication."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from survey.reporting import read
from survey.reporting.approval import (
    NobodySignedError,
    OwnPublicationError,
    UnknownPublicationError,
    approve,
    sign,
    waiting,
)
from survey.reporting.programmes import programmes
from survey.reporting.publish import publish
from survey.reporting.reader import Reader
from survey.storage.engines import Store
from survey.storage.studies import StudyRow
from tests.integration.reporting.fieldwork import DAY, STUDY, Engines, answer, load
from tests.unit.analysis import replica

READER = Reader("nl", str)


@pytest.fixture
def studies(engines: Engines) -> Iterator[Session]:
    """The replica, of which the study asks for approval."""
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    with Session(engines[Store.STUDIES]) as session:
        results = STUDY.results.model_copy(update={"approval": "required"})
        row = session.get_one(StudyRow, STUDY.id)
        row.document = STUDY.model_copy(update={"results": results}).model_dump_json()
        session.commit()
        yield session


@pytest.fixture
def number(studies: Session, engines: Engines) -> int:
    """A publication that waits."""
    with Session(engines[Store.RESPONSES]) as responses:
        return publish(studies, responses, STUDY.id, "single", DAY)


def signed(studies: Session, number: int) -> None:
    assert sign(studies, number, "anna")
    studies.commit()


def test_nobody_sees_a_publication_that_waits(studies: Session, number: int) -> None:
    assert read.publications(studies, STUDY.id) == ()
    assert read.document(studies, STUDY.id) is None
    assert programmes(studies, READER, [STUDY.id]) == ()
    assert waiting(studies, STUDY.id) == [(number, "single", DAY, None)]


def test_somebody_else_lets_everybody_see_it(studies: Session, number: int) -> None:
    signed(studies, number)
    assert approve(studies, number, "bram", DAY) == STUDY.id
    assert [each.id for each in read.publications(studies, STUDY.id)] == [number]
    assert waiting(studies, STUDY.id) == [(number, "single", DAY, "bram")]
    studies.rollback()
    approve(studies, number, "clara", DAY)
    assert waiting(studies, STUDY.id) == [(number, "single", DAY, "bram")]


@pytest.mark.parametrize("name", ["anna", "Anna"])
def test_who_made_it_does_not_approve_it(studies: Session, number: int, name: str) -> None:
    signed(studies, number)
    with pytest.raises(OwnPublicationError):
        approve(studies, number, name, DAY)
    assert read.publications(studies, STUDY.id) == ()


def test_the_first_signature_stays(studies: Session, number: int) -> None:
    signed(studies, number)
    sign(studies, number, "bram")
    studies.commit()
    with pytest.raises(OwnPublicationError, match="anna"):
        approve(studies, number, "anna", DAY)


def test_what_nobody_signed_or_nobody_made_is_not_approved(studies: Session, number: int) -> None:
    with pytest.raises(NobodySignedError):
        approve(studies, number, "bram", DAY)
    with pytest.raises(UnknownPublicationError):
        approve(studies, number + 1, "bram", DAY)
