"""The keyring: two keys per study, in files outside every database and every backup."""

import contextlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from survey.questionnaires.problems import N_, RefusedError

KEY_BYTES = 32
NAMES = ("token", "pseudonym")


class KeyGoneError(RefusedError):
    """The keys of a study are not in the keyring: destroyed, or on another machine."""

    sentence = N_("There are no keys for study {study} in {folder}. Links cannot be made without them.")


class OtherKeysError(RefusedError):
    """Keys that were put back are not those that are here."""

    sentence = N_("Study {study} has other keys in {folder}. They were kept; the copy was not put back.")


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
            write_once(home / name, secrets.token_bytes(KEY_BYTES))
        return self.keys(study_id)

    def keys(self, study_id: str) -> StudyKeys:
        """The keys of a study; `KeyGoneError` if they are not here."""
        try:
            token, pseudonym = ((self.folder / study_id / name).read_bytes() for name in NAMES)
        except FileNotFoundError as error:
            raise KeyGoneError(study=study_id, folder=self.folder) from error
        return StudyKeys(token, pseudonym)

    def held(self) -> set[str]:
        """The ids of the studies of which something is here, whole or not."""
        return {home.name for home in self.folder.iterdir() if home.is_dir()} if self.folder.exists() else set()

    def put(self, study_id: str, keys: StudyKeys) -> None:
        """Put keys here that come from elsewhere; `OtherKeysError` if the study has others, which are kept."""
        home = self.folder / study_id
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in NAMES:
            write_once(home / name, getattr(keys, name))
        if self.keys(study_id) != keys:
            raise OtherKeysError(study=study_id, folder=self.folder)

    def destroy(self, study_id: str) -> None:
        """Overwrite the keys of a study and remove them; half-destroyed ones, and none, are as good as whole ones.

        A disk that writes to another place each time may keep what was overwritten: see docs/operations.md.
        """
        home = self.folder / study_id
        if not home.exists():
            return
        for path in home.iterdir():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(max(path.stat().st_size, KEY_BYTES)))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            _sync(home)
        home.rmdir()
        _sync(self.folder)


def write_once(path: Path, content: bytes) -> None:
    """Make a file that only its owner can read, unless it is there already.

    It is written and synced under another name first: a crash never leaves half a key, and of several processes that
    make it at the same moment one wins.
    """
    if path.exists():
        return
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Let the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
