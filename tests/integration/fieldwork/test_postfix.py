"""A mail server as municipalities have it accepts our mails, after it put them off, and delivers them whole."""

import base64
from email import message_from_bytes
from email.policy import default

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from survey.fieldwork.contacts_file import Person
from survey.fieldwork.mailers import SmtpMailer
from survey.fieldwork.post import Outcome, send_due
from survey.fieldwork.signing import Signer
from survey.fieldwork.waves import open_wave
from tests.fixtures.postfix import DOMAIN, Postfix
from tests.fixtures.studies import a_study, both

from .ground import Ground
from .posting import office

KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
PUBLIC = base64.b64encode(KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
LETTER = {"subject": both("Wat vindt u? مرحبا"), "body": both("Beste deelnemer,\n\n{link}\n\n.\n\nGroet, Zoë")}
PEOPLE = 12


def dns(_name: bytes, **_options: int) -> bytes:
    """The public key, wherever it is asked for."""
    return b"v=DKIM1; k=rsa; p=" + PUBLIC


def send(ground: Ground, port: int) -> list[Outcome]:
    mailer = SmtpMailer(f"smtp://127.0.0.1:{port}", Signer("example.org", "werkpeil", PEM), "returns@example.org")
    with office(ground, mailer) as here:
        return list(send_due(here))


@pytest.mark.full
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_postfix_puts_off_then_delivers_whole_and_signed(ground: Ground, postfix: Postfix) -> None:
    study = ground.load(a_study(invitation=LETTER))
    ground.enrol(study, [Person(f"person-{number}@{DOMAIN}", "nl", {}) for number in range(PEOPLE)])
    open_wave(ground.field(), study, "single")
    assert set(send(ground, postfix.port)) == {Outcome.POSTPONED}
    ground.later(minutes=5)
    assert send(ground, postfix.port) == [Outcome.SENT] * PEOPLE
    delivered = postfix.wait(PEOPLE)
    assert len(delivered) == PEOPLE
    for content in delivered:
        message = message_from_bytes(content, policy=default)
        assert message["Return-Path"] == "<returns@example.org>"
        assert [str(each) for each in message["To"].addresses] == [message["Delivered-To"]]
        assert message["Subject"] == "Wat vindt u? مرحبا"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        assert all("Groet, Zoë" in part.get_content() for part in message.iter_parts())
        assert dkim.verify(content, dnsfunc=dns)
    assert len({message_from_bytes(content)["Message-ID"] for content in delivered}) == PEOPLE


@pytest.mark.full
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_postfix_refuses_who_does_not_exist_and_the_others_get_theirs(ground: Ground, postfix: Postfix) -> None:
    study = ground.load()
    people = [*(f"person-{number}" for number in range(PEOPLE)), "nobody"]
    ground.enrol(study, [Person(f"{name}@{DOMAIN}", "nl", {}) for name in people])
    open_wave(ground.field(), study, "single")
    assert send(ground, postfix.port).count(Outcome.REFUSED) == 1
    ground.later(minutes=5)
    assert send(ground, postfix.port) == [Outcome.SENT] * PEOPLE
