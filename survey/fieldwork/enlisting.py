"""Enlisting: put the cases of a contacts file on the panel. Repeating a file changes nothing; a newer one updates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError
from survey.questionnaires.study import Study
from survey.storage.contacts import Enrolment, Trajectory
from survey.storage.engines import writing

from .contacts_file import Case, Person
from .contacts_file.columns import LABEL, PARTNERS, ROUND, START, at
from .designs import check_has_list
from .people import People

BATCH = 1000

OTHER_PERSON = N_("the trajectory “{label}” is of another person in this study")
EARLIER_ROUND = N_("the trajectory “{label}” is in round {round} already")
ASKED_ALREADY = N_(
    "the trajectory “{label}” starts in {start}, and people were asked already. If it began anew, give round {next}"
)


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did up to here: `rows` it went through, and people and trajectories that are new or changed."""

    rows: int = 0
    people: int = 0
    people_changed: int = 0
    trajectories: int = 0
    trajectories_changed: int = 0


def enlist(
    contacts: Session, study: Study, audience: Audience, cases: Iterable[Case], file: str = ""
) -> Iterator[Added]:
    """Put cases on the panel of a study, in one transaction that the caller commits; yields the progress.

    Who is there already is known by the programme's own id, else by the address; a trajectory by its label. What a row
    leaves empty stays as it was.

    Raises:
        NoListError: the study is open.
        ProblemsFoundError: at the end, with everything that contradicts what is known; do not commit.
    """
    check_has_list(study)
    writing(contacts)
    problems: list[Problem] = []
    done = Added()
    rest = iter(cases)
    while batch := list(islice(rest, BATCH)):
        done = _Batch(contacts, study, file, problems).store(audience, batch, done)
        yield done
    if problems:
        raise ProblemsFoundError(problems)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some rows: first their people, then their trajectories."""

    contacts: Session
    study: Study
    file: str
    problems: list[Problem]

    def store(self, audience: Audience, cases: Sequence[Case], before: Added) -> Added:
        """Insert and update; returns the progress."""
        ids: dict[Audience, dict[str, int]] = {}
        people, changed = before.people, before.people_changed
        for each in dict.fromkeys((audience, *PARTNERS)):
            found = People(self.contacts, self.study, each, self.file, self.problems)
            ids[each], new, updated = found.store(_people(each, audience, cases))
            people, changed = people + new, changed + updated
        started, moved = self._trajectories([case for case in cases if case.trajectory], ids)
        rows = before.rows + len(cases)
        return Added(rows, people, changed, before.trajectories + started, before.trajectories_changed + moved)

    def _trajectories(self, cases: Sequence[Case], ids: dict[Audience, dict[str, int]]) -> tuple[int, int]:
        """How many trajectories are new, and how many changed."""
        known = self._known([case.trajectory.label for case in cases if case.trajectory])
        asked = self._asked([row.id for row in known.values()])
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for case in cases:
            said = _said(case, ids)
            row = known.get(said["label"])
            if row is None:
                new.append(said | {"study_id": self.study.id, "round": said["round"] or 1})
            elif wrong := _contradiction(row, said, asked):
                place, message, values = wrong
                self.problems.append(at(self.file, case.line, place, message, label=row.label, **values))
            elif news := {name: value for name, value in said.items() if value and value != getattr(row, name)}:
                changed.append(news | {"id": row.id})
        if not self.problems:
            self._write(new, changed)
        return len(new), len(changed)

    def _write(self, new: Sequence[dict[str, Any]], changed: Sequence[dict[str, Any]]) -> None:
        if new:
            self.contacts.execute(insert(Trajectory), new)
        for row in changed:
            self.contacts.execute(update(Trajectory).where(Trajectory.id == row["id"]).values(row))

    def _known(self, labels: Sequence[str]) -> dict[str, Any]:
        """The trajectories with these labels."""
        columns = Trajectory.__table__.columns
        query = select(*columns).where(Trajectory.study_id == self.study.id, Trajectory.label.in_(labels))
        return {row.label: row for row in self.contacts.execute(query)} if labels else {}

    def _asked(self, trajectory_ids: Sequence[int]) -> set[tuple[int, int]]:
        """Trajectory and round of those about which somebody was asked already."""
        query = select(Enrolment.trajectory_id, Enrolment.round).where(Enrolment.trajectory_id.in_(trajectory_ids))
        return {(row[0] or 0, row[1]) for row in self.contacts.execute(query.distinct())} if trajectory_ids else set()


def _people(wanted: Audience, audience: Audience, cases: Sequence[Case]) -> list[tuple[int, Person]]:
    """The people of the `wanted` audience in the rows, which are about `audience`, each with its line."""
    found = [(case.line, case.person if wanted is audience else getattr(case, PARTNERS[wanted])) for case in cases]
    return [(line, person) for line, person in found if person]


def _said(case: Case, ids: dict[Audience, dict[str, int]]) -> dict[str, Any]:
    """What a row says about its trajectory, with the ids of its people; None where it says nothing."""
    trajectory = case.trajectory
    partners = {f"{name}_id": ids[audience].get(_key(getattr(case, name))) for audience, name in PARTNERS.items()}
    person = ids[Audience.PARTICIPANT].get(case.person.key)
    if trajectory is None:
        raise ValueError("The row has no trajectory.")
    head = {"label": trajectory.label, "start": trajectory.start, "round": trajectory.round}
    return head | {"participant_id": person} | partners


def _key(person: Person | None) -> str:
    return person.key if person else ""


def _contradiction(
    row: Any, said: dict[str, Any], asked: set[tuple[int, int]]
) -> tuple[str, str, dict[str, object]] | None:
    """Column, message and values of what a row says against a known trajectory; None if it may be so."""
    round_ = said["round"] or row.round
    if said["participant_id"] and said["participant_id"] != row.participant_id:
        return LABEL, OTHER_PERSON, {}
    if round_ < row.round:
        return ROUND, EARLIER_ROUND, {"round": row.round}
    if round_ == row.round and said["start"] != row.start and (row.id, row.round) in asked:
        return START, ASKED_ALREADY, {"start": row.start, "next": row.round + 1}
    return None
