"""The tally of a wave for whoever runs the fieldwork: in steps of 5, and nothing about groups that are too small.

When people answered is not kept, so there is no curve by week. What is known is how many had answered when a round of
reminders was decided, because those were left out of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.studies import Cohort, ReminderRound, Scope, WaveRow

from .progress import STEP, Progress, progress
from .waves import Field


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of one wave, rounded down to steps of 5. `answered` is None where a group is too small to tell.

    `small` names the numbers that are not nothing but fewer than a step. `rounds` are how many had answered when each
    round of reminders was decided, with the response then.
    """

    wave: str
    invited: int
    answered: int | None
    unreachable: int
    stopped: int
    late: int
    small: frozenset[str]
    rounds: tuple[tuple[str, int], ...]

    @property
    def response(self) -> int | None:
        """Whole per cents of the invited, from numbers in steps."""
        return round(100 * self.answered / self.invited) if self.answered is not None and self.invited else None

    def share(self, number: int) -> int:
        """A number as whole per cents of the invited."""
        return round(100 * number / self.invited) if self.invited else 0


def tallies(field: Field, study: Study) -> list[Tally]:
    """The tally of each wave that was opened, in the order of the study."""
    found = progress(field, study)
    rounds = _rounds(field.studies, study.id)
    field.studies.rollback()
    return [
        _tally(study, wave.id, own, [each for each in rounds if each[0] == wave.id])
        for wave in study.waves
        if (own := [each for each in found if each.cohort_id.split("/")[1] == wave.id])
    ]


def _tally(study: Study, wave: str, cohorts: Iterable[Progress], rounds: list[tuple[str, str, int]]) -> Tally:
    every = list(cohorts)
    numbers = {name: sum(getattr(each, name) for each in every) for name in ("invited", "unreachable", "stopped")}
    large = [each for each in every if each.invited >= study.smallest_cohort]
    told = sum(each.answered for each in large) // STEP * STEP if large else None
    return Tally(
        wave=wave,
        answered=told,
        late=sum(each.late for each in every),
        small=frozenset(name for name, number in numbers.items() if 0 < number < STEP),
        rounds=tuple((kind, answered) for _wave, kind, answered in rounds) if large else (),
        **{name: number // STEP * STEP for name, number in numbers.items()},
    )


def _rounds(studies: Session, study_id: str) -> list[tuple[str, str, int]]:
    """Wave, kind, and how many had answered, of each round of reminders that left out who had; of cohorts together."""
    query = (
        select(WaveRow.name, ReminderRound.kind, ReminderRound.answered)
        .join(Cohort, Cohort.id == ReminderRound.cohort_id)
        .join(WaveRow, WaveRow.id == Cohort.wave_id)
        .where(WaveRow.study_id == study_id, ReminderRound.scope == Scope.UNANSWERED)
    )
    found: dict[tuple[str, str], int] = {}
    for name, kind, answered in studies.execute(query.order_by(WaveRow.position, ReminderRound.kind)):
        found[name, kind] = found.get((name, kind), 0) + answered
    return [(name, kind, answered) for (name, kind), answered in found.items()]
