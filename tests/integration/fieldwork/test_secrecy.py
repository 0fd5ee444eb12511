"""Answers are called anonymous only after their keys were destroyed on purpose."""

import shutil

import pytest

from survey.fieldwork.secrecy import SAID, Secrecy, secrecy
from survey.storage.engines import Store, writing
from survey.storage.studies import Destruction
from tests.fixtures.studies import a_study

from .ground import NOW, Ground


def told(ground: Ground) -> Secrecy:
    with ground.session(Store.STUDIES) as session:
        return secrecy(session, ground.keyring, "proef")


def note(ground: Ground, study: str, finished: bool) -> None:
    """The keys of a study were destroyed, or are being."""
    with ground.session(Store.STUDIES) as session:
        end = NOW.date() if finished else None
        writing(session).add(Destruction(study_id=study, first="A", second="B", begun=NOW.date(), finished=end))
        session.commit()


def remove(ground: Ground) -> None:
    shutil.rmtree(ground.keyring.folder / "proef")


@pytest.mark.parametrize(
    ("destroyed", "finished", "gone", "expected"),
    [
        (None, False, False, Secrecy.CONFIDENTIAL),
        (None, False, True, Secrecy.CONFIDENTIAL),
        ("proef", True, False, Secrecy.CONFIDENTIAL),
        ("proef", False, True, Secrecy.CONFIDENTIAL),
        ("anders", True, True, Secrecy.CONFIDENTIAL),
        ("proef", True, True, Secrecy.ANONYMOUS),
    ],
    ids=["keys there", "keys elsewhere", "keys came back", "not finished", "keys of another study", "keys destroyed"],
)
def test_the_deed_and_the_keyring_have_to_agree(
    ground: Ground, destroyed: str | None, finished: bool, gone: bool, expected: Secrecy
) -> None:
    ground.opened()
    ground.load(a_study(id="anders"))
    if destroyed:
        note(ground, destroyed, finished)
    if gone:
        remove(ground)
    assert told(ground) is expected
    assert SAID[told(ground)] != SAID[Secrecy.ANONYMOUS] or expected is Secrecy.ANONYMOUS


def test_before_a_study_begins_nothing_is_anonymous(ground: Ground) -> None:
    ground.load()
    assert told(ground) is Secrecy.CONFIDENTIAL
