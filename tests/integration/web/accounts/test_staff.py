"""Adding staff, in code and on the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.cli.frame import Survey
from survey.cli.instance import make
from survey.cli.staff import staff as command
from survey.questionnaires.problems import RefusedError
from survey.storage.staff import Role, Staff
from survey.web import accounts
from survey.web.accounts.passwords import WrongPasswordLengthError
from tests.fixtures.application import disconnect
from tests.fixtures.staff import LEAD, PASSWORD, QUICK, Visitor, seat, stores_of


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with stores_of(app).studies() as session:
        yield session


def test_a_password_is_kept_as_argon2id_with_our_cost(session: Session) -> None:
    accounts.add(session, LEAD, PASSWORD)
    stored = session.scalars(select(Staff.password)).one()
    assert stored.startswith("$argon2id$")
    assert not PasswordHasher().check_needs_rehash(stored)


def test_everybody_is_listed_with_their_roles(session: Session) -> None:
    accounts.add(session, "Both@Example.org", PASSWORD, QUICK, administrator=True)
    accounts.add(session, LEAD, PASSWORD, QUICK)
    accounts.add(session, "nobody@example.org", PASSWORD, QUICK)
    seat(session, "both@example.org", [Role.OWNER, Role.AUDITOR], ["proef", "elders"])
    seat(session, LEAD, [Role.PROGRAM_LEAD], ["proef"])
    roles = ("elders: auditor", "elders: owner", "proef: auditor", "proef: owner")
    assert list(accounts.listed(session)) == [
        accounts.Listed("both@example.org", roles, active=True, administrator=True),
        accounts.Listed(LEAD, ("proef: program_lead",), active=True),
        accounts.Listed("nobody@example.org", (), active=True),
    ]


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("no address", PASSWORD, "not an e-mail address"),
        ("new@example.org", "x" * 11, "12 to 128"),
        ("new@example.org", "x" * 129, "12 to 128"),
        (f" {LEAD.upper()} ", PASSWORD, "has an account"),
    ],
)
def test_what_is_wrong_is_refused(session: Session, email: str, password: str, sentence: str) -> None:
    accounts.add(session, LEAD, PASSWORD, QUICK)
    with pytest.raises(RefusedError, match=sentence):
        accounts.add(session, email, password, QUICK)


@pytest.mark.parametrize("length", [12, 128])
def test_the_shortest_and_the_longest_password_are_right(session: Session, length: int) -> None:
    accounts.add(session, LEAD, ("groene fiets " * 10)[:length], QUICK)


def test_a_password_with_accents_works_however_it_is_typed(app: Flask) -> None:
    with stores_of(app).studies() as session:
        accounts.add(session, LEAD, "café in de zomer", QUICK)
        session.commit()
    assert Visitor(app).log_in(LEAD, "cafe\u0301 in de zomer").location == "/"


def test_generated_passwords_are_long_and_differ() -> None:
    made = {accounts.new_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(password) for password in made} == {24}


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Survey]:
    survey = Survey(tmp_path / "instance")
    make(survey)
    yield survey
    disconnect(survey.app)


def test_the_command_prints_a_password_that_logs_in(installation: Survey) -> None:
    told = CliRunner().invoke(command, ["add", LEAD, "--administrator"], obj=installation)
    assert told.exit_code == 0, told.output
    password = told.output.splitlines()[1].split(": ")[1]
    assert Visitor(installation.app).log_in(LEAD, password).location == "/"


def test_the_command_reads_a_password_and_does_not_print_it(installation: Survey) -> None:
    given = ["add", LEAD, "--administrator", "--password-stdin"]
    told = CliRunner().invoke(command, given, obj=installation, input=f"{PASSWORD}\n")
    assert told.exit_code == 0, told.output
    assert PASSWORD not in told.output
    assert Visitor(installation.app).log_in().location == "/"
    listed = CliRunner().invoke(command, ["list"], obj=installation)
    assert listed.output == f"{LEAD}\tadministrator\n"


def test_the_command_refuses_a_short_password(installation: Survey) -> None:
    given = ["add", LEAD, "--administrator", "--password-stdin"]
    told = CliRunner().invoke(command, given, obj=installation, input="short\n")
    assert isinstance(told.exception, WrongPasswordLengthError)
    assert CliRunner().invoke(command, ["list"], obj=installation).output == ""
