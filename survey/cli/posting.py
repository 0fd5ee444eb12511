"""What the commands that send mail work with: who sends, how a mail leaves, and how fast."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from survey.fieldwork.mailers import Mailer
from survey.fieldwork.pace import Pace
from survey.fieldwork.post import PostOffice
from survey.posting import check_may_mail, mailer, sender
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study

from .frame import Survey

__all__ = ["check_may_mail", "mailer", "office", "sender"]


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
