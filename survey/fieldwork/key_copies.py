"""Copies of a study's keys: one, sealed with a passphrase, for the research lead, so that a lost disk loses nothing."""

import base64
import json
from pathlib import Path

from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Destruction

from .keyring import NAMES, Keyring, StudyKeys, write_once
from .sealing import Opener, Seal


class FileIsThereError(RefusedError):
    """A copy never replaces a file."""

    sentence = N_("{file} is there already. Choose another name.")


class NoKeysInItError(RefusedError):
    """It is a sealed file, but no copy of keys."""

    sentence = N_("{file} is no copy of keys.")


class KeysDestroyedError(RefusedError):
    """What was destroyed stays destroyed: people were told that it is."""

    sentence = N_("The keys of study {study} were destroyed on {day}. They cannot be made or put back.")


def check_not_destroyed(studies: Session, study_id: str) -> None:
    """Raise `KeysDestroyedError` if the keys of a study were destroyed, or are being."""
    found = studies.get(Destruction, study_id)
    if found is not None:
        raise KeysDestroyedError(study=study_id, day=found.begun.isoformat())


def export(keyring: Keyring, study_id: str, file: Path, seal: Seal) -> None:
    """Write a sealed copy of the keys of a study that only its owner can read.

    Raises:
        KeyGoneError, FileIsThereError, WeakPassphraseError: nothing was written.
    """
    keys = keyring.keys(study_id)
    if file.exists():
        raise FileIsThereError(file=file)
    content = {"study": study_id} | {name: base64.b64encode(getattr(keys, name)).decode() for name in NAMES}
    write_once(file, seal.seal(json.dumps(content).encode()))


def put_back(studies: Session, keyring: Keyring, file: Path, opener: Opener) -> str:
    """Put the keys in a sealed copy back; the study that they belong to.

    Raises:
        WrongKeyError, NoKeysInItError, KeysDestroyedError, OtherKeysError: the keys are as they were.
    """
    try:
        content = json.loads(opener.open(file))
        study_id = str(content["study"])
        keys = StudyKeys(*(base64.b64decode(content[name], validate=True) for name in NAMES))
    except (ValueError, KeyError, TypeError) as error:
        raise NoKeysInItError(file=file) from error
    check_not_destroyed(studies, study_id)
    keyring.put(study_id, keys)
    return study_id
