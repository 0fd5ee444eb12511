"""`survey worker`: finish what a crash interrupted, and send the mails that are due."""

import contextlib
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

import click

from survey.fieldwork import guessing, outbox, pauses, post, rolling, waves
from survey.fieldwork.clock import fixed
from survey.fieldwork.invitations import Sender
from survey.fieldwork.mailers import FolderMailer, Mailer, SmtpMailer
from survey.fieldwork.post import Outcome, PostOffice
from survey.languages import translator
from survey.questionnaires.study import Study

from .frame import Survey, pass_survey
from .words import _

REST_SECONDS = 2
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
@click.option("--once", is_flag=True, help=_("Stop when nothing is due any more."))
@click.option("--now", type=click.DateTime(), help=_("Act as if it were this moment in Amsterdam (for rehearsals)."))
@pass_survey
def worker(survey: Survey, once: bool, now: datetime | None) -> None:
    """Work once, or until stopped."""
    if now is not None:
        survey.clock = fixed(now)
    with listening() as stop:
        counted = run(survey, stop)
        if once:
            _report(survey, counted)
            return
        advanced = time.monotonic()
        while not stop.asked:
            time.sleep(REST_SECONDS)
            if time.monotonic() - advanced >= ADVANCE_SECONDS:
                _advance(survey, stop)
                advanced = time.monotonic()
            if not stop.asked:
                _send(survey, stop)


def run(survey: Survey, stop: Stop | None = None) -> Counter[Outcome]:
    """Do everything that is due; how many mails had which outcome."""
    _advance(survey, stop or Stop())
    return _send(survey, stop)


def _advance(survey: Survey, stop: Stop) -> None:
    """Finish what a crash interrupted, open the cohorts that are due, close those whose last day is over."""
    with survey.field() as field:
        waves.resume(field)
        guessing.forget(field.responses, field.now)
        for each in rolling.advance(field):
            click.echo(_told(each))
            if stop.asked:
                return


def _told(step: rolling.Step) -> str:
    if isinstance(step, rolling.Opened):
        return _("Wave {wave} is open for {people} more people.", wave=step.wave_id, people=step.people)
    if isinstance(step, rolling.Ended):
        return _("Cohort {cohort} is closed.", cohort=step.cohort_id)
    return step.refusal.told(_)


def _send(survey: Survey, stop: Stop | None) -> Counter[Outcome]:
    """Send every mail that is due."""
    counted: Counter[Outcome] = Counter()
    with _office(survey) as office:
        due = outbox.count_due(office.contacts, office.clock(), pauses.resting(office.studies, office.clock()))
        if due == 0:
            return counted
        with click.progressbar(length=due, label=_("Mails")) as bar:
            for outcome in post.send_due(office):
                counted[outcome] += 1
                bar.update(1)
                if stop and stop.asked:
                    break
    return counted


@contextlib.contextmanager
def _office(survey: Survey) -> Iterator[PostOffice]:
    settings = survey.settings
    mailer: Mailer = SmtpMailer(settings.smtp_url) if settings.smtp_url else FolderMailer(settings.mailbox)

    def mailer_for(study: Study) -> Mailer:
        if not settings.smtp_url and study.purpose == "real":
            raise waves.NoMailServerError(study=study.id)
        return mailer

    stores = survey.ready
    with stores.studies() as studies, stores.contacts() as contacts, contextlib.closing(mailer):
        yield PostOffice(
            studies=studies,
            contacts=contacts,
            keyring=survey.keyring,
            clock=survey.clock,
            sender=Sender(settings.public_url, settings.mail_from, lambda words, tag: translator(tag).gettext(words)),
            mailer_for=mailer_for,
            lease=timedelta(seconds=settings.lease_seconds),
        )


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
