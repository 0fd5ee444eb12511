"""`survey staff`: who may log in, and with which roles."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from survey.fieldwork import audit, memberships
from survey.fieldwork.audit import Deed
from survey.fieldwork.memberships import Seat
from survey.fieldwork.programmes import Office
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.staff import Role

from .frame import Survey, pass_survey
from .words import _


class NowhereError(RefusedError):
    """A role is held in a programme."""

    sentence = N_("Say in which programme (--programme) somebody has which role (--role), or use --administrator.")


Command = Callable[..., Any]


def _seats(command: Command) -> Command:
    """The options that say which roles in which programme."""
    roles = [role.value for role in Role]
    options = (
        click.option("--programme", help=_("Id of the programme.")),
        click.option("--role", "roles", type=click.Choice(roles), multiple=True, help=_("May be repeated.")),
        click.option(
            "--accept-both",
            metavar="REASON",
            default="",
            help=_("Why one person may see both contacts and answers of the programme; the reason is logged."),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(help=_("Who may log in."))
def staff() -> None:
    """Who may log in."""


@staff.command(help=_("Let the person with the address EMAIL log in. Prints a password, unless you give one."))
@click.argument("email")
@_seats
@click.option(
    "--administrator", is_flag=True, help=_("Makes programmes and invites their owners; reads nothing of any study.")
)
@click.option("--password-stdin", is_flag=True, help=_("Read the password from standard input."))
@pass_survey
def add(survey: Survey, /, email: str, **given: Any) -> None:
    """Add an account."""
    from survey.web.accounts import add as add_account
    from survey.web.accounts import new_password

    if bool(given["roles"]) != bool(given["programme"]) or not (given["roles"] or given["administrator"]):
        raise NowhereError
    password = sys.stdin.readline().rstrip("\r\n") if given["password_stdin"] else new_password()
    with survey.ready.studies() as session:
        address = add_account(writing(session), email, password, administrator=given["administrator"])
        office = Office(session, survey.clock(), survey.actor)
        _grant(office, _wanted(address, given["programme"], given["roles"]), given["accept_both"])
        session.commit()
    click.echo(_("{email} can log in.", email=address))
    if not given["password_stdin"]:
        click.echo(_("Password: {password}", password=password))
        click.echo(_("It is not shown again."))


def _wanted(email: str, programme: str | None, roles: Iterable[str]) -> list[Seat]:
    return [Seat(email, programme or "", Role(role)) for role in roles]


def _grant(office: Office, seats: Iterable[Seat], reason: str) -> None:
    for seat in seats:
        memberships.grant(office, seat, reason)


@staff.command(help=_("Give EMAIL, who has an account, more roles in a programme."))
@click.argument("email")
@_seats
@pass_survey
def grant(survey: Survey, /, email: str, **given: Any) -> None:
    """Give roles."""
    if not (given["roles"] and given["programme"]):
        raise NowhereError
    with survey.ready.studies() as session:
        office = Office(writing(session), survey.clock(), survey.actor)
        _grant(office, _wanted(email, given["programme"], given["roles"]), given["accept_both"])
        session.commit()
    named = {"email": email, "roles": ", ".join(given["roles"]), "programme": given["programme"]}
    click.echo(_("{email} is {roles} of {programme}.", **named))


@staff.command(help=_("Take roles in a programme from EMAIL."))
@click.argument("email")
@click.option("--programme", required=True, help=_("Id of the programme."))
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help=_("May be repeated."),
)
@pass_survey
def revoke(survey: Survey, email: str, programme: str, roles: tuple[str, ...]) -> None:
    """Take roles away."""
    with survey.ready.studies() as session:
        office = Office(writing(session), survey.clock(), survey.actor)
        for seat in _wanted(email, programme, roles):
            memberships.revoke(office, seat)
        session.commit()
    click.echo(
        _("{email} is no longer {roles} of {programme}.", email=email, roles=", ".join(roles), programme=programme)
    )


@staff.command("list", help=_("Everybody who may log in, with their roles."))
@pass_survey
def list_(survey: Survey) -> None:
    """List the accounts."""
    from survey.web.accounts import listed

    with survey.ready.studies() as session:
        for somebody in listed(session):
            roles = [*(["administrator"] if somebody.administrator else []), *somebody.roles]
            closed = "" if somebody.active else f"\t{_('closed')}"
            click.echo(f"{somebody.email}\t{', '.join(roles)}{closed}")


@staff.command("forget-factor", help=_("Remove the second factor of EMAIL, who lost phone and recovery codes."))
@click.argument("email")
@pass_survey
def forget_factor(survey: Survey, email: str) -> None:
    """Remove a second factor; whoever asks for it has to be known to who types this."""
    from survey.web.accounts import factors

    with survey.ready.studies() as session:
        somebody = memberships.account(writing(session), email)
        factors.remove(session, somebody.id)
        audit.record(session, survey.clock(), Deed(survey.actor, "", "remove second factor", somebody.email))
        session.commit()
    click.echo(_("{email} logs in with the password alone.", email=email))
