"""`survey staff`: who may log in."""

import sys

import click

from survey.storage.engines import writing
from survey.storage.studies import Role

from .frame import Survey, pass_survey
from .words import _


@click.group(help=_("Who may log in."))
def staff() -> None:
    """Who may log in."""


@staff.command(help=_("Let the person with the address EMAIL log in. Prints a password, unless you give one."))
@click.argument("email")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help=_("May be repeated."),
)
@click.option("--password-stdin", is_flag=True, help=_("Read the password from standard input."))
@pass_survey
def add(survey: Survey, email: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Add an account."""
    from survey.web.accounts import add as add_account
    from survey.web.accounts import new_password

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else new_password()
    with survey.ready.studies() as session:
        add_account(writing(session), email, roles, password)
        session.commit()
    click.echo(_("{email} can log in as {roles}.", email=email, roles=", ".join(roles)))
    if not password_stdin:
        click.echo(_("Password: {password}", password=password))
        click.echo(_("It is not shown again."))


@staff.command("list", help=_("Everybody who may log in, with their roles."))
@pass_survey
def list_(survey: Survey) -> None:
    """List the accounts."""
    from survey.web.accounts import listed

    with survey.ready.studies() as session:
        for somebody in listed(session):
            closed = "" if somebody.active else f"\t{_('closed')}"
            click.echo(f"{somebody.email}\t{', '.join(somebody.roles)}{closed}")
