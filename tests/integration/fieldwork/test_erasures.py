"""Erasing somebody: nothing of what they did not use stays, and they stay erased."""

import pytest

from survey.fieldwork import answers, codes, erasures, removals
from survey.fieldwork.keyring import KeyGoneError
from survey.fieldwork.tokens import Form, form_code, form_token
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment, Outbox, StopReason, Suppression
from survey.storage.engines import Store, writing
from survey.storage.responses import Draft, Response, Ticket, TypedCode
from survey.storage.studies import Erasure
from tests.fixtures.invited import Link
from tests.fixtures.studies import ANSWERS, some_people

from .ground import TODAY, Ground

WHO = "person-3@example.org"


def contact(ground: Ground, address: str = WHO) -> Contact:
    """Somebody on the panel."""
    found: dict[str | None, Contact] = {row.address: row for row in ground.rows(Store.CONTACTS, Contact)}
    return found[address]


def link(ground: Ground, study: Study) -> Link:
    """The link and the code of the one who is erased."""
    key, form = ground.keyring.keys(study.id).token, Form(contact(ground).id, None, 1)
    return Link(form_token(key, "proef/single", form), form_code(key, "proef/single", form))


def prepared(ground: Ground) -> tuple[Study, Link]:
    """Twelve people, one of whom has a letter, a draft, and no wish for mail."""
    study = ground.opened()
    theirs = link(ground, study)
    with ground.session(Store.RESPONSES) as session:
        list(codes.keep(session, "proef/single", [theirs]))
        answers.save(session, ground.standing(theirs.token), None, ANSWERS)
    with ground.session(Store.CONTACTS) as session:
        session.add(Suppression(contact_id=contact(ground).id, reason=StopReason.ASKED, day=TODAY))
        session.commit()
    return study, theirs


def test_nothing_that_was_not_used_stays(ground: Ground) -> None:
    study, _ = prepared(ground)
    assert erasures.erase(ground.field(), study, WHO) == 1
    for table in (Contact, Enrolment):
        assert ground.count(Store.CONTACTS, table) == 11
    assert {mail.contact_id for mail in ground.rows(Store.CONTACTS, Outbox)} == {
        row.id for row in ground.rows(Store.CONTACTS, Contact)
    }
    assert ground.count(Store.CONTACTS, Suppression) == 0
    assert ground.count(Store.RESPONSES, Ticket) == 11
    assert ground.count(Store.RESPONSES, Draft) == ground.count(Store.RESPONSES, TypedCode) == 0
    assert WHO not in str([ground.content(store) for store in Store])


def test_answers_stay_and_can_be_withdrawn_with_the_link(ground: Ground) -> None:
    study, theirs = prepared(ground)
    with ground.session(Store.RESPONSES) as session:
        answers.submit(session, ground.standing(theirs.token), ground.questionnaire, TODAY, {})
    erasures.erase(ground.field(), study, WHO)
    assert ground.count(Store.RESPONSES, Response) == 1
    with ground.session(Store.RESPONSES) as session:
        answers.withdraw(session, theirs.token)
    assert ground.count(Store.RESPONSES, Response) == 0


def test_what_is_kept_says_nothing_without_the_key(ground: Ground) -> None:
    study, _ = prepared(ground)
    erasures.erase(ground.field(), study, WHO)
    (row,) = ground.rows(Store.STUDIES, Erasure)
    key = ground.keyring.keys(study.id).token
    assert row.mark == removals.mark(key, "address", WHO.upper())
    assert row.mark != removals.mark(bytes(32), "address", WHO)
    assert ground.audited()[-1] == ("erase", "1")


def test_whoever_comes_back_is_erased_again(ground: Ground) -> None:
    study, _ = prepared(ground)
    erasures.erase(ground.field(), study, WHO)
    ground.enrol(study, some_people(12))
    assert ground.count(Store.CONTACTS, Contact) == 12
    assert erasures.again(ground.field(), study) == 1
    assert {row.address for row in ground.rows(Store.CONTACTS, Contact)} == {
        person.address for person in some_people(12) if person.address != WHO
    }
    assert erasures.again(ground.field(), study) == 0


def test_before_a_study_begins_keys_are_made_that_stay(ground: Ground) -> None:
    study = ground.load()
    ground.enrol(study, some_people(12))
    erasures.erase(ground.field(), study, WHO)
    before = ground.keyring.keys(study.id)
    ground.enrol(study, some_people(12))
    assert erasures.again(ground.field(), study) == 1
    ground.opened()
    assert ground.keyring.keys(study.id) == before


def test_without_the_keys_of_a_study_in_the_field_nobody_could_stay_erased(ground: Ground) -> None:
    study, _ = prepared(ground)
    ground.keyring.destroy(study.id)
    before = ground.content(Store.CONTACTS)
    with pytest.raises(KeyGoneError):
        erasures.erase(ground.field(), study, WHO)
    assert ground.content(Store.CONTACTS) == before
    assert ground.count(Store.STUDIES, Erasure) == 0


def test_a_crash_half_way_is_finished_later(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    study, _ = prepared(ground)
    with monkeypatch.context() as patch:
        patch.setattr("survey.fieldwork.codes.forget", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erasures.erase(ground.field(), study, WHO)
    ground.close()
    assert contact(ground).address == WHO
    assert erasures.again(ground.field(), study) == 1
    assert ground.count(Store.CONTACTS, Contact) == 11


def test_a_new_file_does_not_bring_anybody_back(ground: Ground) -> None:
    study, _ = prepared(ground)
    erasures.erase(ground.field(), study, WHO)
    ground.enrol(study, some_people(12))
    with ground.session(Store.CONTACTS) as contacts, ground.session(Store.STUDIES) as studies:
        assert erasures.drop_marked(writing(contacts), studies, ground.keyring, study.id) == 1
        contacts.commit()
    assert ground.count(Store.CONTACTS, Contact) == 11
