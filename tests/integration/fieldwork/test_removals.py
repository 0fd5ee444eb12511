"""Removals: what was withdrawn or taken from who was erased does not come back with an old copy of the responses."""

from survey.fieldwork import answers, codes, destruction, erasures, removals, retention, waves
from survey.fieldwork.tokens import ticket_hash
from survey.questionnaires.study import Study
from survey.storage import copies
from survey.storage.copies import Copy
from survey.storage.engines import Store, writing
from survey.storage.responses import Draft, Response, Ticket, TicketState, TypedCode
from survey.storage.studies import Removal
from tests.fixtures.studies import ANSWERS, a_study

from .ground import TODAY, Ground
from .test_erasures import WHO, link

BOTH = ("A. Jansen", "B. de Vries")


def copied(ground: Ground) -> Copy:
    """A copy of the responses as they are now."""
    return copies.copied(ground.engines[Store.RESPONSES], Store.RESPONSES, TODAY)


def put_back(ground: Ground, copy: Copy) -> None:
    with ground.session(Store.RESPONSES) as session:
        copies.put_back(writing(session), copy)
        session.commit()


def submit(ground: Ground, secret: str) -> None:
    with ground.session(Store.RESPONSES) as session:
        answers.submit(session, ground.standing(secret), ground.questionnaire, TODAY, ANSWERS)


def withdraw(ground: Ground, secret: str) -> None:
    with ground.session(Store.STUDIES) as studies, ground.session(Store.RESPONSES) as responses:
        removals.withdraw(studies, responses, secret)


def prepared(ground: Ground) -> tuple[Study, list[str]]:
    """Two of twelve people have answered."""
    study = ground.opened()
    secrets = ground.secrets(study)
    for secret in secrets[:2]:
        submit(ground, secret)
    return study, secrets


def test_withdrawn_answers_go_again_and_those_of_others_stay(ground: Ground) -> None:
    study, secrets = prepared(ground)
    copy = copied(ground)
    withdraw(ground, secrets[0])
    assert ground.count(Store.RESPONSES, Response) == 1
    put_back(ground, copy)
    assert ground.count(Store.RESPONSES, Response) == 2
    assert removals.again(ground.field(), study) == 1
    (left,) = ground.rows(Store.RESPONSES, Response)
    assert left.pseudonym == ground.standing(secrets[1]).pseudonym
    assert removals.again(ground.field(), study) == 0


def test_who_withdrew_does_not_answer_again_where_the_copy_is_older_than_the_answers(ground: Ground) -> None:
    study, secrets = prepared(ground)
    with ground.session(Store.RESPONSES) as session:
        answers.save(session, ground.standing(secrets[2]), None, ANSWERS)
    copy = copied(ground)
    submit(ground, secrets[2])
    withdraw(ground, secrets[2])
    put_back(ground, copy)
    assert ground.standing(secrets[2]).state is TicketState.OPEN
    removals.again(ground.field(), study)
    assert ground.standing(secrets[2]).state is TicketState.USED
    assert ground.count(Store.RESPONSES, Draft) == 0
    assert ground.standing(secrets[3]).state is TicketState.OPEN


def test_nothing_is_marked_where_nothing_was_sent(ground: Ground) -> None:
    _, secrets = prepared(ground)
    for secret in (secrets[5], "none"):
        withdraw(ground, secret)
    assert ground.count(Store.STUDIES, Removal) == 0


def test_unlinked_answers_cannot_be_marked(ground: Ground) -> None:
    secret = ground.secrets(ground.opened(a_study(mode="unlinked")))[0]
    submit(ground, secret)
    withdraw(ground, secret)
    assert ground.count(Store.STUDIES, Removal) == 0
    assert ground.count(Store.RESPONSES, Response) == 1


def test_withdrawn_answers_go_again_without_keys_and_before_they_are_labelled_anew(ground: Ground) -> None:
    study, secrets = prepared(ground)
    copy = copied(ground)
    withdraw(ground, secrets[0])
    waves.close_wave(ground.field(), study, "single")
    destruction.destroy(ground.field(), study, BOTH)
    put_back(ground, copy)
    assert removals.again(ground.field(), study) == 1
    destruction.finish(ground.field(), study)
    (left,) = ground.rows(Store.RESPONSES, Response)
    assert left.pseudonym is None


def test_a_crash_between_mark_and_removal_is_finished_at_night(ground: Ground) -> None:
    _, secrets = prepared(ground)
    found = ground.standing(secrets[0])
    assert found.pseudonym is not None
    with ground.session(Store.STUDIES) as studies:
        removals.keep(
            writing(studies), "proef", [removals.withdrawn_mark(found.wave_id, found.pseudonym, found.trajectory)]
        )
        studies.commit()
    retention.purge(ground.field())
    assert ground.count(Store.RESPONSES, Response) == 1


def test_the_right_of_who_was_erased_does_not_reopen(ground: Ground) -> None:
    study = ground.opened()
    theirs = link(ground, study)
    with ground.session(Store.RESPONSES) as session:
        list(codes.keep(session, "proef/single", [theirs]))
        answers.save(session, ground.standing(theirs.token), None, ANSWERS)
    copy = copied(ground)
    erasures.erase(ground.field(), study, WHO)
    put_back(ground, copy)
    assert ground.standing(theirs.token).state is TicketState.OPEN
    assert removals.again(ground.field(), study) == 2
    assert ground.count(Store.RESPONSES, Ticket) == 11
    assert ground.count(Store.RESPONSES, Draft) == ground.count(Store.RESPONSES, TypedCode) == 0


def test_who_answered_and_was_erased_does_not_answer_again_with_an_older_copy(ground: Ground) -> None:
    study = ground.opened()
    theirs = link(ground, study)
    copy = copied(ground)
    submit(ground, theirs.token)
    erasures.erase(ground.field(), study, WHO)
    assert ground.count(Store.RESPONSES, Response) == 1
    put_back(ground, copy)
    assert removals.again(ground.field(), study) == 1
    assert ground.count(Store.RESPONSES, Ticket) == 11


def test_marks_of_who_was_erased_say_nothing_without_the_key(ground: Ground) -> None:
    study = ground.opened()
    theirs = link(ground, study)
    ticket = ticket_hash(theirs.token)
    erasures.erase(ground.field(), study, WHO)
    (row,) = ground.rows(Store.STUDIES, Removal)
    key = ground.keyring.keys(study.id).token
    assert row.mark == removals.mark(key, "ticket", ticket.hex())
    assert row.mark not in {removals.mark(bytes(32), "ticket", ticket.hex()), ticket}


def test_the_same_mark_is_kept_once(ground: Ground) -> None:
    _, secrets = prepared(ground)
    for _ in range(3):
        withdraw(ground, secrets[0])
    assert ground.count(Store.STUDIES, Removal) == 1
