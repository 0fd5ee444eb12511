"""The audit log for people to read: a page of entries at a time, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_
from survey.storage.studies import AuditEntry

from . import programmes

PAGE = 100

DEEDS = {
    "accept contacts and answers in one hand": N_("accepted contacts and answers in one hand"),
    "ask for a new password": N_("asked for a new password"),
    "change password": N_("changed the password"),
    "choose password": N_("chose a password with a link"),
    "codes second factor": N_("made new recovery codes"),
    "end visits": N_("logged out elsewhere"),
    "invite": N_("invited somebody"),
    "log in": N_("logged in"),
    "log in failed": N_("gave a wrong password"),
    "remove second factor": N_("removed the second factor"),
    "second factor failed": N_("gave a wrong code"),
    "set second factor": N_("set up a second factor"),
    "approve": N_("approved a publication"),
    "catch up": N_("planned late mails anew"),
    "close": N_("closed a wave or cohort"),
    "destroy keys": N_("destroyed the keys"),
    "erase": N_("erased somebody"),
    "export": N_("exported answers"),
    "export keys": N_("made a copy of the keys"),
    "found programme": N_("made the programme"),
    "grant role": N_("gave a role"),
    "import": N_("took in answers from a file"),
    "import keys": N_("put the keys back"),
    "letters": N_("made letters on paper"),
    "load": N_("loaded the design"),
    "open": N_("opened a cohort"),
    "pause": N_("paused the study"),
    "publish": N_("published a wave"),
    "remove set-up": N_("removed a study that was only set up"),
    "restore": N_("put a copy back"),
    "resume": N_("ended the pause"),
    "revoke role": N_("took a role away"),
    "shorten log": N_("removed what was past its term from the log"),
    "start": N_("set a wave going"),
    "thaw": N_("let mails leave again"),
}
"""What a deed is called for people, as message ids. One that is not here is told as it was written down."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A page of the log, and how many pages there are."""

    entries: Sequence[AuditEntry]
    page: int
    pages: int


def of_study(studies: Session, study_id: str, page: int) -> Extract:
    """What was done to a study, and to the programme that it is of."""
    programme = programmes.of_study(studies, study_id)
    of_programme = and_(AuditEntry.study_id == "", AuditEntry.programme_id == programme)
    return _extract(studies, or_(AuditEntry.study_id == study_id, of_programme), page)


def of_installation(studies: Session, page: int) -> Extract:
    """What was done to the installation: accounts, programmes, roles, databases. Nothing about a study."""
    return _extract(studies, AuditEntry.study_id == "", page)


def _extract(studies: Session, which: ColumnElement[bool], page: int) -> Extract:
    number = studies.scalar(select(func.count()).select_from(AuditEntry).where(which)) or 0
    pages = max(1, -(-number // PAGE))
    page = min(max(page, 1), pages)
    query = select(AuditEntry).where(which).order_by(AuditEntry.id.desc())
    return Extract(studies.scalars(query.offset((page - 1) * PAGE).limit(PAGE)).all(), page, pages)
