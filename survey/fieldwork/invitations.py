"""Invitations: the mail that carries a personal link, composed at the moment it is sent and never stored."""

import hmac
import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from babel.dates import format_date
from jinja2 import Environment, PackageLoader

from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study
from survey.questionnaires.wording import direction, spoken

from .keyring import StudyKeys
from .outbox import Mail
from .tokens import form_token

BUTTON = N_("Go to the questions")
PRIVACY = N_("What we do with your answers: {address}")
LONGEST_NAME = 60

Translate = Callable[[str, str], str]
"""`(message id, language) -> words`."""

_templates = Environment(loader=PackageLoader("survey.fieldwork", "letters"), autoescape=True, trim_blocks=True)


@dataclass(frozen=True, slots=True)
class Sender:
    """Where mails come from: the public address of the installation, the mail address, and a translator."""

    public_url: str
    address: str
    translate: Translate


def links(public_url: str, keys: StudyKeys, mail: Mail) -> list[tuple[str | None, str]]:
    """The personal links in a mail, each with the programme's own label of the trajectory that it is about."""
    return [(label, f"{public_url}/a/{form_token(keys.token, mail.wave_id, form)}") for form, label in mail.forms]


def _written(found: list[tuple[str | None, str]]) -> str:
    """The link alone; several as a list under their labels."""
    if len(found) == 1:
        return found[0][1]
    return "\n".join(f"{label}: {url}" if label else url for label, url in found)


def privacy_line(sender: Sender, study: Study, language: str) -> str:
    """Where the privacy page of the study is; empty if it has none."""
    if study.privacy is None:
        return ""
    return sender.translate(PRIVACY, language).format(address=f"{sender.public_url}/privacy/{study.id}")


def compose(
    sender: Sender, study: Study, keys: StudyKeys, mail: Mail, moment: tuple[datetime, date, int]
) -> EmailMessage:
    """The whole message, as text and as HTML. `moment`: now, the last day that the link works, minutes it takes."""
    now, until, minutes = moment
    language = mail.language
    found = links(sender.public_url, keys, mail)
    values = {
        "link": _written(found),
        "programme": spoken(study.programme, language),
        "organisation": spoken(study.organisation, language),
        "minutes": str(minutes),
        "until": format_date(until, "d MMMM y", locale=language.split("-")[0]),
        "helpdesk": ", ".join(filter(None, [study.helpdesk.name, study.helpdesk.phone, study.helpdesk.email])),
    }
    subject = _one_line(spoken(study.invitation.subject, language).format(**values))
    body = spoken(study.invitation.body, language).format(**values).strip()
    body = "\n\n".join(filter(None, [body, privacy_line(sender, study, language)]))
    message = _headers(sender, study, mail, now, _message_id(sender, keys, mail))
    message["Subject"] = subject
    message.set_content(body + "\n", cte="quoted-printable")
    page = _templates.get_template("letter.html").render(
        language=language,
        direction=direction(language),
        subject=subject,
        link=found[0][1],
        button=sender.translate(BUTTON, language),
        privacy=privacy_line(sender, study, language),
        paragraphs=[paragraph.strip() for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip()],
    )
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message["Content-Language"] = language  # Set earlier, it would have moved to the first part.
    return message


def _headers(sender: Sender, study: Study, mail: Mail, now: datetime, message_id: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(_name(spoken(study.organisation, mail.language)), addr_spec=sender.address)
    message["To"] = Address(addr_spec=mail.address)
    message["Reply-To"] = Address(_name(study.helpdesk.name), addr_spec=study.helpdesk.email)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    return message


def _message_id(sender: Sender, keys: StudyKeys, mail: Mail) -> str:
    """The same for every attempt, so that a mailbox can drop a second copy; says nothing without the key."""
    name = f"message|{mail.wave_id}|{mail.contact_id}|{mail.round}|{mail.kind}"
    return f"<{hmac.digest(keys.token, name.encode(), 'sha256')[:16].hex()}@{sender.address.rpartition('@')[2]}>"


def _name(text: str) -> str:
    """`text` as the name before an address: what is longer than a line would lose the quotes around its commas."""
    return textwrap.shorten(_one_line(text), LONGEST_NAME, placeholder="")


def _one_line(text: str) -> str:
    """`text` as a header can hold it: one line, no control characters, and nothing that mail programs would decode to
    something else (`=?utf-8?q?=0D=0ABcc:...?=`)."""
    visible = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(visible.split()).replace("=?", "= ?")
