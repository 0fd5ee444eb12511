"""Answers are called anonymous only after their keys were destroyed on purpose."""

import shutil

import pytest

from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.fieldwork.secrecy import DESTROYED, Secrecy, secrecy
from survey.storage.engines import Store, writing

from .ground import NOW, Ground


def told(ground: Ground) -> Secrecy:
    with ground.session(Store.STUDIES) as session:
        return secrecy(session, ground.keyring, "proef")


def note(ground: Ground, study: str) -> None:
    with ground.session(Store.STUDIES) as session:
        audit.record(writing(session), NOW, Deed("tester", study, DESTROYED))
        session.commit()


def remove(ground: Ground) -> None:
    shutil.rmtree(ground.keyring.folder / "proef")


@pytest.mark.parametrize(
    ("destroyed", "gone", "expected"),
    [
        (None, False, Secrecy.CONFIDENTIAL),
        (None, True, Secrecy.CONFIDENTIAL),
        ("proef", False, Secrecy.CONFIDENTIAL),
        ("anders", True, Secrecy.CONFIDENTIAL),
        ("proef", True, Secrecy.ANONYMOUS),
    ],
    ids=["keys are there", "keys are elsewhere", "keys came back", "keys of another study", "keys are destroyed"],
)
def test_the_log_and_the_keyring_have_to_agree(
    ground: Ground, destroyed: str | None, gone: bool, expected: Secrecy
) -> None:
    ground.opened()
    if destroyed:
        note(ground, destroyed)
    if gone:
        remove(ground)
    assert told(ground) is expected


def test_before_a_study_begins_nothing_is_anonymous(ground: Ground) -> None:
    ground.load()
    assert told(ground) is Secrecy.CONFIDENTIAL
