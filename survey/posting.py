"""Posting: who sends mails and how they leave, as the settings say. Terminal and pages share it."""

from survey.fieldwork.mailers import FolderMailer, Mailer, SmtpMailer
from survey.fieldwork.messages import Sender
from survey.fieldwork.signing import Signer
from survey.fieldwork.stop_links import stop_key
from survey.fieldwork.waves import NoMailServerError
from survey.languages import translator
from survey.questionnaires.study import Purpose, Study
from survey.settings import Settings


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
