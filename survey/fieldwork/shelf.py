"""The shelf: every study there is, being set up or loaded, with where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.editing import design
from survey.questionnaires.study import Purpose, Study
from survey.questionnaires.wording import spoken
from survey.storage.studies import Pause, Preparation, Prepared, Revision, Stage, StudyRow

from . import trials
from .designs import declared
from .preparing import DESIGN


class Standing(StrEnum):
    """Where a study stands."""

    PREPARING = "preparing"
    FIELD = "field"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A study on the shelf. `prepared`: it is set up in the workspace; its waves, each with words and a stage, are
    there once it is loaded."""

    id: str
    title: dict[str, str]
    purpose: str
    standing: Standing
    prepared: bool
    is_paused: bool
    stages: tuple[tuple[Mapping[str, str], str], ...]

    def named(self, language: str) -> str:
        """The title in a language, else the id."""
        return spoken(self.title, language) if self.title else self.id


def entries(studies: Session) -> list[Entry]:
    """Every study but trials, by id."""
    loaded = {row.id: row for row in studies.scalars(select(StudyRow)) if not trials.is_trial(row)}
    titles = _titles(studies)
    paused = set(studies.scalars(select(Pause.study_id)))
    return [
        _entry(name, loaded.get(name), titles.get(name), is_paused=name in paused)
        for name in sorted({*loaded, *titles})
    ]


def entry(studies: Session, study_id: str) -> Entry | None:
    """One study; None if there is none with this id."""
    return next((each for each in entries(studies) if each.id == study_id), None)


def _titles(studies: Session) -> dict[str, dict[str, str]]:
    """The titles of the studies that are being set up."""
    query = (
        select(Preparation.study_id, Revision.text)
        .join(Prepared, Prepared.study_id == Preparation.study_id)
        .join(Revision, (Revision.study_id == Prepared.study_id) & (Revision.name == Prepared.name))
        .where(Prepared.name == DESIGN, Revision.number == Prepared.current)
    )
    return {name: _title(design.read(text)) for name, text in studies.execute(query)}


def _entry(name: str, row: StudyRow | None, title: dict[str, str] | None, *, is_paused: bool) -> Entry:
    study = Study.model_validate_json(row.document) if row else None
    stages = tuple((declared(study, wave.name).text, wave.stage) for wave in row.waves) if row and study else ()
    shown = title or (study.title if study else {})
    return Entry(
        id=name,
        title=shown,
        purpose=row.purpose if row else Purpose.REAL,
        standing=_standing([stage for _, stage in stages]),
        prepared=title is not None,
        is_paused=is_paused,
        stages=stages,
    )


def _standing(stages: Sequence[str]) -> Standing:
    if not stages or set(stages) == {Stage.PLANNED}:
        return Standing.PREPARING
    return Standing.CLOSED if set(stages) == {Stage.CLOSED} else Standing.FIELD


def titled(values: design.Values, study_id: str, language: str) -> str:
    """What a design that is edited is called in a language; its id while it has no title."""
    title = _title(values)
    return spoken(title, language) if title else study_id


def _title(values: design.Values) -> dict[str, str]:
    title = design.at(values, ("title",))
    return {tag: str(each) for tag, each in title.items()} if isinstance(title, dict) else {}
