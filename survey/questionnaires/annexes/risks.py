"""Risks to the people who answer, what is done about each, and what remains."""

from ..problems import N_
from ..study import Mode

HEAD = (N_("Risk"), N_("Measures"), N_("What remains"))

RISKS = (
    (
        N_("A database leaks, or a backup is lost."),
        N_("Separate databases; keys elsewhere; backups encrypted; no times, no order, no stored links."),
        N_("Small. The leak of people's addresses shows who was invited, not who answered what."),
    ),
    (
        N_("Somebody inside wants to know who gave an answer."),
        N_("Answers have no names; roles; a log; nobody needs the keys for their work; results only of groups."),
        N_("Small. Who manages the server itself during fieldwork could see a link and an answer together."),
    ),
    (
        N_("A person is recognised in the answers by a rare combination of facts."),
        N_("Register classes in broad groups; a report of small cells before opening; small cohorts do not open."),
        N_("Small to medium, where small cells were accepted with a reason; the log says which."),
    ),
    (
        N_("A person is recognised in published results."),
        N_("A smallest group; small numbers hidden; the whole set checked against working out; published once."),
        N_("Very small."),
    ),
    (
        N_("A person writes a name, a number or a story in their own words."),
        N_("A warning before sending; open answers apart from the others; marks for the reviewer; review before use."),
        N_("Medium. Names without usual words around them may be missed; stories can be recognised without a name."),
    ),
    (
        N_("A person feels forced to take part, or fears consequences."),
        N_("Mails, letters and the first page say that it is voluntary; coach and employer see no answers, and not "
           "whether somebody answered; a button for no part."),
        N_("Small. Depends on how the organisation itself speaks about the research."),
    ),
    (
        N_("A link is opened by somebody else."),
        N_("A link gives no look at sent answers; codes on letters cannot be guessed; wrong tries are limited."),
        N_("Small. Who has the person's mailbox can answer in their place."),
    ),
    (
        N_("Data is kept longer than was promised."),
        N_("A term for each kind of data; removal every night with a proof; `survey audit` shows dates and numbers."),
        N_("Very small."),
    ),
    (
        N_("Mails reach the wrong person, or land with spam filters and scanners."),
        N_("A mail says nothing about the person; opening a link changes nothing; signed mail; returned mail is seen."),
        N_("Small. The subject of the mail tells that somebody is asked about job coaching."),
    ),
)  # fmt: skip
"""Risk, measures, what remains: message ids."""

WITH_A_LIST = (0, 6, 8)
"""The places of those that come with a list of people, links and mails."""

OPEN = (
    N_("Somebody fills in the questions many times, or people who were not meant to."),
    N_("A limit for one connection; a browser says that answers were sent; the code of a group, if there is one."),
    N_(
        "Medium. Without a list nobody can be kept from answering twice; results say that they need not hold for "
        "others."
    ),
)
"""What comes with an open link instead."""


def risks(mode: Mode) -> tuple[tuple[str, str, str], ...]:
    """The risks of a study with this mode."""
    if mode is not Mode.OPEN:
        return RISKS
    return (*(row for place, row in enumerate(RISKS) if place not in WITH_A_LIST), OPEN)
