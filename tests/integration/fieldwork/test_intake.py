"""What comes back: it counts once, only against whose mail it carries, and people's letters are left to people."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from survey.fieldwork import intake
from survey.fieldwork.intake import Collector, Dealt
from survey.fieldwork.mailboxes import MailboxFaultError, OneMessage, opened
from survey.fieldwork.post import Outcome
from survey.questionnaires.study import Study
from survey.storage.contacts import Bounce, Outbox, Suppression
from survey.storage.engines import Store
from tests.fixtures import returned
from tests.fixtures.imap import ImapServer
from tests.fixtures.returned import OURS
from tests.fixtures.studies import a_study, a_wave

from .ground import Ground
from .posting import SENDER, Smtp, sent, states

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def study() -> Study:
    """Two reminders."""
    return a_study(waves=[a_wave("single", reminders={"after": ["7 days", "14 days"]})])


Names = Callable[[], dict[int, bytes]]


@pytest.fixture
def names(ground: Ground, smtp: Smtp, study: Study) -> Names:
    """Sends what is due; the Message-ID of the newest mail to each person, by the number in the address."""
    ground.opened(study, 12)
    server = smtp()
    known: set[str] = set()

    def newest() -> dict[int, bytes]:
        sent(ground, server.port)
        mails = [each for each in server.messages() if each["Message-ID"] not in known]
        known.update(each["Message-ID"] for each in mails)
        return {int(each["X-Envelope-To"].partition("@")[0][7:]): each["Message-ID"].encode() for each in mails}

    return newest


def collected(ground: Ground, *contents: bytes) -> Counter[Dealt]:
    """Deal with messages, each of which arrives alone."""
    counted: Counter[Dealt] = Counter()
    for content in contents:
        counted += from_box(ground, OneMessage(content))
    return counted


def from_box(ground: Ground, box: OneMessage | str) -> Counter[Dealt]:
    """Deal with what is in a mailbox."""
    with ground.session(Store.CONTACTS) as contacts:
        collector = Collector(contacts, ground.keyring, SENDER.address, ground.now.date())
        mailbox = opened(box) if isinstance(box, str) else box
        try:
            return intake.collect(collector, mailbox)
        finally:
            mailbox.close()


def about(sample: bytes, name: bytes) -> bytes:
    """A sample that is about a mail of ours."""
    return sample.replace(OURS.encode(), name)


def stopped(ground: Ground) -> list[tuple[int, str]]:
    return sorted((row.contact_id, row.reason) for row in ground.rows(Store.CONTACTS, Suppression))


def test_an_address_that_does_not_exist_gets_nothing_more(ground: Ground, names: Names) -> None:
    bounce = about(returned.POSTFIX_UNKNOWN, names()[3])
    assert collected(ground, bounce, bounce) == {Dealt.BOUNCED: 1, Dealt.KNOWN: 1}
    assert stopped(ground) == [(3, "bounced")]
    assert [(row.hard, row.status) for row in ground.rows(Store.CONTACTS, Bounce)] == [(True, "5.1.1")]
    (failed,) = (row for row in ground.rows(Store.CONTACTS, Outbox) if row.state == "failed")
    assert (failed.contact_id, failed.kind) == (3, "invitation")


@only_sqlite
def test_whoever_bounced_is_not_reminded(ground: Ground, names: Names, smtp: Smtp) -> None:
    collected(ground, about(returned.POSTFIX_UNKNOWN, names()[3]))
    ground.later(days=7)
    assert sent(ground, smtp().port) == {Outcome.SENT: 11, Outcome.SKIPPED: 1}


@only_sqlite
def test_a_bounce_that_names_no_mail_of_ours_is_for_people(ground: Ground, names: Names) -> None:
    names()
    before = ground.content(Store.CONTACTS)
    forged = returned.POSTFIX_UNKNOWN.replace(b"anna@klant.example", b"person-3@example.org")
    assert collected(ground, forged, returned.COMPLAINT) == {Dealt.FOR_PEOPLE: 2}
    assert ground.content(Store.CONTACTS) == before


@only_sqlite
def test_three_mails_that_came_back_for_a_passing_reason_are_enough(ground: Ground, names: Names) -> None:
    for expected in ([], [], [(3, "bounced")]):
        full = about(returned.POSTFIX_FULL, names()[3])
        assert collected(ground, full, full) == {Dealt.PUT_OFF: 1, Dealt.KNOWN: 1}
        assert stopped(ground) == expected
        ground.later(days=7)


@only_sqlite
def test_what_looked_passing_can_turn_out_to_be_for_good(ground: Ground, names: Names) -> None:
    name = names()[3]
    bounces = [about(each, name) for each in (returned.POSTFIX_FULL, returned.POSTFIX_UNKNOWN, returned.POSTFIX_FULL)]
    assert collected(ground, *bounces) == {Dealt.PUT_OFF: 1, Dealt.BOUNCED: 1, Dealt.KNOWN: 1}
    assert [row.hard for row in ground.rows(Store.CONTACTS, Bounce)] == [True]


@only_sqlite
def test_a_complaint_stops_mails(ground: Ground, names: Names) -> None:
    assert collected(ground, about(returned.COMPLAINT, names()[5])) == {Dealt.COMPLAINED: 1}
    assert stopped(ground) == [(5, "complained")]
    assert states(ground)["failed"] == 0


@only_sqlite
def test_automatic_answers_and_people_change_nothing(ground: Ground, names: Names) -> None:
    name = names()[5]
    before = ground.content(Store.CONTACTS)
    assert collected(ground, *(about(each, name) for each in returned.AWAY.values())) == {Dealt.AUTOMATIC: 9}
    assert collected(ground, *(about(each, name) for each in returned.PEOPLE.values())) == {Dealt.FOR_PEOPLE: 4}
    assert ground.content(Store.CONTACTS) == before


@only_sqlite
def test_without_the_keys_a_bounce_is_for_people(ground: Ground, names: Names) -> None:
    bounce = about(returned.POSTFIX_UNKNOWN, names()[3])
    (ground.keyring.folder / "proef" / "token").unlink()
    assert collected(ground, bounce) == {Dealt.FOR_PEOPLE: 1}


MIXED = {Dealt.BOUNCED: 1, Dealt.AUTOMATIC: 1, Dealt.FOR_PEOPLE: 1}


def three(names: Names) -> list[bytes]:
    """A bounce, somebody who is away, and a letter."""
    name = names()[3]
    return [about(each, name) for each in (returned.GMAIL_UNKNOWN, returned.AWAY["dutch"], returned.PEOPLE["question"])]


@only_sqlite
def test_a_mailbox_on_a_server_is_dealt_with_once_and_letters_stay_unseen(
    ground: Ground, names: Names, imap: ImapServer
) -> None:
    for content in three(names):
        imap.put(content)
    assert from_box(ground, imap.url) == MIXED
    assert (imap.found("SEEN"), imap.found("UNSEEN", "FLAGGED")) == (2, 1)
    assert from_box(ground, imap.url) == {}


@only_sqlite
def test_a_folder_is_dealt_with_once_and_letters_are_flagged(ground: Ground, names: Names, tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / "box" / part).mkdir(parents=True)
    for number, content in enumerate(three(names)):
        (tmp_path / "box" / "new" / f"{number}.host").write_bytes(content)
    assert from_box(ground, str(tmp_path / "box")) == MIXED
    assert sorted(path.name for path in (tmp_path / "box" / "cur").iterdir()) == [
        "0.host:2,S",
        "1.host:2,S",
        "2.host:2,F",
    ]
    assert from_box(ground, str(tmp_path / "box")) == {}


@pytest.mark.parametrize("change", [("p%40ss%2Fword", "wrong"), ("/INBOX", "/Nowhere"), ("127.0.0.1", "127.0.0.2")])
def test_a_mailbox_that_does_not_let_us_in_is_told_without_its_password(
    imap: ImapServer, change: tuple[str, str]
) -> None:
    with pytest.raises(MailboxFaultError) as told:
        opened(imap.url.replace(*change))
    assert "word" not in str(told.value)


def test_a_folder_that_is_no_maildir_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MailboxFaultError, match="no Maildir"):
        opened(str(tmp_path))
