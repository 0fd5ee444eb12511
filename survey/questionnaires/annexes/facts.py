"""What both annexes say of a study: purposes, people, data and terms, from its settings."""

from collections.abc import Iterator

from ..definition import Audience
from ..privacy import LegalBasis
from ..problems import N_
from ..study import Mode, Study
from ..teller import Teller
from ..wording import spoken
from .text import Row

UNTOLD = N_("Not said in the study yet.")
TO_FILL_IN = N_("To be filled in:")

PEOPLE = {
    Audience.PARTICIPANT: N_("participants"),
    Audience.EMPLOYER: N_("employers"),
    Audience.JOB_COACH: N_("job coaches"),
    Audience.MUNICIPALITY: N_("staff of the municipality"),
}
BASES = {
    LegalBasis.CONSENT: N_("consent (article 6, 1, a of the GDPR)"),
    LegalBasis.LEGAL_OBLIGATION: N_("a legal obligation (article 6, 1, c of the GDPR)"),
    LegalBasis.PUBLIC_TASK: N_("a public task (article 6, 1, e of the GDPR)"),
    LegalBasis.LEGITIMATE_INTEREST: N_("a legitimate interest (article 6, 1, f of the GDPR)"),
}


def people(study: Study, teller: Teller) -> str:
    """Who is asked."""
    asked = [audience for audience in Audience if any(wave.audience is audience for wave in study.waves)]
    return ", ".join(teller.say(PEOPLE[audience]) for audience in asked)


def responsible(study: Study, teller: Teller) -> Iterator[Row]:
    """The controller, whom to ask, and the officer."""
    say, told = teller.say, study.privacy
    yield say(N_("Controller")), spoken(told.controller, teller.language) if told else say(UNTOLD)
    yield say(N_("Contact")), f"{study.helpdesk.name}, {study.helpdesk.email}"
    officer = f"{told.officer.name}, {told.officer.email}" if told else say(UNTOLD)
    yield say(N_("Data protection officer")), officer


def purpose(study: Study, teller: Teller) -> Iterator[Row]:
    """Why, about whom, and on what ground."""
    say, told = teller.say, study.privacy
    research = say(N_("Research on {programme}. Nobody decides anything about a person with the answers."))
    research = research.format(programme=spoken(study.programme, teller.language))
    yield say(N_("Purpose")), f"{spoken(study.why, teller.language)} {research}"
    yield say(N_("People")), people(study, teller)
    yield say(N_("Legal basis")), say(BASES[told.legal_basis]) if told else say(UNTOLD)
    yield say(N_("Law or decision")), spoken(told.law, teller.language) if told and told.law else "-"


def assessment(study: Study, teller: Teller) -> str:
    """The DPIA: where it is, who approved it and when."""
    if study.dpia is None:
        return teller.say(N_("Not approved yet. A real study does not open before that."))
    day = teller.day(study.dpia.date)
    approved = teller.say(N_("{reference}, approved by {approver} on {day}"))
    return approved.format(reference=study.dpia.reference, approver=study.dpia.approved_by, day=day)


def term(months: int | None, teller: Teller) -> str:
    """How long something is kept."""
    if months is None:
        return teller.say(UNTOLD)
    return teller.say(N_("{months} months after the last wave")).format(months=months)


def data(study: Study, teller: Teller) -> Iterator[Row]:
    """Kinds of data: what, where from, where it is kept, and for how long."""
    say, kept = teller.say, study.privacy.retention if study.privacy else None
    contacts, keys, answers = (kept.contacts, kept.keys, kept.answers) if kept else (None, None, None)
    register, own = say(N_("the organisation's register")), say(N_("the person"))
    store = say(N_("contacts database"))
    if study.mode is not Mode.OPEN:
        what = say(N_("e-mail address, number in the programme, language; trajectory: label and starting month"))
        yield what, register, store, term(contacts, teller)
        what = say(N_("mails that were planned, returned mails, the wish for no mail"))
        yield what, "-", store, term(contacts, teller)
    if study.attributes:
        listed = ", ".join(spoken(each.text, teller.language) for each in study.attributes)
        classes = say(N_("register classes, in broad groups: {classes}")).format(classes=listed)
        yield classes, register, say(N_("contacts database, responses database")), term(answers, teller)
    store = say(N_("responses database"))
    yield (
        say(N_("answers to closed questions, with the quarter in which they were sent")),
        own,
        store,
        term(answers, teller),
    )
    yield say(N_("answers in the person's own words, apart from the others")), own, store, term(answers, teller)
    yield say(N_("right to answer once (ticket), unfinished answers (encrypted)")), "-", store, term(keys, teller)
    if study.mode is Mode.LINKED:
        where = say(N_("keyring, outside every database and backup"))
        yield say(N_("keys that join a person's links and waves")), "-", where, term(keys, teller)
