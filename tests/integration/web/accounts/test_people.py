"""People of a programme: invited, given roles, removed; and programmes with their first owners."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from survey.fieldwork import memberships
from survey.settings import Settings
from survey.storage.staff import Role, Staff
from survey.storage.studies import AuditEntry
from tests.fixtures.account_mail import link_in, mails
from tests.fixtures.application import MakeApp
from tests.fixtures.staff import ADMINISTRATOR, ANALYST, LEAD, OWNER, STRANGER, Visitor, add_staff, stores_of

NEW = "nieuw@example.org"
PASSWORD = "zeven paarse paraplu's"  # noqa: S105 - of nobody
PEOPLE = "/programmes/proef/people"


@pytest.fixture
def owner(staff: Flask) -> Visitor:
    """An owner who has logged in."""
    visitor = Visitor(staff)
    visitor.log_in(OWNER)
    return visitor


def send(visitor: Visitor, way: str, roles: list[str], **values: str) -> tuple[int, str]:
    """Send a form with ticks."""
    given = {"csrf_token": visitor.token(), "role": roles, **values}
    answer = visitor.client.post(way, data=given, base_url=visitor.address, headers={"Accept-Language": "nl"})
    return answer.status_code, answer.text


def roles(app: Flask, email: str, programme: str = "proef") -> tuple[Role, ...]:
    with stores_of(app).studies() as session:
        return next((each.roles for each in memberships.members(session, programme) if each.email == email), ())


def person(app: Flask, email: str) -> int:
    with stores_of(app).studies() as session:
        return memberships.account(session, email).id


def test_who_is_invited_chooses_a_password_and_can_log_in(owner: Visitor) -> None:
    status, page = send(owner, PEOPLE, ["analyst", "program_lead"], email=f" {NEW.upper()} ")
    assert (status, "is uitgenodigd" in page) == (200, True)
    (mail,) = mails(owner.app)
    assert (mail["To"], mail["Subject"]) == (NEW, "U kunt inloggen bij Werkpeil")
    assert OWNER in mail.get_content()
    invited = Visitor(owner.app)
    assert invited.post(link_in(mail), password=PASSWORD, again=PASSWORD).location == "/login"
    assert invited.log_in(NEW, PASSWORD).location.startswith("/account/second-factor")
    assert roles(owner.app, NEW) == (Role.ANALYST, Role.PROGRAM_LEAD)
    assert invited.get(PEOPLE).status_code == 403


def test_who_has_an_account_gets_the_role_and_no_mail(owner: Visitor) -> None:
    assert send(owner, PEOPLE, ["auditor"], email=STRANGER)[0] == 200
    assert roles(owner.app, STRANGER) == (Role.AUDITOR,)
    assert mails(owner.app) == []


@pytest.mark.parametrize(
    ("ticked", "email", "told"),
    [
        (["analyst"], "no address", "is geen e-mailadres"),
        ([], NEW, "minstens één rol"),
        (["analyst", "fieldwork"], NEW, "contacten én de antwoorden"),
        (["administrator"], NEW, "minstens één rol"),
    ],
)
def test_what_is_refused_changes_nothing_and_sends_nothing(
    owner: Visitor, ticked: list[str], email: str, told: str
) -> None:
    status, page = send(owner, PEOPLE, ticked, email=email)
    assert (status, told in page) == (200, True)
    assert (roles(owner.app, NEW), mails(owner.app)) == ((), [])
    with stores_of(owner.app).studies() as session:
        assert session.scalar(select(Staff).where(Staff.email == NEW)) is None


def test_contacts_and_answers_in_one_hand_need_a_reason_that_everybody_sees(owner: Visitor) -> None:
    way = f"{PEOPLE}/{person(owner.app, ANALYST)}"
    assert "contacten én de antwoorden" in send(owner, way, ["analyst", "fieldwork"])[1]
    assert roles(owner.app, ANALYST) == (Role.ANALYST,)
    assert send(owner, way, ["analyst", "fieldwork"], reason="Zij is alleen")[0] == 302
    assert roles(owner.app, ANALYST) == (Role.FIELDWORK, Role.ANALYST)
    assert "Zij is alleen" in owner.get(PEOPLE).text
    with stores_of(owner.app).studies() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert (last.actor, last.programme_id, last.detail) == (OWNER, "proef", f"{ANALYST}: Zij is alleen")


def test_roles_change_and_somebody_is_removed_after_a_question(owner: Visitor) -> None:
    way = f"{PEOPLE}/{person(owner.app, LEAD)}"
    assert send(owner, way, ["auditor"])[0] == 302
    assert roles(owner.app, LEAD) == (Role.AUDITOR,)
    assert "minstens één rol" in send(owner, way, [])[1]
    assert "Het account blijft" in owner.get(f"{way}/remove").text
    assert roles(owner.app, LEAD) == (Role.AUDITOR,)
    assert send(owner, f"{way}/remove", [])[0] == 302
    assert roles(owner.app, LEAD) == ()
    assert roles(owner.app, LEAD, "jobcoaching") == (Role.PROGRAM_LEAD,)
    assert owner.get(way).status_code == 404
    assert owner.get(f"{way}/remove").status_code == 404


def test_the_last_owner_stays(owner: Visitor) -> None:
    for email in ("researcher@example.org", OWNER):
        status, page = send(owner, f"{PEOPLE}/{person(owner.app, email)}/remove", [])
    assert (status, "de enige eigenaar" in page) == (200, True)
    assert roles(owner.app, OWNER) == (Role.OWNER,)


def test_an_owner_sees_only_people_of_own_programmes(owner: Visitor) -> None:
    assert owner.get("/programmes/elders/people").status_code == 404
    assert owner.get(f"{PEOPLE}/{person(owner.app, STRANGER)}").status_code == 404
    listed = owner.get("/people").text
    assert 'href="/programmes/proef/people"' in listed
    assert "elders" not in listed
    assert STRANGER not in owner.get(PEOPLE).text


def test_an_administrator_makes_a_programme_and_invites_its_owner_and_reads_nothing(staff: Flask) -> None:
    visitor = Visitor(staff)
    visitor.log_in(ADMINISTRATOR)
    status, page = send(visitor, "/programmes", [], name="Nieuw werk", email=NEW)
    assert (status, "is uitgenodigd" in page) == (200, True)
    assert roles(staff, NEW, "nieuw-werk") == (Role.OWNER,)
    assert len(mails(staff)) == 1
    assert send(visitor, "/programmes", [], programme="nieuw-werk", email=LEAD)[0] == 200
    assert roles(staff, LEAD, "nieuw-werk") == (Role.OWNER,)
    assert "er is al een programma" in send(visitor, "/programmes", [], name="Nieuw werk", email=NEW)[1].lower()
    assert visitor.get("/programmes/nieuw-werk/people").status_code == 404
    assert visitor.get("/").status_code == 200
    assert re.search(r"nieuw@example\.org, |, nieuw@example\.org|lead@example\.org", visitor.get("/programmes").text)


def test_without_a_mail_server_nobody_is_invited_where_others_could_read_it(
    settings: Settings, make_app: MakeApp
) -> None:
    app = make_app(settings.model_copy(update={"public_url": "https://onderzoek.example"}))
    add_staff(app)
    visitor = Visitor(app)
    visitor.log_in(OWNER)
    assert "kon niet worden verstuurd" in send(visitor, PEOPLE, ["analyst"], email=NEW)[1]
    assert (roles(app, NEW), mails(app)) == ((), [])
