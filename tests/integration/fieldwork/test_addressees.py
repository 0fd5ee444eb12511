"""Who gets a letter: people in an open wave, whether they answered or not, and nothing is noted beside them."""

import pytest

from survey.fieldwork import addressees, waves
from survey.fieldwork.addressees import Addressee, NotInWaveError
from survey.fieldwork.answers import decline
from survey.fieldwork.waves import WaveNotOpenError
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import TypedCode

from .ground import Ground

SOMEBODY = "person-3@example.org"


def found(ground: Ground, study: Study, *chosen: str) -> list[Addressee]:
    return addressees.addressees(ground.field(), study, "single", set(chosen) or None)


def test_a_letter_has_the_token_of_the_link(ground: Ground) -> None:
    study = ground.opened()
    (person,) = found(ground, study, SOMEBODY)
    assert person.reference == SOMEBODY
    assert person.token == ground.secrets(study)[2]
    assert person.closes == ground.standing(person.token).closes
    assert len(person.code) == 12


def test_everybody_gets_a_letter_in_the_order_of_the_references(ground: Ground) -> None:
    people = found(ground, ground.opened())
    assert [person.reference for person in people] == sorted(f"person-{number}@example.org" for number in range(1, 13))


def test_who_has_declined_is_in_the_pile_like_the_others(ground: Ground) -> None:
    study = ground.opened()
    before = found(ground, study)
    with ground.session(Store.RESPONSES) as session:
        decline(session, before[0].token)
    assert found(ground, study) == before


def test_people_who_are_not_in_the_wave_are_named(ground: Ground) -> None:
    study = ground.opened()
    with pytest.raises(NotInWaveError, match=r"wave proef/single: a@example.org, b@example.org\.$"):
        found(ground, study, "b@example.org", SOMEBODY, "a@example.org")


def test_there_are_letters_only_while_the_wave_is_open(ground: Ground) -> None:
    study = ground.load()
    with pytest.raises(WaveNotOpenError):
        found(ground, study)
    study = ground.opened()
    waves.close_wave(ground.field(), study, "single")
    with pytest.raises(WaveNotOpenError):
        found(ground, study)


def test_what_is_noted_is_how_many_and_not_for_whom(ground: Ground) -> None:
    study = ground.opened()
    before = ground.content(Store.CONTACTS)
    people = found(ground, study, SOMEBODY)
    field = ground.field()
    assert list(addressees.make_codes_work(field, study, "single", people)) == [1]
    addressees.record(field, study, "single", people)
    assert ground.audited()[-1] == ("letters", "proef/single, 1 letters")
    assert ground.count(Store.RESPONSES, TypedCode) == 1
    assert ground.content(Store.CONTACTS) == before
