"""What the worker does to the databases every night, and before each round of reminders."""

from collections.abc import Callable

import click

from survey.fieldwork import audit_chain, designs, upkeep
from survey.fieldwork.auditing import kept
from survey.fieldwork.waves import Field
from survey.languages import complete_languages
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Work

from . import maintain
from .frame import Survey
from .words import _


class WaitsForUpkeepError(RefusedError):
    """Mails leave after the reshuffle, never before."""

    sentence = N_("Mails wait until the responses are reshuffled. Does the other worker run? survey worker --only rest")


def has_to_wait(survey: Survey, complain: Callable[[RefusedError], None]) -> bool:
    """Whether a worker that only sends mails waits for the one that does the rest."""
    stores = survey.ready
    with stores.studies() as studies, stores.contacts() as contacts:
        waits = upkeep.must_reshuffle(studies, contacts, survey.clock())
    if waits:
        complain(WaitsForUpkeepError())
    return waits


def _note_log(survey: Survey) -> None:
    """Write the end of the audit log where the databases are not: into what the system keeps of this worker."""
    with survey.ready.studies() as studies:
        chain = audit_chain.verified(studies)
    click.echo(_("Audit log: {number} entries, newest digest {digest}.", number=chain.entries, digest=chain.newest))


def keep_up(survey: Survey, complain: Callable[[RefusedError], None]) -> None:
    """Do what is due. What cannot be done is told, and keeps back no mail."""
    try:
        with survey.field() as field:
            night = upkeep.is_due(field.studies, Work.PURGE, field.now)
            if night:
                maintain.purged(survey)
                _note_log(survey)
            if upkeep.must_reshuffle(field.studies, field.contacts, field.now):
                maintain.reshuffled(survey)
            if night:
                _audit(field)
    except RefusedError as refusal:
        complain(refusal)


def _audit(field: Field) -> None:
    """Keep the audit of every study for pages that cannot make one."""
    from .auditing import teller

    tellers = {language: teller(language) for language in complete_languages()}
    for study in designs.every(field.studies):
        kept.keep(field, study, tellers)
