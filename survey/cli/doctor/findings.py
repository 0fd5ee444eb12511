"""What an examination finds, and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.fieldwork.keyring import Keyring
from survey.questionnaires.study import Purpose, Study
from survey.settings import Settings
from survey.storage.engines import Store
from survey.storage.studies import Stage

from ..frame import Survey


class Level(StrEnum):
    """How bad it is: `error` makes the command fail."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `message` says what was found, `advice` what to do; message ids, filled in with `values`."""

    level: Level
    message: str
    advice: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A study in the database, and whether one of its waves is in the field."""

    study: Study
    in_field: bool

    @property
    def is_real(self) -> bool:
        """Whether real people answer."""
        return self.study.purpose is Purpose.REAL


@dataclass(frozen=True, slots=True)
class Installation:
    """What a check may look at. `loaded` is empty where the databases cannot be used."""

    settings: Settings
    engines: Mapping[Store, Engine]
    keyring: Keyring
    now: datetime
    loaded: tuple[Loaded, ...] = ()

    @property
    def has_real_study(self) -> bool:
        """Whether a real study is loaded."""
        return any(each.is_real for each in self.loaded)


Check = Callable[[Installation], Iterator[Finding]]


def installation(survey: Survey) -> Installation:
    """The installation of this command, without its studies."""
    return Installation(survey.settings, survey.stores.engines, survey.keyring, survey.clock())


def loaded_studies(engine: Engine) -> tuple[Loaded, ...]:
    """Every study, by id."""
    with Session(engine) as session:
        rows = designs.overview(session)
        busy = {study for study, _, stage in rows if stage in (Stage.OPENING, Stage.OPEN, Stage.CLOSING)}
        names = sorted({study for study, _, _ in rows})
        return tuple(Loaded(designs.find(session, name), name in busy) for name in names)
