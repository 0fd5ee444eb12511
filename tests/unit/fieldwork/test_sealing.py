"""Sealing: only who has the passphrase or the identity can open, and what is damaged is not opened at all."""

from pathlib import Path

import pytest
from pyrage import x25519

from survey.fieldwork.sealing import (
    Opener,
    Seal,
    UnknownIdentityError,
    UnknownRecipientError,
    WeakPassphraseError,
    WrongKeyError,
)

PHRASE = "vier losse woorden samen"


def test_a_passphrase_opens_what_it_sealed(tmp_path: Path) -> None:
    file = tmp_path / "sealed"
    file.write_bytes(Seal(PHRASE).seal(b"secret content"))
    assert b"secret" not in file.read_bytes()
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert Opener(PHRASE).open(file) == b"secret content"
    with pytest.raises(WrongKeyError):
        Opener(f"{PHRASE}!").open(file)


def test_an_identity_opens_what_was_sealed_for_it(tmp_path: Path) -> None:
    identity, file = x25519.Identity.generate(), tmp_path / "sealed"
    file.write_bytes(Seal(recipient=str(identity.to_public())).seal(b"secret content"))
    (tmp_path / "mine.txt").write_text(f"# created: today\n{identity}\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(f"{x25519.Identity.generate()}\n", encoding="utf-8")
    assert Opener(identity=tmp_path / "mine.txt").open(file) == b"secret content"
    with pytest.raises(WrongKeyError):
        Opener(identity=tmp_path / "other.txt").open(file)
    with pytest.raises(WrongKeyError):
        Opener(PHRASE).open(file)


def test_what_was_changed_is_not_opened(tmp_path: Path) -> None:
    identity, file = x25519.Identity.generate(), tmp_path / "sealed"
    sealed = Seal(recipient=str(identity.to_public())).seal(b"secret content")
    (tmp_path / "mine.txt").write_text(str(identity), encoding="utf-8")
    for damaged in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", b"nothing of the kind"):
        file.write_bytes(damaged)
        with pytest.raises(WrongKeyError):
            Opener(identity=tmp_path / "mine.txt").open(file)


def test_a_seal_that_would_not_do_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphraseError):
        Seal("elf tekens!").seal(b"-")
    with pytest.raises(UnknownRecipientError):
        Seal(recipient="ssh-ed25519 AAAA").check()
    (tmp_path / "none.txt").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(UnknownIdentityError):
        Opener(identity=tmp_path / "none.txt").open(tmp_path / "none.txt")
