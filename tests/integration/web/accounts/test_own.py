"""One's own account: the password, and where one is logged in."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from survey.storage.staff import Attempts, Visit
from survey.storage.studies import AuditEntry
from survey.web.accounts import visits
from tests.fixtures.staff import ANALYST, LEAD, OWNER, PASSWORD, Page, Visitor, stores_of

NEW = "zeven paarse paraplu's"
ENDS = re.compile(r'action="(/account/visits/[0-9a-f]{64})"')


def test_a_new_password_logs_out_everywhere_else(lead: Visitor) -> None:
    other = Visitor(lead.app)
    other.log_in()
    assert "niet uw wachtwoord" in lead.post("/account/password", old="wrong", password=NEW, again=NEW).text
    assert "niet hetzelfde" in lead.post("/account/password", old=PASSWORD, password=NEW, again=f"{NEW}!").text
    assert other.get("/").status_code == 200
    assert lead.post("/account/password", old=PASSWORD, password=NEW, again=NEW).location == "/account"
    assert (lead.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert Visitor(lead.app).log_in(LEAD, PASSWORD).status_code == 200
    assert Visitor(lead.app).log_in(LEAD, NEW).location == "/"


def test_visits_are_listed_with_their_device_and_can_be_ended(lead: Visitor) -> None:
    phone = Visitor(lead.app)
    token = phone.token()
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"
    headers = {"User-Agent": agent}
    given = {"csrf_token": token, "email": LEAD, "password": PASSWORD}
    assert phone.client.post("/login", data=given, base_url=phone.address, headers=headers).status_code == 302
    assert phone.get("/", **headers).status_code == 200
    page = lead.get("/account").text
    rows = Page(page).tables[0][1:]
    assert {row[0] for row in rows} == {"Onbekend apparaat", "Safari, iOS"}
    assert sum(row[3] == "Dit apparaat" for row in rows) == 1
    (way,) = ENDS.findall(page)
    assert lead.post(way).location == "/account"
    assert (lead.get("/").status_code, phone.get("/", **headers).status_code) == (200, 302)


def test_one_can_log_out_everywhere_else_at_once(lead: Visitor) -> None:
    others = [Visitor(lead.app) for _ in range(3)]
    for other in others:
        other.log_in()
    lead.post("/account/visits/others")
    assert [other.get("/").status_code for other in others] == [302] * 3
    assert lead.get("/").status_code == 200


def test_nobody_ends_the_visit_of_somebody_else(lead: Visitor) -> None:
    other = Visitor(lead.app)
    other.log_in(OWNER)
    (way,) = [f"/account/visits/{row}" for row in digests(lead.app, OWNER)]
    lead.post(way)
    lead.post("/account/visits/others")
    assert other.get("/").status_code == 200


def digests(app: Flask, email: str) -> list[str]:
    with stores_of(app).studies() as session:
        from survey.fieldwork import memberships  # noqa: PLC0415 - only here

        somebody = memberships.account(session, email)
        return list(session.scalars(select(Visit.digest).where(Visit.staff_id == somebody.id)))


def test_a_session_that_was_copied_ends_with_its_log_out(lead: Visitor) -> None:
    kept = lead.client.get_cookie("werkpeil", domain="127.0.0.1")
    assert kept is not None
    lead.post("/logout")
    thief = Visitor(lead.app)
    thief.client.set_cookie("werkpeil", kept.value, domain="127.0.0.1")
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 (KHTML, like Gecko) Chrome/130 Safari/537 Edg/130",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/130 Mobile Safari/537", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605 Version/18 Safari/605", "Safari, macOS"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_devices_are_told_in_words(agent: str, told: str) -> None:
    assert visits.device(agent) == told


def test_passwords_of_one_account_can_be_guessed_ten_times_and_others_still_log_in(staff: Flask) -> None:
    visitor = Visitor(staff)
    for _ in range(10):
        assert "horen niet bij elkaar" in visitor.log_in(LEAD, "not this one, sorry").text
    assert "te vaak" in visitor.log_in(LEAD, PASSWORD).text
    assert "te vaak" in Visitor(staff).log_in(LEAD.upper(), PASSWORD).text
    assert visitor.log_in(ANALYST).location == "/"


def test_an_address_without_an_account_is_refused_as_often(staff: Flask) -> None:
    visitor = Visitor(staff)
    for _ in range(10):
        assert "horen niet bij elkaar" in visitor.log_in("nobody@example.org", "not this one, sorry").text
    assert "te vaak" in visitor.log_in("nobody@example.org", "not this one, sorry").text


def test_counts_tell_neither_who_nor_from_where(staff: Flask) -> None:
    Visitor(staff).log_in(LEAD, "not this one, sorry")
    with stores_of(staff).studies() as session:
        rows = session.scalars(select(Attempts)).all()
        assert [row.number for row in rows] == [1, 1]
        assert len({row.key for row in rows}) == 2
        assert not any(word in repr(vars(row)) for row in rows for word in ("lead", "127.0"))


def test_the_log_has_who_logged_in_and_who_tried_in_vain(staff: Flask) -> None:
    visitor = Visitor(staff)
    visitor.log_in(LEAD, "not this one, sorry")
    visitor.log_in("somebody@example.org", "not this one, sorry")
    visitor.log_in(LEAD)
    with stores_of(staff).studies() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
        assert [(each.actor, each.action) for each in entries] == [(LEAD, "log in"), (LEAD, "log in failed")]
        everything = session.scalars(select(AuditEntry)).all()
        assert not any("somebody@" in f"{each.actor}{each.detail}" for each in everything)
