"""The panel: people are added all together, nobody twice, and nobody who is there is changed."""

import pytest

from survey.fieldwork import panel
from survey.fieldwork.contacts_file import Person
from survey.fieldwork.panel import Added
from survey.questionnaires.definition import Audience
from survey.storage.contacts import Contact
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, some_people

from .ground import Ground


def added(ground: Ground, people: list[Person], study_id: str = "proef") -> list[Added]:
    with ground.session(Store.CONTACTS) as session:
        progress = list(panel.add(session, a_study(id=study_id), Audience.PARTICIPANT, people))
        session.commit()
    return progress


def test_people_are_added_and_the_progress_is_told(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "BATCH", 10)
    assert added(ground, some_people(25)) == [Added(10, 0), Added(20, 0), Added(25, 0)]
    assert ground.count(Store.CONTACTS, Contact) == 25


def test_who_is_there_already_stays_as_they_are(ground: Ground) -> None:
    added(ground, some_people(10))
    changed = [Person(person.address, "en", {"age": "old"}) for person in some_people(12)]
    assert added(ground, changed)[-1] == Added(2, 10)
    languages = sorted(contact.language for contact in ground.rows(Store.CONTACTS, Contact))
    assert languages == ["en"] * 2 + ["nl"] * 10


def test_the_same_people_can_be_in_another_study(ground: Ground) -> None:
    added(ground, some_people(10))
    assert added(ground, some_people(10), "anders")[-1] == Added(10, 0)


def test_an_import_that_is_not_finished_leaves_nobody(ground: Ground) -> None:
    with ground.session(Store.CONTACTS) as session:
        for _added in panel.add(session, a_study(), Audience.PARTICIPANT, some_people(10)):
            pass
    assert ground.count(Store.CONTACTS, Contact) == 0
