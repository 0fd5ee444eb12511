"""What the worker does to the databases every night, and before each round of reminders."""

from collections.abc import Callable

from survey.fieldwork import upkeep
from survey.questionnaires.problems import RefusedError

from . import maintain
from .frame import Survey


def keep_up(survey: Survey, complain: Callable[[RefusedError], None]) -> None:
    """Do what is due. What cannot be done is told, and keeps back no mail."""
    stores = survey.ready
    with stores.studies() as studies, stores.contacts() as contacts:
        wanted = upkeep.must_reshuffle(studies, contacts, survey.clock())
    if wanted:
        try:
            maintain.reshuffled(survey)
        except RefusedError as refusal:
            complain(refusal)
