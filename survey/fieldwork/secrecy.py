"""How far answers are from names: confidential while the keys of a study exist, anonymous after they were destroyed.
An open study has no list of people and no keys: its answers are anonymous from the start.

Whatever is said of it, on pages, in mails and in reports, asks here; it is never typed by hand.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_
from survey.questionnaires.study import Mode
from survey.storage.studies import Destruction, StudyRow

from .keyring import Keyring


class Secrecy(StrEnum):
    """What may be said of the answers of a study."""

    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


SAID = {
    Secrecy.CONFIDENTIAL: N_("The answers are confidential: they are kept apart from names."),
    Secrecy.ANONYMOUS: N_("The answers are anonymous: nobody can find out any more whose they are."),
}
"""The sentence for reports, a message id."""


def secrecy(studies: Session, keyring: Keyring, study_id: str) -> Secrecy:
    """Anonymous only if the keys were destroyed on purpose, to the last step, and are gone: keys that are missing may
    be elsewhere. Or if there never were any."""
    study = studies.get(StudyRow, study_id)
    if study is not None and study.mode == Mode.OPEN:
        return Secrecy.ANONYMOUS
    deed = studies.get(Destruction, study_id)
    gone = study_id not in keyring.held()
    return Secrecy.ANONYMOUS if gone and deed is not None and deed.finished else Secrecy.CONFIDENTIAL
