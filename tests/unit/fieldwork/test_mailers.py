"""A folder that stands in for a mail server."""

from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from survey.fieldwork.mailers import FolderMailer, TryLaterError


def letter(number: int, text: str = "Beste deelnemer") -> EmailMessage:
    message = EmailMessage()
    message["To"] = f"person-{number}@example.org"
    message["Message-ID"] = f"<{number:032x}@example.org>"
    message.set_content(text)
    return message


def test_each_message_is_a_file_of_its_own_under_its_study(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "mailbox")
    mailer.send(letter(1), "proef")
    mailer.send(letter(2), "proef")
    mailer.send(letter(3), "anders")
    mailer.close()
    files = sorted(path.relative_to(tmp_path / "mailbox").as_posix() for path in tmp_path.rglob("*.eml"))
    assert files == [f"anders/{3:032x}.eml", f"proef/{1:032x}.eml", f"proef/{2:032x}.eml"]


def test_the_file_holds_the_message(tmp_path: Path) -> None:
    FolderMailer(tmp_path).send(letter(1, "Één vraag"), "proef")
    (path,) = tmp_path.rglob("*.eml")
    arrived = message_from_bytes(path.read_bytes())
    assert arrived["To"] == "person-1@example.org"
    assert b"\r\n" in path.read_bytes()


def test_the_same_message_twice_is_one_file(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path)
    mailer.send(letter(1, "first"), "proef")
    mailer.send(letter(1, "second"), "proef")
    (path,) = (tmp_path / "proef").iterdir()
    assert b"second" in path.read_bytes()


def test_a_folder_that_cannot_be_written_is_a_passing_fault(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("a file in the way")
    with pytest.raises(TryLaterError):
        FolderMailer(tmp_path / "mailbox").send(letter(1), "proef")
