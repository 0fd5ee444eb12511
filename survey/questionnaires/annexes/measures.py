"""Measures: what protects the data, from the settings of the study and, where there is one, of the installation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..problems import N_
from ..study import Mode, Study
from ..teller import Teller

LIMITS = N_("Cohorts of fewer than {cohort} people do not open, and groups of fewer than {group} are not published.")
LIMIT = N_("Groups of fewer than {group} are not published.")

LISTED = (
    N_("Names and answers are in separate databases that are never joined; answering writes nothing about it "
       "in the database of names."),
    N_("Links are derived from a key outside the databases and their backups; no link is stored."),
)  # fmt: skip
UNLISTED = (
    N_("There is no list of people: whoever has the public link, or the code of the group, takes part."),
    N_("The right to answer once is a random number that only the person's browser has; no internet address is kept."),
)
ALWAYS = (
    N_("Unfinished answers are encrypted and can be read with the personal link only."),
    N_("Answers have no date or time finer than a quarter, no internet address, and nothing about a device."),
    N_("People are told when they seem to have written down a name or a number, and may change it."),
    N_("Results appear after a wave has closed, only for groups that are large enough, and are checked as a whole "
       "before they are published."),
    N_("Who logs in has a role; what is done to a study stands in a log."),
)  # fmt: skip
APPROVED = N_("A second person approves what is published before anybody sees it.")
ORDER = N_("The order in which answers arrived is erased every night.")
BEFORE_REMINDERS = N_("The order in which answers arrived is erased every night and before each round of reminders.")
PURGED = N_("What is past its term is removed every night, with a proof.")
BACKED_UP = N_("Backups are encrypted and hold no keys; who was erased stays erased after a restore.")
KEYS = N_(
    "The keys are destroyed by two people together, or by themselves at the end of their term; after that the answers "
    "are anonymous."
)
ROLES = N_("Each process has a role of its own in the databases: what serves the questions can read no names.")
NO_ROLES = N_("One process works with all databases; only the program keeps them apart.")
HTTPS = N_("The pages are reached over https only, so that nobody on the way reads along.")
NO_HTTPS = N_("The pages are not reached over https. A real study needs that.")
LOGS = N_("The system keeps its logs for {days} days; they have no address of a participant and no link.")


@dataclass(frozen=True, slots=True)
class Known:
    """What is so on an installation at a moment. `keys` and `failed` are message ids: where the keys are, and which
    promises do not hold, of as many as were `checked`. Times are those at which a work was done last."""

    has_roles: bool
    is_https: bool
    log_days: int
    keys: str
    reshuffled: datetime | None
    purged: datetime | None
    backed_up: datetime | None
    checked: int
    failed: tuple[str, ...]


def measures(study: Study, teller: Teller, known: Known | None) -> tuple[str, ...]:
    """What protects the data: technical and organisational."""
    say = teller.say
    reminds = any(wave.reminders for wave in study.waves)
    found = [*(UNLISTED if study.mode is Mode.OPEN else LISTED), *ALWAYS]
    if study.results.approval == "required":
        found.append(APPROVED)
    works = (BEFORE_REMINDERS if reminds else ORDER, PURGED, BACKED_UP)
    times = (known.reshuffled, known.purged, known.backed_up) if known else ()
    done = (_done(*work, teller) for work in zip(works, times, strict=True)) if known else map(say, works)
    return (*map(say, found), *done, *_keys(study, teller, known), _limits(study, teller), *_state(teller, known))


def _done(sentence: str, at: datetime | None, teller: Teller) -> str:
    """A work, and when it was done last."""
    last = N_("Last done on {moment}.") if at else N_("It has not been done yet.")
    return f"{teller.say(sentence)} {teller.say(last).format(moment=teller.moment(at))}"


def _keys(study: Study, teller: Teller, known: Known | None) -> Iterator[str]:
    """How the keys end, and where they are now."""
    if study.mode is Mode.OPEN:
        return
    now = "" if known is None else " " + teller.say(N_("Now: {state}")).format(state=teller.say(known.keys))
    yield teller.say(KEYS) + now


def _limits(study: Study, teller: Teller) -> str:
    """Below which number nothing opens, or is shown."""
    limit = LIMIT if study.mode is Mode.OPEN else LIMITS
    return teller.say(limit).format(cohort=study.smallest_cohort, group=study.results.smallest_group)


def _state(teller: Teller, known: Known | None) -> Iterator[str]:
    """What the settings of the installation say, and what its own audit found."""
    if known is None:
        return
    say = teller.say
    yield say(ROLES if known.has_roles else NO_ROLES)
    yield say(HTTPS if known.is_https else NO_HTTPS)
    if known.log_days:
        yield say(LOGS).format(days=known.log_days)
    passed = known.checked - len(known.failed)
    yield say(N_("{passed} of {total} checks of the program passed.")).format(passed=passed, total=known.checked)
    for promise in known.failed:
        yield say(N_("Not in order now: “{promise}”")).format(promise=say(promise))
