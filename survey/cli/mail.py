"""`survey mail`: look at mails before they leave, see how far a study is, and deal with what comes back."""

import contextlib
import sys
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import click

from survey.fieldwork import audit, backups, designs, freezing, intake, mail_records, mailboxes, specimen
from survey.fieldwork.audit import Deed
from survey.fieldwork.intake import Collector, Dealt
from survey.fieldwork.mail_records import Found
from survey.fieldwork.mailboxes import Mailbox, OneMessage
from survey.fieldwork.mailers import TryLaterError, WillNeverLeaveError
from survey.fieldwork.messages import one_line
from survey.fieldwork.progress import Progress, progress
from survey.fieldwork.specimen import Wish
from survey.questionnaires.study import LetterKind
from survey.storage.engines import writing

from . import posting
from .frame import Survey, pass_survey
from .words import _

FOR_PEOPLE = 1
"""The exit code after one message that somebody has to read, so that a mail server can deliver it to them."""


@click.group(help=_("Mails: look at them, see how far they are, and deal with what comes back."))
def mail() -> None:
    """Mails."""


kind = click.option(
    "--kind",
    type=click.Choice([each.value for each in LetterKind]),
    default=LetterKind.INVITATION.value,
    help=_("Which letter: the invitation if nothing is said."),
)
language = click.option("--language", help=_("In another language than the person's own."))
contact = click.option("--contact", help=_("Address or number of a person on the panel; else the first."))


@mail.command(help=_("Show a mail of WAVE of STUDY as somebody would get it. Its links open nothing."))
@click.argument("study")
@click.argument("wave")
@kind
@language
@contact
@click.option("--to", "folder", type=click.Path(path_type=Path), help=_("Write it to this folder, as text and HTML."))
@pass_survey
def preview(survey: Survey, /, study: str, wave: str, folder: Path | None, **asked: Any) -> None:
    """Print a mail, or write it to files."""
    message = _specimen(survey, (study, wave), Wish(LetterKind(asked.pop("kind")), **asked))
    text, page = _part(message, "plain"), _part(message, "html")
    if folder is None:
        for name in ("From", "Reply-To", "To", "Subject"):
            click.echo(f"{name}: {message[name]}")
        click.echo(f"\n{text}")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("mail.txt", text), ("mail.html", page)):
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "mail.eml").write_bytes(message.as_bytes())
    click.echo(_("Look at {file}", file=folder / "mail.html"))


@mail.command(help=_("Send a mail of WAVE of STUDY to yourself. Its links open nothing."))
@click.argument("study")
@click.argument("wave")
@kind
@language
@contact
@click.option("--to", "address", required=True, help=_("Where to send it."))
@pass_survey
def test(survey: Survey, /, study: str, wave: str, **asked: Any) -> None:
    """Send a mail to oneself."""
    message = _specimen(survey, (study, wave), Wish(LetterKind(asked.pop("kind")), **asked))
    message.replace_header("Subject", one_line(_("Test: {subject}", subject=message["Subject"])))
    with survey.ready.studies() as session:
        posting.check_may_mail(survey.settings, designs.find(session, study))
    with contextlib.closing(posting.mailer(survey.settings)) as leaving:
        try:
            leaving.send(message, study)
        except (TryLaterError, WillNeverLeaveError) as fault:
            raise click.ClickException(_("The mail server did not take it: {reason}", reason=fault)) from None
    click.echo(_("Sent to {address}.", address=asked["address"]))


def _specimen(survey: Survey, which: tuple[str, str], wish: Wish) -> EmailMessage:
    with survey.ready.studies() as studies, survey.ready.contacts() as contacts:
        row = designs.find_wave(studies, designs.find(studies, which[0]), which[1])
        frozen = designs.frozen_wave(studies, row.id)
        assert frozen is not None  # noqa: S101 - its row was there a moment ago
        return specimen.specimen(contacts, frozen, posting.sender(survey.settings), wish, survey.clock())


def _part(message: EmailMessage, wanted: str) -> str:
    body = message.get_body((wanted,))
    return str(body.get_content()) if body else ""


@mail.command(help=_("How far STUDY is: invited, answered in steps of 5, unreachable, stopped, and what is late."))
@click.argument("study")
@pass_survey
def status(survey: Survey, study: str) -> None:
    """Print how far a study is; exit code 1 if mails are late."""
    with survey.field() as field:
        design = designs.find(field.studies, study)
        designs.check_has_list(design)
        found = progress(field, design)
    for each in found:
        click.echo(_line(each))
    if not found:
        click.echo(_("Nobody was invited yet."))
    with survey.ready.contacts() as contacts:
        freezing.check(contacts)
    if late := sum(each.late for each in found):
        told = _("{number} mails should have left before today. Does the worker run? survey worker", number=late)
        raise click.ClickException(told)


def _line(each: Progress) -> str:
    return _(
        "{cohort}: {invited} invited, {unreachable} unreachable, {stopped} want no mail; about {answered} answered "
        "({response}%). Mails planned until today: {planned}, dealt with: {handled}.",
        cohort=each.cohort_id.partition("/")[2],
        invited=each.invited,
        unreachable=each.unreachable,
        stopped=each.stopped,
        answered=each.answered,
        response=each.response,
        planned=each.planned,
        handled=each.handled,
    )


@mail.command(
    help=_(
        "Let mails leave again after a copy was put back. Mails that left since the copy was made are in it as if they "
        "had not: leave them out with --skip-before."
    )
)
@click.option(
    "--skip-before", type=click.DateTime(["%Y-%m-%d"]), help=_("Cancel the mails that were planned before this day.")
)
@click.confirmation_option("--yes", prompt=_("Mails that are due will leave. Thaw?"))
@pass_survey
def thaw(survey: Survey, skip_before: datetime | None) -> None:
    """Thaw; refused if somebody who was erased could not be erased again."""
    with survey.field() as field:
        freezing.check_frozen(field.contacts)
        backups.again(field)
        skipped = freezing.thaw(field.contacts, skip_before.date() if skip_before else None)
        audit.record(writing(field.studies), field.now, Deed(field.actor, "", "thaw", str(skipped)))
        field.studies.commit()
    click.echo(_("Mails leave again. Cancelled: {number}.", number=skipped))


@mail.command(
    help=_(
        "Deal with what came back: bounces, complaints, automatic answers. What a person wrote stays unseen, with a "
        "flag. Reads the mailbox of SURVEY_MAILBOX_URL, or with - one message from the standard input."
    )
)
@click.argument("source", required=False)
@pass_survey
def collect(survey: Survey, source: str | None) -> None:
    """Collect once."""
    box: Mailbox = OneMessage(sys.stdin.buffer.read()) if source == "-" else _mailbox(survey, source)
    with contextlib.closing(box), survey.ready.contacts() as contacts:
        collector = Collector(contacts, survey.keyring, survey.settings.mail_from, survey.clock().date())
        counted = intake.collect(collector, box)
    if source == "-":
        sys.exit(FOR_PEOPLE if counted[Dealt.FOR_PEOPLE] else 0)
    click.echo(
        _(
            "Bounced: {bounced}. Put off: {later}. Complaints: {complaints}. Automatic or known: {automatic}. "
            "For people: {people}.",
            bounced=counted[Dealt.BOUNCED],
            later=counted[Dealt.PUT_OFF],
            complaints=counted[Dealt.COMPLAINED],
            automatic=counted[Dealt.AUTOMATIC] + counted[Dealt.KNOWN],
            people=counted[Dealt.FOR_PEOPLE],
        )
    )


@mail.command(help=_("Check what the DNS says about the mails of this installation: SPF, DKIM, DMARC, MX."))
@pass_survey
def check(survey: Survey) -> None:
    """Print the checklist; exit code 1 if something is missing."""
    settings = survey.settings
    selector = settings.dkim_selector if settings.dkim_key else None
    lines = list(mail_records.checklist(settings.mail_from, settings.mail_returns, selector))
    said = {Found.PRESENT: _("present"), Found.MISSING: _("missing"), Found.UNKNOWN: _("could not be asked")}
    for line in lines:
        click.echo(f"{line.record:<6}{line.name}  {said[line.found]}")
    if selector is None:
        click.echo(_("Mails are not signed. Set SURVEY_DKIM_KEY to a private key."))
    if any(line.found is Found.MISSING for line in lines):
        raise click.ClickException(_("Without these records many mail servers take mails for spam."))


def _mailbox(survey: Survey, source: str | None) -> Mailbox:
    place = source or survey.settings.mailbox_url
    if not place:
        raise click.UsageError(_("Say which mailbox: set SURVEY_MAILBOX_URL, or name a Maildir folder."))
    return mailboxes.opened(place)
