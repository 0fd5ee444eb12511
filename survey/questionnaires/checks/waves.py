"""Fieldwork: whether waves, reminders, sending hours and audiences can be carried out as they are described."""

from collections.abc import Iterator
from datetime import time

from ..definition import Audience
from ..kinds import Place
from ..located import Located
from ..problems import N_, Problem
from ..study import LetterKind, Sending, Study, Wave
from .languages import UNDECLARED
from .repeats import repeats

EARLIEST, LATEST = time(6), time(22)
"""Nobody gets a mail at night; and no hour between these is skipped or repeated when the clock changes."""

NO_REMINDER = N_("There is no letter for these reminders. Add “reminder” to the study, with a subject and a body.")
LATE_REMINDER = N_("A reminder after {after} comes too late: links work for {days} days.")
REMINDER_ORDER = N_("A reminder after {after} must come later than the one before it.")
NO_TRAJECTORY = N_("A wave for “{audience}” cannot have an “offset”: trajectories have none.")
OFFSET_ORDER = N_("This wave comes after “{wave}” in this file, so its offset must be longer than {offset}.")
NIGHT = N_("“{begin}-{until}” is not right. Mails leave between 6:00 and 22:00, and “until” is later than “from”.")
NOT_ASKED = N_("No wave of this study asks “{audience}”.")


def check_fieldwork(located: Located[Study]) -> Iterator[Problem]:
    """Everything that cannot be carried out."""
    study = located.document
    if study.sending:
        yield from _sending(located, ("sending",), study.sending)
    for at, wave in enumerate(study.waves):
        place: Place = ("waves", at)
        if wave.sending:
            yield from _sending(located, (*place, "sending"), wave.sending)
        yield from _reminders(located, place, wave)
        yield from _offset(located, place, wave, study.waves[:at])
    yield from _audiences(located)


def _sending(located: Located[Study], place: Place, sending: Sending) -> Iterator[Problem]:
    yield from repeats(located, (((*place, "days", at), day) for at, day in enumerate(sending.days)))
    begin, until = sending.hours()
    if not EARLIEST <= begin < until <= LATEST:
        yield located.problem(place, NIGHT, begin=sending.begin, until=sending.until)


def _reminders(located: Located[Study], place: Place, wave: Wave) -> Iterator[Problem]:
    if wave.reminders is None:
        return
    if located.document.letter(LetterKind.REMINDER, wave) is None:
        yield located.problem((*place, "reminders"), NO_REMINDER)
    before = 0
    for at, (after, days) in enumerate(zip(wave.reminders.after, wave.reminder_days(), strict=True)):
        here: Place = (*place, "reminders", "after", at)
        if days <= before:
            yield located.problem(here, REMINDER_ORDER, after=after)
        if days >= wave.open_days:
            yield located.problem(here, LATE_REMINDER, after=after, days=wave.open_days)
        before = days


def _offset(located: Located[Study], place: Place, wave: Wave, earlier: tuple[Wave, ...]) -> Iterator[Problem]:
    """Offsets of people who have no trajectory, and waves whose order in the file is not that in time."""
    if wave.months is None:
        return
    if wave.audience is Audience.MUNICIPALITY:
        yield located.problem((*place, "offset"), NO_TRAJECTORY, audience=wave.audience.value)
    for other in reversed(earlier):
        if other.audience is wave.audience and other.months is not None:
            if other.months >= wave.months:
                yield located.problem((*place, "offset"), OFFSET_ORDER, wave=other.id, offset=other.offset)
            return


def _audiences(located: Located[Study]) -> Iterator[Problem]:
    """Rules and attributes of audiences that nobody asks, and languages that the study does not have."""
    study = located.document
    asked = {wave.audience for wave in study.waves}
    for audience, rules in study.audiences.items():
        place: Place = ("audiences", audience.value)
        if audience not in asked:
            yield located.problem(place, NOT_ASKED, audience=audience.value)
        languages = rules.languages or ()
        yield from repeats(located, (((*place, "languages", at), name) for at, name in enumerate(languages)))
        for at, language in enumerate(languages):
            if language not in study.languages:
                values = {"language": language, "languages": ", ".join(study.languages)}
                yield located.problem((*place, "languages", at), UNDECLARED, **values)
    for at, attribute in enumerate(study.attributes):
        if attribute.audience not in asked:
            yield located.problem(("attributes", at), NOT_ASKED, audience=attribute.audience.value)
