"""The mailbox of demo and test studies: the mails as people get them, and no way from there to anything else."""

import os
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from flask import Flask

from survey.settings import Settings
from tests.fixtures.reader import Reader

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)

LINK = "http://127.0.0.1:8000/a/ABC"


def put(settings: Settings, name: str, to: str, *, study: str = "proef", age: int = 0) -> Path:
    """A mail in the mailbox, `age` seconds old."""
    message = EmailMessage()
    message["From"] = "Gemeente Één <onderzoek@example.org>"
    message["To"] = to
    message["Date"] = "Sun, 22 Nov 2026 09:30:00 +0100"
    message["Subject"] = "Wat vindt u? <b>Één</b> vraag"
    message.set_content(f"Beste deelnemer,\n\n{LINK}\n\nGroet <script>alert(1)</script>\n")
    message.add_alternative(
        f"<html><head><title>Mail</title></head><body style='color:red'><a href='{LINK}'>Doe mee</a></body></html>",
        subtype="html",
    )
    folder = settings.mailbox / study
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.eml"
    path.write_bytes(message.as_bytes(policy=SMTP))
    os.utime(path, (1_800_000_000 - age, 1_800_000_000 - age))
    return path


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/proef/abc", "/mailbox/proef/abc/html"])
def test_without_a_folder_there_is_no_mailbox(app: Flask, path: str) -> None:
    assert Reader(app).open(path).status == 404


def test_an_empty_mailbox_says_so_and_what_it_is(app: Flask, settings: Settings) -> None:
    settings.mailbox.mkdir(parents=True)
    page = Reader(app).open("/mailbox")
    assert "Hier zijn geen mails." in page.text
    assert "Hij staat hier in plaats van de mailboxen van de mensen zelf." in page.text


def test_mails_are_listed_newest_first_over_all_studies(app: Flask, settings: Settings) -> None:
    put(settings, "aa", "oud@example.org", age=60)
    put(settings, "bb", "nieuw@example.org", study="ander")
    put(settings, "cc", "oudst@example.org", age=120)
    page = Reader(app).open("/mailbox")
    assert [link for link in page.anatomy.links if "/mailbox/" in link] == [
        "/mailbox/ander/bb",
        "/mailbox/proef/aa",
        "/mailbox/proef/cc",
    ]
    assert "Mails: 3" in page.text
    assert "22 nov 09:30" in page.text


def test_a_mailbox_can_be_searched_by_address_and_study(app: Flask, settings: Settings) -> None:
    put(settings, "aa", "anna@example.org")
    put(settings, "bb", "bob@example.org")
    put(settings, "cc", "anna@example.org", study="ander")
    reader = Reader(app)
    for query, count in (("address=ANNA", 2), ("address=anna&study=proef", 1), ("study=proef", 2), ("address=zoë", 0)):
        assert f"Mails: {count}" in reader.open(f"/mailbox?{query}").text
    assert "Mails: 3" in reader.open("/mailbox?study=../keys").text


def test_many_mails_come_in_pages_of_fifty(app: Flask, settings: Settings) -> None:
    for number in range(51):
        put(settings, f"m{number}", f"person{number}@example.org", age=number)
    reader = Reader(app)
    first = reader.open("/mailbox")
    assert "Pagina 1 van 2" in first.text
    assert len([link for link in first.anatomy.links if "/proef/" in link]) == 50
    older = reader.open(first.anatomy.links[-1])
    assert [link for link in older.anatomy.links if "/proef/" in link] == ["/mailbox/proef/m50"]
    assert reader.open("/mailbox?page=-3").anatomy.links == first.anatomy.links


def test_a_mail_shows_its_head_a_frame_and_its_text_with_a_link(app: Flask, settings: Settings) -> None:
    put(settings, "aa", "anna@example.org")
    page = Reader(app).open("/mailbox/proef/aa")
    assert page.heading == "Wat vindt u? <b>Één</b> vraag"
    assert "Gemeente Één <onderzoek@example.org>" in page.text
    assert "Groet <script>alert(1)</script>" in page.text
    assert LINK in page.anatomy.links
    assert 'src="/mailbox/proef/aa/html"' in page.response.text
    assert "allow-scripts" not in page.response.text


def test_the_html_of_a_mail_may_be_styled_and_nothing_else(app: Flask, settings: Settings) -> None:
    put(settings, "aa", "anna@example.org")
    response = Reader(app).ask("/mailbox/proef/aa/html")
    assert '<head><base target="_top"><title>' in response.text
    policy = response.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'self'", "sandbox allow-popups"):
        assert part in policy
    assert "allow-scripts" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/mailbox/proef/zz",
        "/mailbox/proef/..%2f..%2fsecret-key",
        "/mailbox/../secret-key",
        "/mailbox/proef/%2e%2e",
        "/mailbox/PROEF/aa",
        "/mailbox/proef/aa.eml",
    ],
)
def test_nothing_but_mails_can_be_asked_for(app: Flask, settings: Settings, path: str) -> None:
    put(settings, "aa", "anna@example.org")
    settings.secret_key()
    assert Reader(app).open(path).status == 404
