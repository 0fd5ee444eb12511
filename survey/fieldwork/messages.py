"""Messages: invitation, reminder and thank-you, composed at the moment they are sent and never stored."""

import hmac
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime

from babel.dates import format_date

from survey.questionnaires.look import accents
from survey.questionnaires.problems import N_
from survey.questionnaires.study import LetterKind, Study
from survey.questionnaires.wording import direction, spoken

from . import paragraphs
from .designs import FrozenWave
from .keyring import StudyKeys
from .outbox import Mail
from .paragraphs import LINK, Links, Translate
from .stop_links import Stop, seal
from .tokens import form_token

REMINDER = N_("Reminder: {subject}")
LONGEST_NAME = 60
ISOLATE, END = "\u2068", "\u2069"
"""What is between these keeps its own direction and lends it to nothing else."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Where mails come from: the public address of the installation, the mail address, a translator, and the key that
    seals the links with which people stop mails."""

    public_url: str
    address: str
    translate: Translate
    stop_key: bytes


class _Whole(UnstructuredHeader, BaseHeader):
    """A header that is not broken into lines, nor encoded: mail programs take what is in it as it stands."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it is sent."""
        return f"{self.name}: {self}{policy.linesep}"


_registry = HeaderRegistry()
_registry.map_to_type("list-unsubscribe", _Whole)
POLICY = EmailPolicy(header_factory=_registry)


def personal_links(public_url: str, keys: StudyKeys, mail: Mail) -> Links:
    """The personal links in a mail, each with the programme's own label of the trajectory that it is about."""
    return [(label, f"{public_url}/a/{form_token(keys.token, mail.wave_id, form)}") for form, label in mail.forms]


def privacy_address(sender: Sender, study: Study) -> str:
    """Where the privacy page of the study is; empty if it has none."""
    return f"{sender.public_url}/privacy/{study.id}" if study.privacy else ""


def compose(
    sender: Sender, wave: FrozenWave, keys: StudyKeys, mail: Mail, moment: tuple[datetime, date]
) -> EmailMessage:
    """The whole message, as text and as HTML. `moment`: now, and the last day that the links work."""
    kind = LetterKind(mail.kind.partition("-")[0])
    study, language = wave.study, mail.language
    stop = f"{sender.public_url}/stop/{seal(sender.stop_key, Stop(mail.contact_id, mail.study_id, language))}"
    letter = study.letter(kind, wave.wave)
    places = _places(wave, language, moment[1])
    written = letter or study.first_letter()
    subject = one_line(spoken(written.subject, language).format(**places))
    if letter is None and kind is LetterKind.REMINDER:
        subject = sender.translate(REMINDER, language).format(subject=subject)
    body = paragraphs.Body(
        language=language,
        text=spoken(written.body, language).format(**places),
        links=personal_links(sender.public_url, keys, mail) if kind is not LetterKind.THANKS else [],
        stop=stop,
        privacy=privacy_address(sender, study),
        is_reminder=kind is LetterKind.REMINDER,
        accents=accents(study.look),
    )
    message = _addressed(sender, study, mail, moment[0])
    message["Message-ID"] = message_id(sender.address, keys, mail)
    message["Subject"] = subject
    message["List-Unsubscribe"] = f"<{stop}>"
    if stop.startswith("https:"):  # A mail program posts to nothing else.
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(paragraphs.as_text(body, sender.translate), cte="quoted-printable")
    message.add_alternative(paragraphs.as_html(body, subject, sender.translate), subtype="html", cte="quoted-printable")
    message["Content-Language"] = language  # Set earlier, it would have moved to the first part.
    return message


def _places(wave: FrozenWave, language: str, until: date) -> dict[str, str]:
    """What is filled in. No word can pass for the place of the links."""
    study = wave.study
    found = {
        "programme": spoken(study.programme, language),
        "organisation": spoken(study.organisation, language),
        "minutes": str(wave.questionnaire.minutes),
        "until": format_date(until, "d MMMM y", locale=language.partition("-")[0]),
        "helpdesk": ", ".join(filter(None, [study.helpdesk.name, study.helpdesk.phone, study.helpdesk.email])),
    }
    if direction(language) == "rtl":  # Names and addresses run the other way, whatever stands beside them.
        found = {name: f"{ISOLATE}{text}{END}" for name, text in found.items()}
    return {name: text.replace(LINK, "") for name, text in found.items()} | {"link": LINK}


def _addressed(sender: Sender, study: Study, mail: Mail, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(_name(spoken(study.organisation, mail.language)), addr_spec=sender.address)
    message["To"] = Address(addr_spec=mail.address)
    message["Reply-To"] = Address(_name(study.helpdesk.name), addr_spec=study.helpdesk.email)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    return message


def message_id(address: str, keys: StudyKeys, mail: Mail) -> str:
    """The same for every attempt, so that a mailbox can drop a second copy; says nothing without the key."""
    return identified(address, keys, (mail.cohort_id, mail.contact_id, mail.round, mail.kind))


def identified(address: str, keys: StudyKeys, which: tuple[str, int, int, str]) -> str:
    """The Message-ID of a mail that is known by its cohort, contact, round and kind."""
    name = "|".join(("message", *map(str, which)))
    return f"<{hmac.digest(keys.token, name.encode(), 'sha256')[:16].hex()}@{address.rpartition('@')[2]}>"


def _name(text: str) -> str:
    """`text` as the name before an address: what is longer than a line would lose the quotes around its commas."""
    return textwrap.shorten(one_line(text), LONGEST_NAME, placeholder="")


def one_line(text: str) -> str:
    """`text` as a header can hold it: one line, no control characters, and nothing that mail programs would decode to
    something else (`=?utf-8?q?=0D=0ABcc:...?=`)."""
    visible = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(visible.split()).replace("=?", "= ?")
