"""Signing: a signature that others can check, over the headers that matter, and that notices a change."""

import base64
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from survey.fieldwork.signing import Signer

KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
RECORD = b"v=DKIM1; k=rsa; p=" + base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)


def dns(name: bytes, **_options: int) -> bytes | None:
    """Stands in for the DNS: it has one record."""
    return RECORD if name == b"werkpeil._domainkey.example.org." else None


def verifies(content: bytes) -> bool:
    return bool(dkim.verify(content, dnsfunc=dns))


@pytest.fixture
def signed(tmp_path: Path) -> bytes:
    """A message with a text in two languages, as it leaves."""
    (tmp_path / "dkim.pem").write_bytes(PEM)
    message = EmailMessage()
    message["From"], message["To"] = "Gemeente Súdwest <onderzoek@example.org>", "anna@example.org"
    message["Subject"] = "Wat vindt u van uw jobcoach? " + "x" * 80
    message["List-Unsubscribe"] = "<https://onderzoek.example.org/stop/x>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content("Beste deelnemer,\n\nmarhaba مرحبا\n.\n\n\n", cte="quoted-printable")
    signer = Signer.of("onderzoek@example.org", "werkpeil", tmp_path / "dkim.pem")
    return signer.sign(message.as_bytes(policy=SMTP))


def test_a_signed_mail_verifies(signed: bytes) -> None:
    assert verifies(signed)


def test_the_signature_covers_what_rfc_8058_asks_for(signed: bytes) -> None:
    head = b"".join(signed.partition(b"\r\nFrom:")[0].split()).lower()
    covered = head.partition(b"h=")[2].partition(b";")[0].split(b":")
    assert {b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"} <= set(covered)
    assert b"d=example.org" in head
    assert b"s=werkpeil" in head


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"Beste", b"Boze"), (b"anna@", b"bob@"), (b"/stop/x", b"/stop/y"), (b"One-Click", b"No-Click")],
)
def test_a_changed_mail_does_not_verify(signed: bytes, before: bytes, after: bytes) -> None:
    assert before in signed
    assert not verifies(signed.replace(before, after))
