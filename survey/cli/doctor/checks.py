"""The checks of `survey doctor`. A new one is a function that yields findings, and an entry in CHECKS."""

from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from survey.fieldwork.keyring import KeyGoneError
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Mode
from survey.storage.migrate import is_current

from .findings import Check, Finding, Installation, Level
from .servers import servers

MOST_LOG_DAYS = 92


def databases(here: Installation) -> Iterator[Finding]:
    """Each database answers and is at the newest revision."""
    for store, engine in here.engines.items():
        values = {"store": store.value}
        try:
            current = is_current(engine, store)
        except SQLAlchemyError as fault:
            reason = str(getattr(fault, "orig", fault)).strip().partition("\n")[0]
            message = N_("The database {store} cannot be used: {reason}")
            advice = N_("Check its address in SURVEY_{name}_URL, and whether its server runs.")
            yield Finding(Level.ERROR, message, advice, values | {"reason": reason, "name": store.upper()})
            continue
        if current:
            yield Finding(Level.OK, N_("The database {store} answers and is up to date."), values=values)
        else:
            yield Finding(Level.ERROR, N_("The database {store} is not up to date."), N_("Run: survey init"), values)


def keys(here: Installation) -> Iterator[Finding]:
    """A study in the field has its keys here."""
    for each in here.loaded:
        if not each.in_field or each.study.mode is Mode.OPEN:
            continue
        values = {"study": each.study.id, "folder": here.keyring.folder}
        try:
            here.keyring.keys(each.study.id)
        except KeyGoneError:
            advice = N_("Put them back in {folder}. Without them no mail or letter can be made.")
            yield Finding(Level.ERROR, N_("The keys of study {study} are missing."), advice, values)
        else:
            yield Finding(Level.OK, N_("The keys of study {study} are there."), values=values)


def address(here: Installation) -> Iterator[Finding]:
    """Links go over https where real people answer."""
    values = {"address": here.settings.public_url}
    if here.settings.public_url.startswith("https:"):
        yield Finding(Level.OK, N_("People reach the pages over https: {address}"), values=values)
        return
    level = Level.ERROR if here.has_real_study else Level.WARNING
    message = N_("People reach the pages without https: {address}")
    yield Finding(level, message, N_("Put a reverse proxy with https before them and set SURVEY_PUBLIC_URL."), values)


def proxies(here: Installation) -> Iterator[Finding]:
    """The limit on wrong links counts visitors, not the proxy."""
    if here.settings.public_url.startswith("https:") and not here.settings.trusted_proxies:
        message = N_("All visitors behind the proxy count as one in the limit on wrong links.")
        advice = N_("Set SURVEY_TRUSTED_PROXIES to the number of proxies that add X-Forwarded-For.")
        yield Finding(Level.WARNING, message, advice)


def mail(here: Installation) -> Iterator[Finding]:
    """There is a mail server where real people are invited."""
    if here.settings.smtp_url:
        yield Finding(Level.OK, N_("A mail server is set."))
        return
    invites = any(each.is_real and each.study.mode is not Mode.OPEN for each in here.loaded)
    level = Level.ERROR if invites else Level.WARNING
    yield Finding(
        level,
        N_("No mail server is set; only studies that are open to everybody, demos and tests can be opened."),
        N_("Set SURVEY_SMTP_URL."),
    )


def mail_domain(here: Installation) -> Iterator[Finding]:
    """The DNS says what mail servers want to know about our mails."""
    from survey.fieldwork.mail_records import Found, checklist

    given = here.settings
    if not given.smtp_url:
        return
    for line in checklist(given.mail_from, given.mail_returns, given.dkim_selector if given.dkim_key else None):
        values = {"record": line.record.value, "name": line.name}
        level = Level.OK if line.found is Found.PRESENT else Level.WARNING
        message, advice = RECORDS[line.found]
        yield Finding(level, message, advice, values)


RECORDS = {
    "present": (N_("The DNS has a record {record} at {name}."), ""),
    "missing": (
        N_("The DNS has no record {record} at {name}."),
        N_("Without it many mail servers take mails for spam."),
    ),
    "unknown": (N_("Whether the DNS has a record {record} at {name} could not be asked."), ""),
}
"""What to say of each way in which a record can be found."""


def privacy(here: Installation) -> Iterator[Finding]:
    """Real people can read what happens with their answers."""
    for each in here.loaded:
        if each.is_real and each.study.privacy is None:
            message = N_("Study {study} does not tell people what happens with their answers.")
            advice = N_("Add “privacy” to its file and load it again.")
            yield Finding(Level.ERROR, message, advice, {"study": each.study.id})


def assessment(here: Installation) -> Iterator[Finding]:
    """Somebody has assessed what a real study can do to people's privacy."""
    for each in here.loaded:
        if each.is_real and each.study.dpia is None:
            message = N_("Study {study} has no data protection impact assessment (DPIA).")
            advice = N_("Add “dpia” to its file and load it again; a real study does not open without it.")
            yield Finding(Level.WARNING, message, advice, {"study": each.study.id})


def accessibility(here: Installation) -> Iterator[Finding]:
    """The accessibility statement is not out of date."""
    from survey.web.statement import statement

    values = {"day": statement().tested.isoformat()}
    if statement().is_old(here.now.date()):
        message = N_("The accessibility statement is out of date: the last test was on {day}.")
        yield Finding(Level.WARNING, message, N_("Install a newer version, or test again (make test-full)."), values)
    else:
        yield Finding(Level.OK, N_("The accessibility statement is of {day}."), values=values)


def logs(here: Installation) -> Iterator[Finding]:
    """Somebody has decided how long logs are kept, and it is not long."""
    values = {"days": here.settings.log_days, "most": MOST_LOG_DAYS}
    if not here.settings.log_days:
        advice = N_("Let journald or logrotate throw them away (docs/operations.md), and set SURVEY_LOG_DAYS.")
        yield Finding(Level.WARNING, N_("Nobody has said how long logs are kept."), advice)
    elif here.settings.log_days > MOST_LOG_DAYS:
        message = N_("Logs are kept for {days} days.")
        yield Finding(Level.WARNING, message, N_("To find faults, {most} days are enough."), values)
    else:
        yield Finding(Level.OK, N_("Logs are kept for {days} days."), values=values)


CHECKS: tuple[Check, ...] = (
    servers,
    keys,
    address,
    proxies,
    mail,
    mail_domain,
    privacy,
    assessment,
    accessibility,
    logs,
)
"""In the order in which they are told; `databases` goes before all of them."""
