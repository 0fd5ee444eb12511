"""Foresight: what happens when, before there is anybody it happens to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from survey.questionnaires.study import Study, Wave
from survey.storage.contacts import MailKind

from . import joining, outlook, timetable, waves
from .outlook import Planned, Turn
from .waves import Field


@dataclass(frozen=True, slots=True, order=True)
class Foreseen:
    """On `day` this happens in a `wave`."""

    day: date
    wave: str
    what: MailKind | Turn


def foreseen(study: Study, today: date) -> list[Foreseen]:
    """The calendar that follows from a design: waves that are opened by hand today, the others for those who start in
    this month."""
    return sorted(each for wave in study.waves for each in _of(study, wave, today))


def _of(study: Study, wave: Wave, today: date) -> Iterator[Foreseen]:
    if wave.offset is None:
        opens = timetable.sending_day(study.sending_of(wave), today)
    else:
        opens = timetable.planned_for(study, wave, f"{today:%Y-%m}")
    for kind, day in timetable.mails(study, wave, opens):
        yield Foreseen(day, wave.id, kind)
    yield Foreseen(opens + wave.open_for, wave.id, Turn.CLOSES)


def would_open(field: Field, study: Study, name: str) -> list[Planned]:
    """What happens if a loaded wave is opened now, with the people who are on the panel; nothing if nobody waits."""
    wave = next(each for each in study.waves if each.id == name)
    if wave.offset is not None:
        return [each for each in outlook.calendar(field, study) if each.wave == name]
    opens = timetable.sending_day(study.sending_of(wave), field.now.date())
    people = joining.count(field.contacts, waves.waiting(study, wave, opens))
    field.contacts.rollback()
    if not people:
        return []
    mails = [Planned(day, name, kind, people) for kind, day in timetable.mails(study, wave, opens)]
    return sorted([*mails, Planned(opens + wave.open_for, name, Turn.CLOSES, people)])
