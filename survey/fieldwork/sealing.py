"""Sealing: files that only who has a passphrase, or an age identity, can open (https://age-encryption.org)."""

from dataclasses import dataclass
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, passphrase, x25519

from survey.questionnaires.problems import N_, RefusedError

SHORTEST = 12


class WeakPassphraseError(RefusedError):
    """A passphrase that can be guessed seals nothing."""

    sentence = N_("The passphrase is too short: use at least {shortest} characters, such as four or five words.")


class WrongKeyError(RefusedError):
    """It was sealed for somebody else, or it was damaged."""

    sentence = N_("{file} cannot be opened with this passphrase or identity, or it is damaged. Nothing was changed.")


class UnknownRecipientError(RefusedError):
    """Nobody could open it."""

    sentence = N_(
        "“{recipient}” is not an age recipient: it begins with age1. Make one with: age-keygen -o identity.txt"
    )


class UnknownIdentityError(RefusedError):
    """The file has no identity in it."""

    sentence = N_("There is no age identity in {file}: a line that begins with AGE-SECRET-KEY-1.")


@dataclass(frozen=True, slots=True)
class Seal:
    """For whom something is sealed: who has the `passphrase`, or the identity of the `recipient` (age1...)."""

    passphrase: str = ""
    recipient: str = ""

    def check(self) -> None:
        """Refuse a seal that would not do: `WeakPassphraseError`, `UnknownRecipientError`."""
        if self.recipient:
            self._key()
        elif len(self.passphrase) < SHORTEST:
            raise WeakPassphraseError(shortest=SHORTEST)

    def seal(self, content: bytes) -> bytes:
        """The content, sealed; refused as `check` does."""
        self.check()
        sealed: bytes = (
            encrypt(content, [self._key()]) if self.recipient else passphrase.encrypt(content, self.passphrase)
        )
        return sealed

    def _key(self) -> x25519.Recipient:
        try:
            return x25519.Recipient.from_str(self.recipient)
        except RecipientError as error:
            raise UnknownRecipientError(recipient=self.recipient) from error


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a sealed file: the `passphrase`, or a file with an `identity`."""

    passphrase: str = ""
    identity: Path | None = None

    def open(self, file: Path) -> bytes:
        """What is in a sealed file; `WrongKeyError` or `UnknownIdentityError` if it cannot be opened."""
        sealed = file.read_bytes()
        try:
            content: bytes = (
                decrypt(sealed, [_identity(self.identity)])
                if self.identity
                else passphrase.decrypt(sealed, self.passphrase)
            )
        except DecryptError as error:
            raise WrongKeyError(file=file) from error
        return content


def _identity(file: Path) -> x25519.Identity:
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    try:
        return x25519.Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-1")))
    except (StopIteration, IdentityError) as error:
        raise UnknownIdentityError(file=file) from error
