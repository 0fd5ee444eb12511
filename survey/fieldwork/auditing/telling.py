"""An audit in words: sections with a table each, for a terminal and for a page alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from survey.questionnaires.problems import N_
from survey.questionnaires.teller import Teller
from survey.questionnaires.traces import Trace
from survey.questionnaires.wording import spoken

from ..secrecy import SAID
from .sheet import Audit, Holding, Outcome, State

KEYS = {
    State.NONE: N_("There are none: the study has no list of people."),
    State.NOT_MADE: N_("Not made yet: no wave was opened."),
    State.HERE: N_("In the keyring, outside the databases and their backups."),
    State.MISSING: N_("Missing, though waves were opened."),
    State.BEING_DESTROYED: N_("Their end was decided, and is not finished."),
    State.DESTROYED: N_("Destroyed."),
}
OUTCOMES = {Outcome.PASSED: N_("passed"), Outcome.FAILED: N_("not passed")}
MODES = {
    "linked": N_("linked: the waves of one person are joined under a random code"),
    "unlinked": N_("unlinked: nothing joins the answers of one person"),
    "open": N_("open: no list of people; a public link or a code of a group"),
}
PURPOSES = {"real": N_("real"), "demo": N_("demonstration"), "test": N_("test")}
WORKS = {"reshuffle": N_("Last reshuffle"), "purge": N_("Last purge"), "backup": N_("Last backup")}
STAGES = {
    "planned": N_("planned"),
    "opening": N_("opening"),
    "open": N_("open"),
    "closing": N_("closing"),
    "closed": N_("closed"),
}
TRACES = {
    Trace.NAME: N_("a name"),
    Trace.PHONE: N_("a telephone number"),
    Trace.MAIL: N_("an e-mail address"),
    Trace.ACCOUNT: N_("a bank account number"),
    Trace.CITIZEN_NUMBER: N_("a citizen service number"),
    Trace.POSTCODE: N_("a postcode"),
    Trace.LINK: N_("a website or the name of an account"),
}
STEPS = N_("Numbers that are about people are rounded up to steps of 5.")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and a table: its head (empty for pairs of name and value) and its rows."""

    title: str
    head: Row
    rows: tuple[Row, ...]
    note: str = ""


def sections(audit: Audit, teller: Teller) -> Iterator[Section]:
    """What an audit says: first what it is, then the checks, then what they were about."""
    say = teller.say
    yield Section(say(N_("The study")), (), tuple(_study(audit, teller)))
    yield _checks(audit, say)
    yield Section(say(N_("Names and answers")), (), tuple(_secrecy(audit, teller)))
    yield _waves(audit, teller)
    yield _holdings(audit, teller)
    yield Section(say(N_("Marks on open answers")), (), tuple(_traces(audit, teller)), say(STEPS))
    yield _publications(audit, teller)
    yield _settings(audit, say)


def _checks(audit: Audit, say: Callable[[str], str]) -> Section:
    head = (say(N_("outcome")), say(N_("promise")), say(N_("found")))
    rows = tuple((say(OUTCOMES[each.outcome]), say(each.promise), each.detail) for each in audit.checks)
    return Section(say(N_("Checks, run now")), head, rows)


def _waves(audit: Audit, teller: Teller) -> Section:
    say = teller.say
    head = (say(N_("wave")), say(N_("stage")), say(N_("cohorts")), say(N_("closed on")))
    rows = tuple((w.name, say(STAGES[w.stage]), str(w.cohorts), teller.some(w.closed)) for w in audit.waves)
    return Section(say(N_("Waves")), head, rows)


def _holdings(audit: Audit, teller: Teller) -> Section:
    names = (N_("store"), N_("what"), N_("rows"), N_("term"), N_("until"), N_("columns"))
    rows = tuple(_holding(each, teller) for each in audit.holdings)
    return Section(teller.say(N_("What each store holds")), tuple(map(teller.say, names)), rows, teller.say(STEPS))


def _publications(audit: Audit, teller: Teller) -> Section:
    names = (N_("wave"), N_("published on"), N_("as published"), N_("digest"))
    rows = ((p.wave, teller.day(p.day), _yes(teller.say, yes=p.is_whole), p.digest) for p in audit.publications)
    return Section(teller.say(N_("Publications")), tuple(map(teller.say, names)), tuple(rows))


def _settings(audit: Audit, say: Callable[[str], str]) -> Section:
    names = (N_("store"), N_("setting"), N_("value"), N_("in order"), N_("wanted"))
    rows = tuple((c.store, c.name, c.value, _yes(say, yes=c.is_well), ", ".join(c.wanted)) for c in audit.conditions)
    return Section(say(N_("Settings of the databases")), tuple(map(say, names)), rows)


def _yes(say: Callable[[str], str], *, yes: bool) -> str:
    return say(N_("yes")) if yes else say(N_("no"))


def _study(audit: Audit, teller: Teller) -> Iterator[Row]:
    study, say = audit.study, teller.say
    yield say(N_("Study")), f"{spoken(study.title, teller.language)} ({study.id})"
    yield say(N_("Organisation")), spoken(study.organisation, teller.language)
    yield say(N_("Audited on")), teller.moment(audit.at)
    kept = say(N_("{number} entries in all. Keep the digest of the newest elsewhere: {digest}"))
    yield say(N_("Audit log")), kept.format(number=audit.log.entries, digest=audit.log.newest)
    yield say(N_("Purpose")), say(PURPOSES[study.purpose])
    yield say(N_("Mode")), say(MODES[study.mode])
    yield say(N_("Smallest cohort")), str(study.smallest_cohort)
    yield say(N_("Smallest published group")), str(study.results.smallest_group)
    yield say(N_("Register attributes")), ", ".join(each.id for each in study.attributes) or "-"
    if study.dpia:
        approved = say(N_("{reference}, approved by {approver} on {day}"))
        day = teller.day(study.dpia.date)
        yield "DPIA", approved.format(reference=study.dpia.reference, approver=study.dpia.approved_by, day=day)
    else:
        yield "DPIA", say(N_("none"))


def _secrecy(audit: Audit, teller: Teller) -> Iterator[Row]:
    say = teller.say
    yield say(N_("What may be said")), say(SAID[audit.secrecy])
    yield say(N_("Keys")), say(KEYS[audit.keys])
    if audit.deciders:
        decided = N_("{first} and {second}; finished on {day}")
        if audit.term is not None:
            decided = N_("by their term of {term} months, approved by {second}; finished on {day}")
        first, second = audit.deciders
        values = {"first": first, "second": second, "term": audit.term, "day": teller.some(audit.destroyed)}
        yield say(N_("End of the keys")), say(decided).format(**values)
    for work, label in WORKS.items():
        yield say(label), teller.moment(audit.upkeep[work])
    yield say(N_("People who were erased")), str(audit.erasures)


def _holding(each: Holding, teller: Teller) -> Row:
    term = "" if each.months is None else teller.say(N_("{months} months")).format(months=each.months)
    what = teller.say(each.what)
    return each.store, what, str(each.rows), term, teller.some(each.until), ", ".join(each.columns)


def _traces(audit: Audit, teller: Teller) -> Iterator[Row]:
    return ((teller.say(TRACES[Trace(kind)]), str(number)) for kind, number in audit.traces.items())
