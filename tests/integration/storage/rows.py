"""Valid rows; a test changes only what it is about."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from survey.storage import contacts, jobs, responses, staff, studies
from survey.storage.engines import Store

DAY = date(2026, 11, 20)
HASH = bytes(32)
TEXT = uuid.UUID(int=1)


def a_ticket(**changes: Any) -> responses.Ticket:
    """An open ticket of a linked study."""
    values: dict[str, Any] = {
        "hash": HASH,
        "wave_id": "proef/single",
        "cohort_id": "proef/single/1",
        "digest": "0" * 64,
        "mode": "linked",
        "pseudonym": bytes(16),
        "trajectory": bytes(16),
        "attributes": {"age": "old"},
        "language": "nl",
        "state": "open",
        "closes": DAY,
    }
    return responses.Ticket(**values | changes)


def a_response(**changes: Any) -> responses.Response:
    """A response of an unlinked study."""
    values: dict[str, Any] = {
        "id": uuid.uuid4(),
        "wave_id": "proef/single",
        "digest": "0" * 64,
        "pseudonym": None,
        "trajectory": None,
        "attributes": {},
        "language": "nl",
        "period": "2026Q4",
        "answers": {"grade": 8, "good": ["kind"], "better": None},
    }
    return responses.Response(**values | changes)


def a_mail(**changes: Any) -> contacts.Outbox:
    """A mail to contact 1 that waits."""
    values: dict[str, Any] = {
        "contact_id": 1,
        "study_id": "proef",
        "wave_id": "proef/single",
        "cohort_id": "proef/single/1",
        "round": 1,
        "kind": "invitation",
        "state": "waiting",
        "day": DAY,
        "attempts": 0,
    }
    return contacts.Outbox(**values | changes)


def a_contact(**changes: Any) -> contacts.Contact:
    """Contact 1."""
    values: dict[str, Any] = {"id": 1, "study_id": "proef", "audience": "participant", "address": "a@example.org"}
    return contacts.Contact(**values | {"language": "nl", "attributes": {}} | changes)


def a_trajectory(**changes: Any) -> contacts.Trajectory:
    """Trajectory 1, of contact 1."""
    values: dict[str, Any] = {"id": 1, "study_id": "proef", "label": "T-1", "start": "2026-09", "round": 1}
    return contacts.Trajectory(**values | {"participant_id": 1} | changes)


def an_enrolment(**changes: Any) -> contacts.Enrolment:
    """Contact 1 takes part with trajectory 1."""
    values: dict[str, Any] = {"contact_id": 1, "wave_id": "proef/single", "round": 1, "cohort_id": "proef/single/1"}
    return contacts.Enrolment(**values | {"trajectory_id": 1} | changes)


def a_study(**changes: Any) -> studies.StudyRow:
    """A study without waves."""
    values: dict[str, Any] = {"id": "proef", "purpose": "test", "mode": "linked", "document": "{}", "loaded": DAY}
    return studies.StudyRow(**values | {"programme_id": "proef"} | changes)


def a_wave(**changes: Any) -> studies.WaveRow:
    """A planned wave of that study."""
    values: dict[str, Any] = {
        "id": "proef/single",
        "study_id": "proef",
        "name": "single",
        "position": 0,
        "audience": "participant",
        "digest": "0" * 64,
        "stage": "planned",
    }
    return studies.WaveRow(**values | changes)


def a_cohort(**changes: Any) -> studies.Cohort:
    """A cohort of that wave."""
    values: dict[str, Any] = {"id": "proef/single/1", "wave_id": "proef/single", "month": "2026-11", "stage": "open"}
    return studies.Cohort(**values | {"opens": DAY, "closes": DAY} | changes)


def _studies() -> list[Any]:
    """A row for each table of the studies database."""
    return [
        studies.Programme(id="proef", name="Proef"),
        a_study(),
        studies.Snapshot(digest="0" * 64, document="{}"),
        a_wave(),
        a_cohort(),
        studies.Pause(study_id="proef", since=DAY, reason="holidays"),
        studies.Acceptance(wave_id="proef/single", risk="small_cells", reason="a pilot", day=DAY),
        studies.Destruction(study_id="proef", first="A. Jansen", second="B. de Vries", begun=DAY, finished=None),
        studies.Erasure(mark=HASH, study_id="proef", day=DAY),
        studies.Removal(mark=HASH, study_id="proef"),
        studies.AuditSheet(study_id="proef", at=datetime(2026, 11, 20, tzinfo=UTC), document="{}"),
        studies.Upkeep(work="purge", at=datetime(2026, 11, 20, tzinfo=UTC)),
        studies.ReminderRound(cohort_id="proef/single/1", kind="reminder-1", scope="everybody", answered=0),
        studies.PublicationRow(study_id="proef", wave_id="proef/single", day=DAY, digest="0" * 64, document="{}"),
        studies.CodingRow(wave_id="proef/single", item="why", first="a@example.org", second="b@example.org"),
        jobs.JobRow(study_id="proef", wave="single", kind="publish", asked="{}", actor="a@example.org", day=DAY),
        studies.Preparation(study_id="nieuw", programme_id="proef", begun=DAY),
        studies.Prepared(study_id="nieuw", name="study", current=1),
        studies.Revision(
            study_id="nieuw",
            name="study",
            number=1,
            based_on=0,
            at=datetime(2026, 11, 20, tzinfo=UTC),
            author="x",
            note="",
            text="id: nieuw",
        ),
        staff.Staff(id=1, email="staff@example.org", password="-", active=True, fs_uniquifier="x"),  # noqa: S106
        staff.Visit(digest="0" * 64, staff_id=1, device="Firefox, Linux", begun=DAY, seen=DAY),
        staff.SecondFactor(staff_id=1, sealed=b"sealed", step=1),
        staff.RecoveryCode(staff_id=1, digest="0" * 64),
        staff.OneTimeLink(digest="0" * 64, staff_id=1, purpose="invitation", until=datetime(2026, 11, 20, tzinfo=UTC)),
        staff.Attempts(key=HASH[:16], until=datetime(2026, 11, 20, tzinfo=UTC), number=1),
        staff.Membership(staff_id=1, programme_id="proef", role="owner", reason=""),
        studies.AuditEntry(
            at=datetime(2026, 11, 20, tzinfo=UTC),
            actor="x",
            study_id="proef",
            action="open",
            detail="",
            digest="0" * 64,
        ),
        studies.AuditStart(id=1, entry=0, digest="0" * 64),
    ]


def everything() -> dict[Store, list[Any]]:
    """A row for each table, in an order in which they can be inserted."""
    return {
        Store.STUDIES: _studies(),
        Store.CONTACTS: [
            a_contact(),
            a_trajectory(),
            an_enrolment(),
            a_mail(id=1),
            contacts.Suppression(contact_id=1, reason="asked", day=DAY),
            contacts.Bounce(outbox_id=1, hard=False, status="4.2.2", day=DAY),
            contacts.Pace(name="proef", minute=datetime(2026, 11, 20, tzinfo=UTC), mails=1),
            contacts.Freeze(id=1, since=DAY, copy="contacts 2026-11-19"),
        ],
        Store.RESPONSES: of_responses(),
    }


def of_responses() -> list[Any]:
    """A row for each table of the responses database."""
    return [
        a_ticket(),
        responses.Draft(hash=HASH, rev=1, sealed=b"sealed"),
        a_response(),
        responses.OpenText(id=TEXT, wave_id="proef/single", item="why", text="Druk"),
        responses.Theme(id=TEXT, study_id="proef", item="why", code="pace", names={"nl": "Tempo", "en": "Pace"}),
        responses.Coded(text_id=TEXT, coder=1, themes=["pace"]),
        responses.TypedCode(lookup=HASH[:16], wave_id="proef/single", sealed=b"sealed"),
        responses.CodeSalt(id=responses.SALT, salt=HASH[:16]),
        responses.Failures(key=HASH[:16], slot=0, number=1),
    ]
