"""The end of a study's keys: nobody can link answers any more, whatever they have, and everything else stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from survey.fieldwork import answers, destruction, waves
from survey.fieldwork.destruction import NotClosedError, TwoPeopleError
from survey.fieldwork.key_copies import KeysDestroyedError
from survey.fieldwork.keyring import KeyGoneError, Keyring
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.questionnaires.study import Study
from survey.reporting.publish import publish
from survey.storage.contacts import Bounce, Contact, Enrolment, Outbox, Suppression, Trajectory
from survey.storage.engines import Store, writing
from survey.storage.responses import Draft, OpenText, Response, Ticket, TypedCode
from survey.storage.studies import Destruction, PublicationRow
from tests.fixtures.studies import ANSWERS, a_study, a_wave, some_people

from .ground import TODAY, Ground

BOTH = ("A. Jansen", "B. de Vries")
PEOPLE, ANSWERED = 24, 18


@pytest.fixture
def study(ground: Ground, request: pytest.FixtureRequest) -> Study:
    """Two waves in which 18 of 24 people answered, and others began."""
    design = a_study(waves=[a_wave("first"), a_wave("second")], keeps_joins=getattr(request, "param", True))
    ground.opened(design, PEOPLE)
    waves.open_wave(ground.field(), design, "second")
    for wave in ("first", "second"):
        for number, secret in enumerate(ground.secrets(design, wave)):
            with ground.session(Store.RESPONSES) as session:
                found = answers.standing(session, secret)
                assert found is not None
                found = answers.save(session, found, None, ANSWERS | {"why": f"{wave} {number}"})
                if number < ANSWERED:
                    answers.submit(session, found, ground.questionnaire, TODAY, {})
                if number == 0:
                    session.add(TypedCode(lookup=secret[:16].encode(), wave_id=f"proef/{wave}", sealed=b"-"))
                    session.commit()
    return design


def close(ground: Ground, study: Study) -> None:
    """End the fieldwork."""
    for wave in study.waves:
        waves.close_wave(ground.field(), study, wave.id)


def joins(ground: Ground) -> list[int]:
    """How many responses each label has, none counted as one each."""
    labels = [row.pseudonym for row in ground.rows(Store.RESPONSES, Response)]
    return sorted(labels.count(label) for label in set(labels))


def test_afterwards_nothing_leads_to_a_person(ground: Ground, study: Study) -> None:
    close(ground, study)
    secrets, keys = ground.secrets(study, "first"), ground.keyring.keys(study.id)
    before = {row.pseudonym for row in ground.rows(Store.RESPONSES, Response)}
    trajectories = {row.trajectory for row in ground.rows(Store.RESPONSES, Response)}
    destruction.destroy(ground.field(), study, BOTH)
    for table in (Contact, Enrolment, Outbox, Trajectory, Suppression, Bounce):
        assert ground.count(Store.CONTACTS, table) == 0
    for right in (Ticket, Draft, TypedCode):
        assert ground.count(Store.RESPONSES, right) == 0
    after = ground.rows(Store.RESPONSES, Response)
    assert len(after) == 2 * ANSWERED
    assert not before & {row.pseudonym for row in after}
    assert not trajectories & {row.trajectory for row in after}
    with ground.session(Store.RESPONSES) as session:
        assert answers.standing(session, secrets[0]) is None
        assert answers.withdraw(session, secrets[0]) is None
    with pytest.raises(KeyGoneError):
        ground.keyring.keys(study.id)
    assert keys.token not in b"".join(path.read_bytes() for path in ground.keyring.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(("study", "expected"), [(True, [2] * ANSWERED), (False, [2 * ANSWERED])], indirect=["study"])
def test_answers_of_one_person_stay_together_only_if_the_study_says_so(
    ground: Ground, study: Study, expected: list[int]
) -> None:
    close(ground, study)
    assert joins(ground) == [2] * ANSWERED
    destruction.destroy(ground.field(), study, BOTH)
    assert joins(ground) == expected
    assert study.keeps_joins is all(row.pseudonym for row in ground.rows(Store.RESPONSES, Response))


def test_answers_and_publications_stay_as_they_were(ground: Ground, study: Study) -> None:
    close(ground, study)
    with ground.session(Store.STUDIES) as studies, ground.session(Store.RESPONSES) as responses:
        publish(studies, responses, study.id, "first", TODAY)
    published = ground.rows(Store.STUDIES, PublicationRow)[0].document

    def _given() -> list[str]:
        rows = ground.rows(Store.RESPONSES, Response) + ground.rows(Store.RESPONSES, OpenText)
        return sorted(repr(getattr(row, "answers", None) or row.text) for row in rows)

    before = _given()
    destruction.destroy(ground.field(), study, BOTH)
    assert _given() == before
    assert ground.rows(Store.STUDIES, PublicationRow)[0].document == published


def test_it_is_logged_with_the_day_and_both_names(ground: Ground, study: Study) -> None:
    close(ground, study)
    destruction.destroy(ground.field(), study, BOTH)
    assert ground.audited()[-1] == ("destroy keys", "A. Jansen, B. de Vries")
    (row,) = ground.rows(Store.STUDIES, Destruction)
    assert (row.first, row.second, row.begun, row.finished) == (*BOTH, TODAY, TODAY)


@pytest.mark.parametrize("names", [(), ("A",), ("A", " a "), ("A", ""), ("A", "B", "C")])
def test_two_people_decide(ground: Ground, study: Study, names: tuple[str, ...]) -> None:
    close(ground, study)
    with pytest.raises(TwoPeopleError):
        destruction.destroy(ground.field(), study, names)
    ground.keyring.keys(study.id)
    assert ground.count(Store.STUDIES, Destruction) == 0


def test_an_open_wave_is_closed_first(ground: Ground, study: Study) -> None:
    waves.close_wave(ground.field(), study, "second")
    with pytest.raises(NotClosedError) as refusal:
        destruction.destroy(ground.field(), study, BOTH)
    assert refusal.value.values == {"study": "proef", "wave": "proef/first", "name": "first"}
    ground.keyring.keys(study.id)
    assert ground.count(Store.CONTACTS, Contact) == PEOPLE


def test_other_studies_are_left_alone(ground: Ground, study: Study) -> None:
    other = ground.opened(a_study(id="proef-2"))
    close(ground, study)
    destruction.destroy(ground.field(), study, BOTH)
    assert ground.count(Store.CONTACTS, Contact) == ground.count(Store.RESPONSES, Ticket) == 12
    assert len(ground.secrets(other)) == 12
    with ground.session(Store.STUDIES) as studies:
        assert secrecy(studies, ground.keyring, other.id) is Secrecy.CONFIDENTIAL


def test_what_was_destroyed_is_not_destroyed_again_and_not_begun_again(ground: Ground, study: Study) -> None:
    close(ground, study)
    destruction.destroy(ground.field(), study, BOTH)
    with pytest.raises(KeysDestroyedError):
        destruction.destroy(ground.field(), study, ("C", "D"))
    assert [action for action, _ in ground.audited()].count("destroy keys") == 1


def test_a_wave_that_never_began_cannot_begin_any_more(ground: Ground) -> None:
    study = a_study(waves=[a_wave("single"), a_wave("later")])
    ground.opened(study)
    waves.close_wave(ground.field(), study, "single")
    destruction.destroy(ground.field(), study, BOTH)
    ground.enrol(study, some_people(12))
    with pytest.raises(KeysDestroyedError):
        waves.open_wave(ground.field(), study, "later")
    assert ground.keyring.held() == set()


STEPS: list[Callable[[pytest.MonkeyPatch], None]] = [
    lambda patch: patch.setattr(Keyring, "destroy", lambda *_: 1 / 0),
    lambda patch: patch.setattr(destruction, "forget_people", lambda *_: 1 / 0),
    lambda patch: patch.setattr(destruction, "rewrite", lambda *_: 1 / 0),
    lambda patch: patch.setattr(destruction, "label_anew", lambda *_: 1 / 0),
    lambda patch: patch.setattr("survey.fieldwork.audit.record", lambda *_: 1 / 0),
]


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_crash_at_any_step_is_finished_later(
    ground: Ground, study: Study, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(ground, study)
    with monkeypatch.context() as patch:
        STEPS[step](patch)
        with pytest.raises(ZeroDivisionError):
            destruction.destroy(ground.field(), study, BOTH)
    with ground.session(Store.STUDIES) as studies:
        assert destruction.unfinished(studies) == [study.id]
        assert secrecy(studies, ground.keyring, study.id) is Secrecy.CONFIDENTIAL
    ground.close()
    destruction.finish(ground.field(), study)
    with ground.session(Store.STUDIES) as studies:
        assert destruction.unfinished(studies) == []
        assert secrecy(studies, ground.keyring, study.id) is Secrecy.ANONYMOUS
    assert ground.count(Store.CONTACTS, Contact) == ground.count(Store.RESPONSES, Ticket) == 0
    assert joins(ground) == [2] * ANSWERED
    assert [action for action, _ in ground.audited()].count("destroy keys") == 1


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_nothing_of_it_is_left_in_the_files(ground: Ground, study: Study) -> None:
    close(ground, study)
    keys = ground.keyring.keys(study.id)
    labels = {row.pseudonym for row in ground.rows(Store.RESPONSES, Response)}
    hashes = {row.hash for row in ground.rows(Store.RESPONSES, Ticket)}
    wanted = [keys.token, keys.pseudonym, b"person-1@example.org", *labels, *hashes]

    def _found() -> int:
        places = [Path(str(make_url(engine.url).database)).parent for engine in ground.engines.values()]
        files = [path for place in {*places, ground.keyring.folder} for path in place.rglob("*") if path.is_file()]
        return sum(path.read_bytes().count(each) for path in files for each in wanted)

    assert _found() > len(wanted)
    destruction.destroy(ground.field(), study, BOTH)
    assert _found() == 0


def test_keys_are_overwritten_before_they_go(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")
    keys = keyring.create("proef")
    link = tmp_path / "second name of the same bytes"
    link.hardlink_to(tmp_path / "keys" / "proef" / "token")
    keyring.destroy("proef")
    assert len(link.read_bytes()) == len(keys.token)
    assert link.read_bytes() != keys.token
    keyring.destroy("proef")
    assert keyring.held() == set()


def test_a_mode_is_fixed_when_a_cohort_opens(ground: Ground) -> None:
    study = ground.load()
    statement = "UPDATE study SET mode = 'unlinked', document = replace(document, '\"linked\"', '\"unlinked\"')"
    with ground.engines[Store.STUDIES].connect().execution_options(write=True) as connection:
        transaction = connection.begin()
        connection.exec_driver_sql(statement)
        transaction.rollback()
    ground.opened(study)
    for changed in (statement, statement.replace("mode = 'unlinked', ", ""), "UPDATE study SET mode = 'unlinked'"):
        with ground.session(Store.STUDIES) as session, pytest.raises(Exception, match="mode of a study cannot change"):
            writing(session).connection().exec_driver_sql(changed)
    with ground.session(Store.STUDIES) as session:
        writing(session).connection().exec_driver_sql("UPDATE study SET purpose = 'demo'")
        session.commit()
