"""Reading publications back, with words, from the studies database alone."""

import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from survey.analysis.disclosure import DamagedPublicationError, canonical, digest_of
from survey.reporting import read
from survey.reporting.publish import publish
from survey.reporting.published import UnknownFormatError
from survey.reporting.reader import Reader
from survey.storage.engines import Store
from survey.storage.studies import PublicationRow
from tests.integration.reporting.fieldwork import DAY, STUDY, Engines, answer, load
from tests.unit.analysis import replica

READER = Reader("nl", lambda message: message)


@pytest.fixture
def publication(engines: Engines) -> int:
    """The published replica."""
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        return publish(studies, responses, STUDY.id, "single", DAY)


def test_a_publication_comes_back_with_its_study_and_questionnaire(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        published = read.latest(session, STUDY.id)
    assert published is not None
    assert (published.id, published.wave, published.day) == (publication, "single", date(2026, 11, 22))
    assert (published.study, published.questionnaire.id) == (STUDY, "participant-satisfaction")
    assert (published.response.complete, published.response.invited) == (141, 1561)
    assert published.measures()[:2] == ("grade", "recommend")
    assert published.backgrounds() == ("age_class", "last_help", "paid_work", "works_for")


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_approved_publications_are_listed_the_newest_first(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        first = session.get_one(PublicationRow, publication)
        again = PublicationRow(
            study_id=first.study_id,
            wave_id=first.wave_id,
            day=DAY,
            digest=first.digest,
            document=first.document,
            approved=DAY,
        )
        waits = PublicationRow(
            study_id=first.study_id, wave_id=first.wave_id, day=DAY, digest=first.digest, document=first.document
        )
        session.add_all([again, waits])
        session.commit()
        assert [listed.id for listed in read.publications(session, STUDY.id)] == [again.id, publication]
        assert [listed.wave for listed in read.publications(session, STUDY.id)] == ["single", "single"]


def test_a_study_without_publications_has_none(engines: Engines) -> None:
    with Session(engines[Store.STUDIES]) as session:
        assert read.publications(session, "unknown") == ()
        assert read.latest(session, "unknown") is None
        assert read.document(session, "unknown") is None
        assert read.publication(session, 1) is None


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_document_is_given_as_it_is_stored(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        text = read.document(session, STUDY.id)
        assert text is not None
        assert digest_of(text) == session.get_one(PublicationRow, publication).digest


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_publication_that_was_tampered_with_is_not_shown(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        text = session.get_one(PublicationRow, publication).document.replace('"count":99', '"count":98')
        session.execute(update(PublicationRow).values(document=text))
        session.commit()
    for reading in (read.latest, read.document):
        with Session(engines[Store.STUDIES]) as session, pytest.raises(DamagedPublicationError):
            reading(session, STUDY.id)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_publication_of_a_newer_program_asks_for_an_update(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        text = canonical({"format": 2, "tables": []})
        session.execute(update(PublicationRow).values(document=text, digest=digest_of(text)))
        session.commit()
    with Session(engines[Store.STUDIES]) as session, pytest.raises(UnknownFormatError, match="update this one"):
        read.publication(session, publication)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_result_has_words_numbers_and_margins(engines: Engines, publication: int) -> None:
    with Session(engines[Store.STUDIES]) as session:
        published = read.latest(session, STUDY.id)
    assert published is not None
    assert published.id == publication
    result = read.result(published, "recommend", None, READER)
    assert result is not None
    assert result.columns == ("Ja", "Nee", "Weet ik niet", "No answer")
    assert [(share.count, share.percent) for share in result.rows[0].shares][:2] == [(114, 81), (16, 11)]
    split = read.result(published, "grade", "age_class", READER)
    assert split is not None
    assert [row.label for row in split.rows][-1] == "Dat zeg ik liever niet"
    assert [row.base for row in split.rows][-1] is None
    assert read.result(published, "grade", "unknown", READER) is None


def test_reading_loads_neither_pandas_nor_plotly_nor_the_other_databases() -> None:
    program = (
        "import sys, survey.reporting.read; "
        "print([m for m in sys.modules if m.split('.')[0] in ('pandas', 'plotly', 'scipy', 'numpy') "
        "or m in ('survey.storage.responses', 'survey.storage.contacts')])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
