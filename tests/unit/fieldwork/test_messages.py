"""A message: the right words, one recipient, one link, and nothing that wording could smuggle in."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser

import pytest

from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.keyring import StudyKeys
from survey.fieldwork.messages import Sender, compose, personal_links
from survey.fieldwork.outbox import Mail
from survey.fieldwork.stop_links import Stop, unseal
from survey.fieldwork.tokens import Form
from survey.questionnaires.look import LEAST_CONTRAST, OURS, Look, accents, contrast, tone
from survey.questionnaires.study import Study
from tests.fixtures.studies import a_privacy, a_questionnaire, a_study, a_wave, both

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
KEYS = StudyKeys(bytes(32), bytes(reversed(range(32))))
SENDER = Sender(
    "https://onderzoek.example.org", "onderzoek@example.org", lambda words, tag: f"{tag}: {words}", bytes(32)
)
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
LINK = personal_links(SENDER.public_url, KEYS, MAIL)[0][1]
HEADERS = {
    "From",
    "To",
    "Reply-To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "Subject",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
}


THANKS = {"subject": both("Dank u"), "body": both("Beste deelnemer,\n\nDank u wel.")}


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


def frozen(study: Study) -> FrozenWave:
    """The first wave of a study, with a questionnaire of three minutes."""
    return FrozenWave(MAIL.wave_id, study, study.waves[0], "0" * 64, a_questionnaire())


def composed(study: Study | None = None, mail: Mail = MAIL, sender: Sender = SENDER) -> EmailMessage:
    """The message as it arrives: written as bytes and read again."""
    message = compose(sender, frozen(study or a_study()), KEYS, mail, (NOW, date(2027, 1, 1)))
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
    letter, foot = text.split("\n\n-- \n")
    assert letter == f"Beste deelnemer,\n\n{LINK}\n\nTot 1 januari 2027."
    assert foot == f"nl: I want no more mail about this: {page.links[1]}\n"
    assert "Beste deelnemer," in page.text
    assert "Tot 1 januari 2027." in page.text
    assert page.links[:1] == [LINK]
    assert len(page.links) == 2
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
        for mail in (
            replace(MAIL, contact_id=8),
            replace(MAIL, cohort_id="proef/single/2"),
            replace(MAIL, round=2),
            replace(MAIL, kind="reminder-1"),
        )
    }
    assert len(others | {first}) == 5


def test_the_message_id_says_nothing_about_the_link() -> None:
    message = composed()
    token = LINK.rpartition("/")[2]
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert token.lower()[:8] not in message["Message-ID"]


def test_every_place_is_filled_in_and_doubled_brackets_show_one() -> None:
    body = "{link}|{programme}|{organisation}|{minutes}|{until}|{helpdesk}|{{link}}"
    helpdesk = {"name": "Hulp", "email": "help@example.org", "phone": "020 123"}
    study = a_study(invitation={"subject": both("x"), "body": both(body)}, helpdesk=helpdesk)
    told = part(composed(study), "plain").partition("\n\n-- ")[0].split("|")[1:]
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
    assert f"nl: What we do with your answers: {address}\n" in part(message, "plain")
    assert Words(part(message, "html")).links[-2] == address
    assert "/privacy/" not in part(composed(), "plain")


def test_a_coach_finds_every_trajectory_in_one_mail_under_its_own_label() -> None:
    forms = ((Form(7, 3, 1), "T-3"), (Form(7, 12, 2), "T-12"))
    message = composed(mail=replace(MAIL, forms=forms))
    text = part(message, "plain")
    found = re.findall(r"^(T-\d+): https://onderzoek.example.org/a/([A-Z2-7]{32})$", text, re.MULTILINE)
    assert [label for label, _ in found] == ["T-3", "T-12"]
    assert len({token for _, token in found}) == 2
    page = Words(part(message, "html"))
    assert [link.rpartition("/")[2] for link in page.links[:2]] == [token for _, token in found]
    assert "Go to the questions" not in page.text


def test_a_reminder_has_its_own_letter_and_says_what_to_do_for_who_has_answered() -> None:
    letter = {"subject": both("Nog even"), "body": both("Beste deelnemer,\n\n{link}\n\nDank u.")}
    message = composed(a_study(reminder=letter), replace(MAIL, kind="reminder-2"))
    assert message["Subject"] == "Nog even"
    answered = "nl: Have you answered already? Then you need not do anything."
    assert part(message, "plain").startswith(f"Beste deelnemer,\n\n{LINK}\n\n{answered}\n\nDank u.\n\n-- \n")
    assert answered in Words(part(message, "html")).text


def test_a_reminder_without_a_letter_of_its_own_is_the_invitation_once_more() -> None:
    message = composed(mail=replace(MAIL, kind="reminder-1"))
    assert message["Subject"] == "nl: Reminder: Doe mee"
    assert "Have you answered already?" in part(message, "plain")
    assert "Have you answered already?" not in part(composed(), "plain")


def test_a_thank_you_has_no_link_to_the_questions() -> None:
    message = composed(a_study(thanks=THANKS), replace(MAIL, kind="thanks"))
    assert message["Subject"] == "Dank u"
    assert "/a/" not in part(message, "plain") + part(message, "html")
    assert len(Words(part(message, "html")).links) == 1


def test_an_audience_and_a_wave_can_have_letters_of_their_own() -> None:
    own = {"subject": both("Voor u"), "body": both("{link}")}
    assert composed(a_study(audiences={"participant": {"invitation": own}}))["Subject"] == "Voor u"
    assert composed(a_study(waves=[a_wave("single", invitation=own)]))["Subject"] == "Voor u"


def test_mails_can_be_stopped_with_one_click_that_names_no_token() -> None:
    message = composed()
    stop = Words(part(message, "html")).links[1]
    assert message["List-Unsubscribe"] == f"<{stop}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    sealed = stop.removeprefix("https://onderzoek.example.org/stop/")
    assert unseal(bytes(32), sealed) == Stop(7, "proef", "nl")
    assert LINK.rpartition("/")[2] not in stop


@pytest.mark.parametrize("study_id", ["proef", "p" * 60])
def test_the_link_that_stops_mails_stands_in_one_line_of_the_header(study_id: str) -> None:
    message = compose(SENDER, frozen(a_study()), KEYS, replace(MAIL, study_id=study_id), (NOW, date(2027, 1, 1)))
    lines = [line for line in message.as_bytes(policy=SMTP).split(b"\r\n") if line.startswith(b"List-Unsubscribe: ")]
    assert [line.count(b"<https://onderzoek.example.org/stop/") for line in lines] == [1]
    assert lines[0].endswith(b">")
    assert len(lines[0]) < 998


def test_without_https_no_mail_program_is_asked_to_post() -> None:
    message = composed(sender=replace(SENDER, public_url="http://127.0.0.1:8000"))
    assert "List-Unsubscribe-Post" not in message
    assert message["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/stop/")


def test_a_mail_has_the_colour_of_the_study_by_day_and_by_night() -> None:
    page = part(composed(a_study(look=Look(colour="#7a1f6b"))), "html")
    button = re.search(r'<td style="[^"]*background: ?([^;"]+)', page)
    assert button
    assert button[1] == "#7a1f6b"
    day, night = accents(Look(colour="#7a1f6b"))
    assert f"background: {night} !important" in page
    assert OURS[0] not in page
    assert OURS[1] not in page
    assert {OURS[0], OURS[1]} <= set(re.findall(r"#[0-9a-f]{6}", part(composed(), "html")))
    grounds = re.findall(r"(?:body|sheet) {[^}]*background: (#[0-9a-f]{6}) !important", page)
    assert day == "#7a1f6b"
    assert len(grounds) == 2
    assert all(contrast(tone(night), tone(each)) >= LEAST_CONTRAST for each in grounds)


def test_the_page_loads_nothing_and_has_its_styles_at_its_elements() -> None:
    page = part(composed(), "html")
    assert not re.search(r"<(img|link|script|iframe|object)|url\(|@import|src=", page)
    assert re.search(r'<a href="[^"]+" style="[^"]*padding: ?14px 22px', page)
    assert "prefers-color-scheme: dark" in page
