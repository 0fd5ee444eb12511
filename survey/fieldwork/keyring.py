"""The keyring: two keys per study, in files outside every database and every backup."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from survey.questionnaires.problems import N_, RefusedError

KEY_BYTES = 32
NAMES = ("token", "pseudonym")


class KeyGoneError(RefusedError):
    """The keys of a study are not in the keyring: destroyed, or on another machine."""

    sentence = N_("There are no keys for study {study} in {folder}. Links cannot be made without them.")


@dataclass(frozen=True, slots=True)
class StudyKeys:
    """`token` makes links, `pseudonym` joins one person's waves; 32 random bytes each."""

    token: bytes
    pseudonym: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys as files, `folder/<study>/<name>`, readable by the owner only."""

    folder: Path

    def create(self, study_id: str) -> StudyKeys:
        """Make the keys of a study; keys that exist already are kept."""
        home = self.folder / study_id
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in NAMES:
            if not (home / name).exists():
                _write_once(home / name, secrets.token_bytes(KEY_BYTES))
        return self.keys(study_id)

    def keys(self, study_id: str) -> StudyKeys:
        """The keys of a study; `KeyGoneError` if they are not here."""
        try:
            token, pseudonym = ((self.folder / study_id / name).read_bytes() for name in NAMES)
        except FileNotFoundError as error:
            raise KeyGoneError(study=study_id, folder=self.folder) from error
        return StudyKeys(token, pseudonym)


def _write_once(path: Path, content: bytes) -> None:
    """Write and sync a file under another name first, so that a crash never leaves half a key."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
