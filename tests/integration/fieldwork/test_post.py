"""Post: every mail that is due leaves over a real SMTP server, whatever that server says first."""

import shutil
from datetime import timedelta
from socket import SHUT_RDWR

import pytest
from sqlalchemy import update

from survey.fieldwork import outbox, pauses, suppression
from survey.fieldwork.contacts_file import Person
from survey.fieldwork.mailers import SmtpMailer
from survey.fieldwork.pace import Pace
from survey.fieldwork.post import Outcome, send_due
from survey.fieldwork.waves import close_wave, open_wave
from survey.questionnaires.problems import RefusedError
from survey.storage.contacts import Contact, Outbox, StopReason, Suppression
from survey.storage.contacts import Pace as PaceRow
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, some_people

from .ground import Ground
from .posting import Smtp, office, recipients, sent, states, tokens

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def test_everybody_gets_one_mail_with_their_own_link(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=30)
    server = smtp()
    assert sent(ground, server.port) == {Outcome.SENT: 30}
    messages = server.messages()
    assert recipients(messages) == sorted(f"person-{number}@example.org" for number in range(1, 31))
    assert sorted(tokens(messages)) == sorted(ground.secrets(study))
    assert len({message["Message-ID"] for message in messages}) == 30
    assert states(ground) == {"done": 30}
    assert sent(ground, server.port) == {}


@only_sqlite
def test_a_mail_that_the_server_puts_off_leaves_later_with_the_same_message_id(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp("--defer", "2")
    assert sent(ground, server.port) == {Outcome.SENT: 10, Outcome.POSTPONED: 2}
    assert sent(ground, server.port) == {}
    ground.later(minutes=5)
    assert sent(ground, server.port) == {Outcome.SENT: 2}
    assert len({message["Message-ID"] for message in server.messages()}) == 12


@only_sqlite
def test_an_address_that_does_not_exist_fails_and_holds_up_nobody(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp("--reject", "person-3@example.org")
    assert sent(ground, server.port) == {Outcome.SENT: 11, Outcome.REFUSED: 1}
    assert states(ground) == {"done": 11, "failed": 1}
    assert [row.reason for row in ground.rows(Store.CONTACTS, Suppression)] == ["bounced"]
    ground.later(days=2)
    assert sent(ground, server.port) == {}


@only_sqlite
def test_when_there_is_no_server_every_mail_waits_for_one(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    assert sent(ground, 1) == {Outcome.POSTPONED: 12}
    ground.later(minutes=5)
    assert sent(ground, smtp().port) == {Outcome.SENT: 12}


@only_sqlite
def test_a_server_that_hung_up_between_two_mails_is_called_again(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp()
    mailer = SmtpMailer(f"smtp://127.0.0.1:{server.port}")
    with office(ground, mailer) as here:
        outcomes = send_due(here)
        assert next(outcomes) is Outcome.SENT
        connection = mailer._server  # noqa: SLF001 - the fault cannot be had otherwise
        assert connection is not None
        assert connection.sock is not None
        connection.sock.shutdown(SHUT_RDWR)
        assert set(outcomes) == {Outcome.SENT}
    assert len(server.messages()) == 12


@only_sqlite
def test_mails_of_a_cohort_that_is_gone_are_told_of_and_hold_up_nobody(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    with ground.session(Store.CONTACTS) as session:
        session.execute(update(Outbox).where(Outbox.id <= 2).values(cohort_id="proef/gone/1"))
        session.commit()
    told: list[RefusedError] = []
    assert sent(ground, smtp().port, complain=told.append) == {Outcome.SENT: 10}
    assert [type(each).__name__ for each in told] == ["CohortGoneError"]
    assert states(ground) == {"done": 10, "waiting": 2}


@only_sqlite
def test_a_study_whose_keys_are_gone_holds_up_nobody(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    ground.opened(a_study(id="ander"), number=12)
    shutil.rmtree(ground.keyring.folder / "proef")
    told: list[RefusedError] = []
    assert sent(ground, smtp().port, complain=told.append) == {Outcome.SENT: 12}
    assert [(type(each).__name__, each.values["study"]) for each in told] == [("KeyGoneError", "proef")]
    assert states(ground) == {"done": 12, "waiting": 12}


@only_sqlite
def test_a_mail_that_cannot_be_written_fails_alone(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    with ground.session(Store.CONTACTS) as session:
        session.execute(update(Contact).where(Contact.id == 3).values(address="not an address"))
        session.commit()
    told: list[RefusedError] = []
    assert sent(ground, smtp().port, complain=told.append) == {Outcome.SENT: 11, Outcome.REFUSED: 1}
    assert [type(each).__name__ for each in told] == ["CannotBeWrittenError"]


@only_sqlite
def test_nothing_leaves_while_a_study_rests(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=12)
    server = smtp()
    pauses.pause(ground.field(), study, "summer")
    assert sent(ground, server.port) == {}
    pauses.go_on(ground.field(), study)
    assert sent(ground, server.port) == {Outcome.SENT: 12}


@only_sqlite
def test_a_pause_holds_from_the_next_mail_on(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=12)
    server = smtp()
    with office(ground, SmtpMailer(f"smtp://127.0.0.1:{server.port}")) as here:
        outcomes = send_due(here)
        assert next(outcomes) is Outcome.SENT
        pauses.pause(ground.field(), study, "a mistake in the letter")
        assert list(outcomes) == []
    assert states(ground) == {"done": 1, "waiting": 11}


@only_sqlite
def test_what_was_claimed_when_its_wave_closed_does_not_leave(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=12)
    with ground.session(Store.CONTACTS) as session:
        assert outbox.claim(session, ground.now, timedelta(seconds=60))
    close_wave(ground.field(), study, "single")
    with ground.session(Store.CONTACTS) as session:
        session.execute(update(Outbox).where(Outbox.id == 1).values(state="waiting", lease_until=None))
        session.commit()
    assert sent(ground, smtp().port) == {Outcome.SKIPPED: 1}
    assert states(ground) == {"cancelled": 12}


@only_sqlite
def test_mails_leave_in_the_hours_of_the_study_only(ground: Ground, smtp: Smtp) -> None:
    ground.opened(a_study(sending={"days": ["fri"], "from": "9:00", "until": "10:00"}), number=12)
    server = smtp()
    ground.later(minutes=30)
    assert sent(ground, server.port) == {}
    ground.later(hours=-1, minutes=1)
    assert sent(ground, server.port) == {Outcome.SENT: 12}


@only_sqlite
@pytest.mark.parametrize("limit", [Pace(study=5), Pace(domain=5)])
def test_so_many_a_minute_leave_and_the_rest_after_it(ground: Ground, smtp: Smtp, limit: Pace) -> None:
    ground.opened(number=12)
    server = smtp()
    left = []
    for _minute in range(3):
        left.append(sent(ground, server.port, pace=limit)[Outcome.SENT])
        assert sent(ground, server.port, pace=limit) == {}
        ground.later(minutes=1)
    assert left == [5, 5, 2]
    sent(ground, server.port)
    assert ground.count(Store.CONTACTS, PaceRow) == 0


@only_sqlite
def test_a_domain_that_had_its_share_does_not_keep_back_the_others(ground: Ground, smtp: Smtp) -> None:
    study = ground.load()
    ground.enrol(study, [*some_people(12), *(Person(f"p{n}@elsewhere.example", "nl", {}) for n in range(3))])
    open_wave(ground.field(), study, "single")
    assert sent(ground, smtp().port, pace=Pace(domain=4)) == {Outcome.SENT: 7}


@only_sqlite
def test_somebody_who_wants_no_mail_gets_none_whatever_their_role(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    with ground.session(Store.CONTACTS) as session:
        coach = Contact(
            study_id="proef", audience="job_coach", address="person-3@example.org", language="nl", attributes={}
        )
        session.add(coach)
        session.flush()
        suppression.suppress(session, coach.id, StopReason.ASKED, ground.now.date())
        session.commit()
    server = smtp()
    assert sent(ground, server.port) == {Outcome.SENT: 11, Outcome.SKIPPED: 1}
    assert "person-3@example.org" not in recipients(server.messages())
    assert states(ground) == {"done": 11, "cancelled": 1}
