"""The annex to a data protection impact assessment (article 35 of the GDPR)."""

from datetime import date

from ..problems import N_
from ..study import Mode, Study
from ..teller import Teller
from ..wording import spoken
from . import facts
from .measures import Known, measures
from .risks import HEAD, risks
from .text import Part, Row, Table, Text

ASKED = N_("What is asked is limited to the questions of the research, which the organisation chose.")
NEED = (
    ASKED,
    N_("A reminder and a second measurement need a link with a person. Here that link is a key that is destroyed "
       "afterwards, not a list."),
    N_("Register facts are broad classes, for comparing groups. Each of them can be left out of the study."),
    N_("A survey with one open link for everybody needs less: no addresses. It cannot remind, and cannot compare two "
       "moments of the same person."),
)  # fmt: skip
NEED_OPEN = (
    ASKED,
    N_("There is one public link, or a code for a group, so that no addresses are needed. The price: no reminders, no "
       "comparison of two moments, and no response rate."),
)  # fmt: skip
TO_KNOW = N_(
    "To know: the page “What happens with your answers” says all of this in plain words, in every language of the "
    "study."
)
RIGHTS = (
    TO_KNOW,
    N_("To see and correct: of the address and the register classes, through the helpdesk. Answers cannot be looked "
       "up by name."),
    N_("To be forgotten: the helpdesk erases a person; a restored backup erases them again."),
    N_("To object: a link in every mail and a button on the first page end all mail."),
)  # fmt: skip
WITHDRAW = N_("To take back answers: with the personal link, until the keys are destroyed. Open answers stay.")
NO_WITHDRAWAL = N_("Answers cannot be taken back after sending: nobody can tell whose they are. The pages say so.")
OPENLY = (
    N_("Who manages the server during fieldwork could see a link and an answer together."),
    N_("Who can read the person's mail or use their device can use the link."),
    N_("Who writes their own name in an open answer can be recognised by it."),
)
OPENLY_OPEN = (
    N_("Who manages the server or the network during fieldwork could see an internet address and an answer together."),
    N_("Who takes part more than once, or was not meant to, cannot be told from others."),
)
LEFT = (
    N_("the advice of the data protection officer, and what was done with it"),
    N_("what the people concerned, or those who speak for them, think of it"),
    N_("processors and their agreements: hosting, mail server, translation, printing of letters"),
    N_("the place where the servers stand, and who manages them"),
    N_("the judgement whether the processing is needed and in proportion, and when it is judged again"),
)


def dpia(study: Study, teller: Teller, day: date, known: Known | None = None) -> Text:
    """What the study does, the risks to people, what is done about them, and what is left to judge."""
    say = teller.say
    title = spoken(study.title, teller.language)
    about = say(
        N_("This annex describes how “{title}” handles personal data. It was filled in from the settings of the study "
           "on {day}. It does not replace the assessment: the controller judges.")
    ).format(title=title, day=teller.day(day))  # fmt: skip
    head = tuple(map(say, (N_("Data"), N_("From"), N_("Kept in"), N_("Term"))))
    special = say(
        N_("Answers and the mere fact of job coaching can say something about health or a disability. The study "
           "therefore treats all answers as data of a special category (article 9 of the GDPR).")
    )  # fmt: skip
    listed = Table(tuple(map(say, HEAD)), tuple(tuple(map(say, row)) for row in risks(study.mode)))
    return Text(
        say(N_("Annex to the data protection impact assessment (DPIA)")),
        title,
        teller.language,
        (
            Part(
                say(N_("What this is")),
                (about,),
                table=Table((), ((say(N_("DPIA")), facts.assessment(study, teller)),)),
            ),
            Part(say(N_("The processing")), table=Table((), _processing(study, teller))),
            Part(say(N_("Personal data")), (special,), table=Table(head, tuple(facts.data(study, teller)))),
            Part(say(N_("Need and proportion")), points=tuple(map(say, _need(study)))),
            Part(say(N_("Measures")), points=measures(study, teller, known)),
            Part(say(N_("Risks")), table=listed),
            Part(say(N_("What these measures do not protect against")), points=tuple(map(say, _openly(study)))),
            Part(say(N_("Rights of people")), points=tuple(map(say, _rights(study)))),
            Part(say(N_("What the controller adds")), (say(facts.TO_FILL_IN),), tuple(map(say, LEFT))),
        ),
    )


def _need(study: Study) -> tuple[str, ...]:
    return NEED_OPEN if study.mode is Mode.OPEN else NEED


def _openly(study: Study) -> tuple[str, ...]:
    return (*OPENLY_OPEN, OPENLY[-1]) if study.mode is Mode.OPEN else OPENLY


def _rights(study: Study) -> tuple[str, ...]:
    if study.mode is Mode.OPEN:
        return TO_KNOW, NO_WITHDRAWAL
    return (*RIGHTS, WITHDRAW if study.mode is Mode.LINKED else NO_WITHDRAWAL)


def _processing(study: Study, teller: Teller) -> tuple[Row, ...]:
    say, language = teller.say, teller.language
    waves = "; ".join(spoken(wave.text, language) for wave in study.waves)
    mode = {
        Mode.LINKED: N_("The answers of one person in several waves are joined under a random code."),
        Mode.UNLINKED: N_("Nothing joins the answers of one person."),
        Mode.OPEN: N_("There is no list of people; everybody has the same link."),
    }
    how = say(mode[study.mode])
    rows = (*facts.responsible(study, teller), *facts.purpose(study, teller))
    return (*rows, (say(N_("Waves")), waves), (say(N_("Joining")), how))
