"""What the commands that send mail work with: who sends, how a mail leaves, and how fast."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from survey.fieldwork.mailers import FolderMailer, Mailer, SmtpMailer
from survey.fieldwork.messages import Sender
from survey.fieldwork.pace import Pace
from survey.fieldwork.post import PostOffice
from survey.fieldwork.signing import Signer
from survey.fieldwork.stop_links import stop_key
from survey.fieldwork.waves import NoMailServerError
from survey.languages import translator
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Purpose, Study
from survey.settings import Settings

from .frame import Survey


def sender(settings: Settings) -> Sender:
    """Where mails come from."""
    return Sender(
        public_url=settings.public_url,
        address=settings.mail_from,
        translate=lambda words, tag: translator(tag).gettext(words),
        stop_key=stop_key(settings.secret_key()),
    )


def mailer(settings: Settings) -> Mailer:
    """The mail server, with a signature if there is a key; without a server the mailbox folder."""
    if not settings.smtp_url:
        return FolderMailer(settings.mailbox)
    path = settings.dkim_key
    signer = Signer.of(settings.mail_from, settings.dkim_selector, path) if path else None
    return SmtpMailer(settings.smtp_url, signer, settings.mail_returns, settings.smtp_timeout)


def check_may_mail(settings: Settings, study: Study) -> None:
    """Raise `NoMailServerError` for a real study without a mail server."""
    if not settings.smtp_url and study.purpose is Purpose.REAL:
        raise NoMailServerError(study=study.id)


@contextlib.contextmanager
def office(survey: Survey, complain: Callable[[RefusedError], None]) -> Iterator[PostOffice]:
    """Everything that sending works with."""
    settings = survey.settings
    stores = survey.ready

    def mailer_for(study: Study) -> Mailer:
        check_may_mail(settings, study)
        return leaving

    with (
        stores.studies() as studies,
        stores.contacts() as contacts,
        stores.responses() as responses,
        contextlib.closing(mailer(settings)) as leaving,
    ):
        yield PostOffice(
            studies=studies,
            contacts=contacts,
            responses=responses,
            keyring=survey.keyring,
            clock=survey.clock,
            sender=sender(settings),
            mailer_for=mailer_for,
            complain=complain,
            lease=timedelta(seconds=settings.lease_seconds),
            pace=Pace(settings.mails_per_minute, settings.mails_per_minute_and_domain),
        )
