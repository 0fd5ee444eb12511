"""The annex to the register of processing (article 30 of the GDPR)."""

from datetime import date

from ..problems import N_
from ..study import Mode, Study
from ..teller import Teller
from ..wording import spoken
from . import facts
from .measures import Known, measures
from .text import Part, Table, Text

PROCESSORS = N_("hosting, mail server, printing of letters")
PLACE = N_("where the servers stand")


def register(study: Study, teller: Teller, day: date, known: Known | None = None) -> Text:
    """What article 30 asks for, as far as the study says it."""
    say = teller.say
    title = spoken(study.title, teller.language)
    fill = say(facts.TO_FILL_IN)
    head = tuple(map(say, (N_("Data"), N_("From"), N_("Kept in"), N_("Term"))))
    names = (
        N_("nobody: there are none") if study.mode is Mode.OPEN else N_("who sends the invitations, and the helpdesk")
    )
    receivers = (
        (say(N_("Who sees names")), say(names)),
        (say(N_("Who sees answers")), say(N_("researchers, without names"))),
        (say(N_("Who sees results")), say(N_("the organisation: tables of groups"))),
        (say(N_("Processors")), f"{fill} {say(PROCESSORS)}"),
        (say(N_("Transfer outside the European Economic Area")), _transfer(teller, fill)),
    )
    filled = say(N_("Filled in from the settings of the study on {day}.")).format(day=teller.day(day))
    return Text(
        say(N_("Register of processing")),
        title,
        teller.language,
        (
            Part(say(N_("Who is responsible")), (filled,), table=Table((), tuple(facts.responsible(study, teller)))),
            Part(say(N_("What for")), table=Table((), tuple(facts.purpose(study, teller)))),
            Part(say(N_("Personal data and terms")), table=Table(head, tuple(facts.data(study, teller)))),
            Part(say(N_("Receivers")), table=Table((), receivers)),
            Part(say(N_("Security")), points=measures(study, teller, known)),
            Part(say(N_("Assessment")), table=Table((), ((say(N_("DPIA")), facts.assessment(study, teller)),))),
        ),
    )


def _transfer(teller: Teller, fill: str) -> str:
    none = teller.say(N_("The program sends nothing to others."))
    return f"{none} {fill} {teller.say(PLACE)}"
