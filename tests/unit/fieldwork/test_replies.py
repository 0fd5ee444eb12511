"""What comes back is told apart: only what says that an address does not exist counts against it."""

from email import message_from_bytes

import pytest

from survey.fieldwork.replies import LARGEST, Reply, ReplyKind, read
from tests.fixtures import returned as samples
from tests.fixtures.returned import ADDRESS, OURS

HARD, SOFT, AUTOMATIC = ReplyKind.HARD, ReplyKind.SOFT, ReplyKind.AUTOMATIC


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("POSTFIX_UNKNOWN", HARD, "5.1.1"),
        ("POSTFIX_FULL", SOFT, "5.2.2"),
        ("POSTFIX_NO_HOST", HARD, "5.4.4"),
        ("POSTFIX_HEADERS_ONLY", HARD, "5.1.1"),
        ("EXIM_UNKNOWN", HARD, "5.1.1"),
        ("EXCHANGE_UNKNOWN", HARD, "5.1.10"),
        ("EXCHANGE_POLICY", SOFT, "5.7.1"),
        ("GMAIL_UNKNOWN", HARD, "5.1.1"),
        ("GMAIL_QUOTA", SOFT, "4.2.2"),
        ("QMAIL_UNKNOWN", HARD, "5.1.1"),
        ("QMAIL_FULL", SOFT, "5.2.2"),
    ],
)
def test_a_bounce_is_hard_or_soft_and_names_the_mail(name: str, kind: ReplyKind, status: str) -> None:
    assert read(getattr(samples, name)) == Reply(kind, (ADDRESS,), status, (OURS,))


@pytest.mark.parametrize("name", ["POSTFIX_DELAYED", "POSTFIX_DELIVERED"])
def test_a_report_of_a_mail_that_may_still_arrive_or_did_is_no_bounce(name: str) -> None:
    assert read(getattr(samples, name)).kind is AUTOMATIC


def test_a_complaint_names_who_complains() -> None:
    assert read(samples.COMPLAINT) == Reply(ReplyKind.COMPLAINT, (ADDRESS,), "", (OURS,))


@pytest.mark.parametrize("name", samples.AWAY)
def test_somebody_who_is_away_is_no_bounce_and_no_letter(name: str) -> None:
    assert read(samples.AWAY[name]) == Reply(AUTOMATIC, message_ids=(OURS,))


@pytest.mark.parametrize("name", samples.PEOPLE)
def test_what_a_person_wrote_is_left_to_people(name: str) -> None:
    assert read(samples.PEOPLE[name]) == Reply(ReplyKind.PERSON, message_ids=(OURS,))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?utf-8?B?////?=\r\n\r\nx",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n",
        b"Content-Type: multipart/report; report-type=feedback-report\r\n\r\nnothing",
        b"From: x\r\nReferences: " + b"<" * 5000 + b"\r\n\r\n",
        b"Subject: x\r\n\r\n" + b"a" * (LARGEST + 10),
    ],
)
def test_nothing_that_arrives_breaks_it(content: bytes) -> None:
    assert read(content).kind in ReplyKind


@pytest.mark.parametrize("name", [name for name in vars(samples) if name.isupper() and "_" in name])
def test_a_bounce_that_was_cut_off_breaks_nothing(name: str) -> None:
    content: bytes = getattr(samples, name)
    assert message_from_bytes(content)["Subject"]
    for end in range(0, len(content), 97):
        assert read(content[:end]).kind in ReplyKind
