"""The dashboard reads publications and nothing else."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import event

from survey.storage.engines import Store
from survey.storage.studies import Destruction, PublicationRow
from tests.fixtures.staff import Visitor, stores_of

STUDY = "/dashboard/amsterdam-jobcoaching"
PAGES = ("/", STUDY, f"{STUDY}/grade", f"{STUDY}/grade?by=age_class", f"{STUDY}/gains")


@pytest.fixture
def asked(lead: Visitor, published: int) -> Iterator[list[Store]]:
    """Which databases are asked something, from here on."""
    assert published
    seen: list[Store] = []
    listeners = []
    for store, engine in stores_of(lead.app).engines.items():

        def _note(*_given: object, store: Store = store) -> None:
            seen.append(store)

        event.listen(engine, "before_cursor_execute", _note)
        listeners.append((engine, _note))
    yield seen
    for engine, listener in listeners:
        event.remove(engine, "before_cursor_execute", listener)


def test_no_page_asks_the_responses_or_the_contacts(lead: Visitor, asked: list[Store]) -> None:
    for path in PAGES:
        assert lead.get(path).status_code == 200
    assert set(asked) == {Store.STUDIES}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_for_the_account_and_the_publication_only(lead: Visitor, asked: list[Store], path: str) -> None:
    lead.get(path)
    expected = "BEGIN, account and roles; BEGIN, publications, the newest, its study and questionnaire; BEGIN, its keys"
    assert len(asked) <= 11, expected


def test_what_is_said_of_answers_follows_the_keys(lead: Visitor, published: int) -> None:
    assert published
    assert "De antwoorden zijn vertrouwelijk" in lead.get(STUDY).text
    with stores_of(lead.app).studies() as session:
        day = date(2026, 11, 20)
        session.add(Destruction(study_id="amsterdam-jobcoaching", first="A", second="B", begun=day, finished=day))
        session.commit()
    after = lead.get(STUDY).text
    assert "De antwoorden zijn anoniem" in after
    assert "vertrouwelijk" not in after


def test_a_publication_that_was_changed_is_not_shown(lead: Visitor, published: int) -> None:
    with stores_of(lead.app).studies() as session:
        row = session.get_one(PublicationRow, published)
        row.document = row.document.replace('"count":99', '"count":98')
        session.commit()
    answer = lead.get(f"{STUDY}/grade")
    assert answer.status_code == 500
    assert "98" not in re.sub(r"\b[0-9a-f]{8}\b", "", answer.text), "the number of the fault may have any digits"
