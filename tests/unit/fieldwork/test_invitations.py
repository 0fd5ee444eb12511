"""An invitation: the right words, one recipient, one link, and nothing that wording could smuggle in."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser

import pytest

from survey.fieldwork.invitations import Sender, compose, links
from survey.fieldwork.keyring import StudyKeys
from survey.fieldwork.outbox import Mail
from survey.fieldwork.tokens import Form
from survey.questionnaires.study import Study
from tests.fixtures.studies import a_privacy, a_study, both

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
KEYS = StudyKeys(bytes(32), bytes(reversed(range(32))))
SENDER = Sender("https://onderzoek.example.org", "onderzoek@example.org", lambda words, tag: f"{tag}: {words}")
MAIL = Mail(
    id=1,
    study_id="proef",
    wave_id="proef/single",
    cohort_id="proef/single/1",
    contact_id=7,
    round=1,
    kind="invitation",
    attempts=0,
    address="anna@example.org",
    language="nl",
    lease_until=NOW,
    forms=((Form(7, None, 1), None),),
)
LINK = links(SENDER.public_url, KEYS, MAIL)[0][1]
HEADERS = {
    "From",
    "To",
    "Reply-To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "Subject",
    "MIME-Version",
    "Content-Type",
}


class Words(HTMLParser):
    """The text of a page, and where its links go."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.language = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self.tags.add(tag)
        values = dict(attrs)
        self.links += [values["href"] or ""] if tag == "a" else []
        self.language = values.get("lang") or self.language

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        self.text += data


def composed(study: Study | None = None, mail: Mail = MAIL, sender: Sender = SENDER) -> EmailMessage:
    """The message as it arrives: written as bytes and read again."""
    message = compose(sender, study or a_study(), KEYS, mail, (NOW, date(2027, 1, 1), 3))
    arrived = message_from_bytes(message.as_bytes(policy=SMTP), policy=SMTP)
    assert isinstance(arrived, EmailMessage)
    return arrived


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


def test_it_has_the_headers_that_a_mail_needs_and_no_others() -> None:
    message = composed()
    assert (set(message.keys()), len(message.keys())) == (HEADERS, len(HEADERS))
    assert message["From"] == "Gemeente Proefstad <onderzoek@example.org>"
    assert message["To"] == "anna@example.org"
    assert message["Reply-To"] == "Helpdesk <help@example.org>"
    assert message["Subject"] == "Doe mee"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"


def test_text_and_html_say_the_same() -> None:
    message = composed()
    text, page = part(message, "plain"), Words(part(message, "html"))
    assert message.get_content_type() == "multipart/alternative"
    assert text == f"Beste deelnemer,\n\n{LINK}\n\nTot 1 januari 2027.\n"
    assert "Beste deelnemer," in page.text
    assert "Tot 1 januari 2027." in page.text
    assert page.links == [LINK]
    assert "nl: Go to the questions" in page.text
    assert page.language == "nl"


def test_it_speaks_the_language_of_the_person() -> None:
    letter = {"subject": {"nl": "Doe mee", "en": "Join"}, "body": {"nl": "Tot {until} {link}", "en": "{until} {link}"}}
    message = composed(a_study(invitation=letter), replace(MAIL, language="en"))
    assert (message["Subject"], message["Content-Language"]) == ("Join", "en")
    assert part(message, "plain").startswith("1 January 2027 https://")


def test_a_language_read_from_right_to_left_says_so() -> None:
    letter = {"subject": both("x"), "body": {"ar": "مرحبا\n\n{link}"}}
    page = part(composed(a_study(invitation=letter), replace(MAIL, language="ar")), "html")
    assert '<html lang="ar" dir="rtl">' in page


def test_the_link_begins_with_the_public_address_and_differs_for_each_person_wave_and_round() -> None:
    mails = [
        MAIL,
        replace(MAIL, forms=((Form(8, None, 1), None),)),
        replace(MAIL, wave_id="proef/second"),
        replace(MAIL, forms=((Form(7, None, 2), None),)),
    ]
    links = [Words(part(composed(mail=mail), "html")).links[0] for mail in mails]
    assert len(set(links)) == 4
    assert all(re.fullmatch(r"https://onderzoek\.example\.org/a/[A-Z2-7]{32}", each) for each in links)


def test_every_attempt_has_the_same_message_id_and_every_mail_its_own() -> None:
    first = composed()["Message-ID"]
    assert composed(mail=replace(MAIL, attempts=3, id=99))["Message-ID"] == first
    others = {
        composed(mail=mail)["Message-ID"]
        for mail in (replace(MAIL, contact_id=8), replace(MAIL, wave_id="proef/second"), replace(MAIL, kind="reminder"))
    }
    assert len(others | {first}) == 4


def test_the_message_id_says_nothing_about_the_link() -> None:
    message = composed()
    token = LINK.rpartition("/")[2]
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert token.lower()[:8] not in message["Message-ID"]


def test_every_place_is_filled_in_and_doubled_brackets_show_one() -> None:
    body = "{link}|{programme}|{organisation}|{minutes}|{until}|{helpdesk}|{{link}}"
    helpdesk = {"name": "Hulp", "email": "help@example.org", "phone": "020 123"}
    study = a_study(invitation={"subject": both("x"), "body": both(body)}, helpdesk=helpdesk)
    told = part(composed(study), "plain").strip().split("|")[1:]
    assert told == [
        *("Proef", "Gemeente Proefstad", "3", "1 januari 2027", "Hulp, 020 123, help@example.org", "{link}")
    ]


BREAKS = ["\r\nBcc: evil@example.org", "\nBcc: evil@example.org", "\rBcc: evil@example.org", "\u2028Bcc: x", "\x85X: y"]
DISGUISED = "=?utf-8?q?Hoi=0D=0ABcc:_evil@example.org?="


@pytest.mark.parametrize("evil", [*BREAKS, "\x00Bcc: x", DISGUISED, f"{DISGUISED} {DISGUISED}"])
def test_wording_and_names_cannot_add_a_header_or_a_recipient(evil: str) -> None:
    study = a_study(
        organisation=both(f"Gemeente{evil}"),
        helpdesk={"name": f"Hulp{evil}", "email": "help@example.org"},
        invitation={"subject": both(f"Doe mee{evil}"), "body": both(f"Beste{evil}\n\n{{link}}")},
    )
    message = composed(study)
    assert (set(message.keys()), len(message.keys())) == (HEADERS, len(HEADERS))
    assert [str(address) for address in message["To"].addresses] == ["anna@example.org"]
    assert len(message["From"].addresses) == len(message["Reply-To"].addresses) == 1
    assert not any(sign in str(message["Subject"]) for sign in "\r\n\x00\u2028\x85")


def test_markup_in_wording_stays_text() -> None:
    evil = '<script>alert(1)</script> <img src=x onerror="alert(2)"> & "quotes"'
    letter = {"subject": both(evil), "body": both(f"{evil}\n\n{{link}}\n\n{{organisation}}")}
    page = Words(part(composed(a_study(invitation=letter, organisation=both(evil))), "html"))
    assert not page.tags & {"script", "img"}
    assert page.text.count(evil) == 2 + 1


@pytest.mark.parametrize("name", ["Gemeente Súdwest-Fryslân", "Bureau 社会福祉 🙂", 'Werk, Inkomen & "Zorg" <noord>'])
def test_a_name_arrives_as_it_is(name: str) -> None:
    message = composed(a_study(organisation=both(name), helpdesk={"name": name, "email": "help@example.org"}))
    assert [each.display_name for each in message["From"].addresses] == [name]
    assert [each.display_name for each in message["Reply-To"].addresses] == [name]


def test_a_long_name_is_cut_rather_than_taken_for_several_addresses() -> None:
    name = "Gemeente Proefstad, afdeling Onderzoek, bureau Jobcoaching, vestiging Noord, kamer 3, tweede verdieping"
    message = composed(a_study(organisation=both(name)))
    assert [str(each) for each in message["From"].addresses] == [
        '"Gemeente Proefstad, afdeling Onderzoek, bureau Jobcoaching," <onderzoek@example.org>'
    ]


def test_a_mail_says_where_to_read_about_privacy() -> None:
    message = composed(a_study(privacy=a_privacy()))
    address = "https://onderzoek.example.org/privacy/proef"
    assert part(message, "plain").rstrip().endswith(address)
    assert Words(part(message, "html")).links[-1] == address
    assert "/privacy/" not in part(composed(), "plain")


def test_a_coach_finds_every_trajectory_in_one_mail_under_its_own_label() -> None:
    forms = ((Form(7, 3, 1), "T-3"), (Form(7, 12, 2), "T-12"))
    message = compose(SENDER, a_study(), KEYS, replace(MAIL, forms=forms), (NOW, date(2027, 1, 1), 3))
    body = message.get_body(("plain",))
    assert body is not None
    found = re.findall(r"^(T-\d+): https://onderzoek.example.org/a/([A-Z2-7]{32})$", body.get_content(), re.MULTILINE)
    assert [label for label, _ in found] == ["T-3", "T-12"]
    assert len({token for _, token in found}) == 2
