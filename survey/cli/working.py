"""`survey worker`: finish what a crash interrupted, and send the mails that are due."""

import contextlib
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

import click
from sqlalchemy.exc import OperationalError

from survey import faults
from survey.fieldwork import delays, designs, destruction, guessing, outbox, pauses, post, rolling, waves
from survey.fieldwork.clock import fixed
from survey.fieldwork.post import Outcome
from survey.questionnaires.problems import RefusedError
from survey.settings import SettingsError
from survey.storage.jobs import JobKind

from . import errands, nightly, posting
from .frame import Survey, pass_survey
from .words import _

REST_SECONDS = 2
KNOWN = (RefusedError, OperationalError, SettingsError)
"""What the command line has words for."""
ADVANCE_SECONDS = 60


@dataclass
class Stop:
    """Whether somebody asked to stop."""

    asked: bool = False

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Called on a signal."""
        self.asked = True


@contextlib.contextmanager
def listening() -> Iterator[Stop]:
    """While this lasts, a signal only asks to stop, so that the mail in hand is finished first."""
    stop = Stop()
    before = {name: signal.signal(name, stop.ask) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@click.command(
    help=_(
        "Open the cohorts that are due, send the mails that are due, and finish what was going on when the computer "
        "stopped."
    )
)
@click.option(
    "--only",
    type=click.Choice(["mail", "results", "rest"]),
    help=_(
        "Only send mails, or only publish and export for pages, each with a database role of its own; or do the rest."
    ),
)
@click.option("--once", is_flag=True, help=_("Stop when nothing is due any more."))
@click.option("--now", type=click.DateTime(), help=_("Act as if it were this moment in Amsterdam (for rehearsals)."))
@pass_survey
def worker(survey: Survey, only: str | None, once: bool, now: datetime | None) -> None:
    """Work once, or until stopped."""
    if now is not None:
        survey.clock = fixed(now)
    complaints = Complaints()
    with faults.told(KNOWN), listening() as stop:
        counted = run(survey, stop, complaints, only)
        if once:
            if only != "results":
                _report(survey, counted)
            sys.exit(1 if complaints.told else 0)
        advanced = time.monotonic()
        while not stop.asked:
            time.sleep(REST_SECONDS)
            if time.monotonic() - advanced >= ADVANCE_SECONDS:
                _advance(survey, stop, complaints, only)
                advanced = time.monotonic()
            if not stop.asked:
                _run_errands(only, survey)
                _send(survey, stop, complaints, only)


@dataclass
class Complaints:
    """What keeps work back, told once for as long as the worker runs: it comes by every few seconds."""

    told: set[str] = field(default_factory=set)

    def tell(self, refusal: RefusedError) -> None:
        """Say what is wrong and what to do."""
        sentence = refusal.told(_)
        if sentence not in self.told:
            self.told.add(sentence)
            click.echo(sentence, err=True)


def run(
    survey: Survey, stop: Stop | None = None, complaints: Complaints | None = None, only: str | None = None
) -> Counter[Outcome]:
    """Do everything that is due, or `only` a part of it; how many mails had which outcome."""
    stop, complaints = stop or Stop(), complaints or Complaints()
    _advance(survey, stop, complaints, only)
    _run_errands(only, survey)
    return _send(survey, stop, complaints, only)


def _run_errands(only: str | None, survey: Survey) -> None:
    """Do what pages have asked for. A worker for results alone has no right to the other jobs."""
    if only != "mail":
        errands.run(survey, errands.READING if only == "results" else tuple(JobKind))


def _advance(survey: Survey, stop: Stop, complaints: Complaints, only: str | None) -> None:
    """Finish what a crash interrupted, open the cohorts that are due, close those whose last day is over. What cannot
    be done keeps back no mail."""
    if only in ("mail", "results"):
        return
    with survey.field() as ground:
        try:
            waves.resume(ground)
            for study in destruction.unfinished(ground.studies):
                destruction.finish(ground, designs.find(ground.studies, study))
        except RefusedError as refusal:
            complaints.tell(refusal)
        for cohort_id in delays.catch_up(ground):
            click.echo(_("Cohort {cohort} is late; its mails were planned anew.", cohort=cohort_id))
        guessing.forget(ground.responses, ground.now)
        for each in rolling.advance(ground):
            if isinstance(each, rolling.Held):
                complaints.tell(each.refusal)
            else:
                click.echo(_told(each))
            if stop.asked:
                return


def _told(step: rolling.Opened | rolling.Ended) -> str:
    if isinstance(step, rolling.Opened):
        return _("Wave {wave} is open for {people} more people.", wave=step.wave_id, people=step.people)
    return _("Cohort {cohort} is closed.", cohort=step.cohort_id)


def _send(survey: Survey, stop: Stop, complaints: Complaints, only: str | None) -> Counter[Outcome]:
    """See to the databases, and send every mail that is due."""
    counted: Counter[Outcome] = Counter()
    if only == "results":
        return counted
    if only == "mail":
        if nightly.has_to_wait(survey, complaints.tell):
            return counted
    else:
        nightly.keep_up(survey, complaints.tell)
    if only == "rest":
        return counted
    with posting.office(survey, complaints.tell) as office:
        due = outbox.count_due(office.contacts, office.clock(), pauses.resting(office.studies, office.clock()))
        if due == 0:
            return counted
        with click.progressbar(length=due, label=_("Mails")) as bar:
            for outcome in post.send_due(office):
                counted[outcome] += 1
                bar.update(1)
                if stop.asked:
                    break
    return counted


def _report(survey: Survey, counted: Counter[Outcome]) -> None:
    sent, later, refused = (counted[each] for each in (Outcome.SENT, Outcome.POSTPONED, Outcome.REFUSED))
    click.echo(
        _(
            "Sent: {sent}. Will be tried again: {later}. Refused for good: {refused}.",
            sent=sent,
            later=later,
            refused=refused,
        )
    )
    with survey.ready.contacts() as session:
        held = outbox.count_claimed(session, survey.clock())
    if held:
        click.echo(
            _(
                "Another worker holds {held} mails, or stopped while it did. They are free within {seconds} seconds.",
                held=held,
                seconds=survey.settings.lease_seconds,
            )
        )
