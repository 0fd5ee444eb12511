"""What the worker does to the databases every night, and before each round of reminders."""

from collections.abc import Callable

from survey.fieldwork import retention, upkeep
from survey.questionnaires.problems import RefusedError
from survey.storage.studies import Work

from . import maintain
from .frame import Survey


def keep_up(survey: Survey, complain: Callable[[RefusedError], None]) -> None:
    """Do what is due. What cannot be done is told, and keeps back no mail."""
    try:
        with survey.field() as field:
            if upkeep.is_due(field.studies, Work.PURGE, field.now):
                retention.purge(field)
            if upkeep.must_reshuffle(field.studies, field.contacts, field.now):
                maintain.reshuffled(survey)
    except RefusedError as refusal:
        complain(refusal)
