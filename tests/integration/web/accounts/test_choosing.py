"""Invitations and forgotten passwords: links that work once, and pages that tell nobody who has an account."""

import base64
import json
import re
import time
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select, update

from survey.storage.staff import OneTimeLink, Staff, Visit
from survey.storage.studies import AuditEntry
from survey.web import accounts
from survey.web.accounts import one_time
from survey.web.accounts.one_time import Purpose
from tests.fixtures.account_mail import awaited, link_in, mails
from tests.fixtures.staff import LEAD, PASSWORD, TOKEN, Visitor, stores_of

NEW = "zeven paarse paraplu's"


def wanted(app: Flask, purpose: Purpose = Purpose.FORGOTTEN, spent: timedelta = timedelta(0)) -> str:
    """The address of a link for the program lead that was made some time ago."""
    with stores_of(app).studies() as session:
        lead = session.scalars(select(Staff).where(Staff.email == LEAD)).one()
        secret = one_time.make(session, lead.id, purpose, datetime.now(UTC) - spent)
        session.commit()
    return f"/password/{secret}"


def choose(visitor: Visitor, way: str, password: str = NEW, again: str | None = None) -> int:
    return visitor.post(way, password=password, again=password if again is None else again).status_code


def test_who_forgot_a_password_chooses_a_new_one_with_a_link(staff: Flask) -> None:
    visitor = Visitor(staff)
    page = visitor.post("/forgotten", email=LEAD.upper())
    assert (page.status_code, "is een mail met een link onderweg" in page.text) == (200, True)
    mail = awaited(staff, 1)
    assert (mail["To"], mail["Subject"]) == (LEAD, "Een nieuw wachtwoord voor Werkpeil")
    way = link_in(mail)
    before = Visitor(staff)
    before.log_in()
    assert LEAD in visitor.get(way).text
    assert visitor.post(way, password=NEW, again=NEW).location == "/login"
    assert before.get("/").status_code == 302, "logged out everywhere"
    assert visitor.log_in(LEAD, PASSWORD).status_code == 200
    assert visitor.log_in(LEAD, NEW).location == "/"
    assert visitor.get(way).status_code == 404, "the link is used up"


def test_opening_a_link_changes_nothing(staff: Flask) -> None:
    way = wanted(staff)
    for method in ("get", "head", "options"):
        for _ in range(3):
            getattr(staff.test_client(), method)(way, base_url=Visitor(staff).address)
    assert choose(Visitor(staff), way) == 302


@pytest.mark.parametrize("email", [LEAD, "nobody@example.org", "closed@example.org", "", "no address"])
def test_the_page_says_the_same_to_everybody(staff: Flask, email: str) -> None:
    with stores_of(staff).studies() as session:
        accounts.add(session, "closed@example.org", PASSWORD)
        session.execute(update(Staff).where(Staff.email == "closed@example.org").values(active=False))
        session.commit()
    pages = [Visitor(staff).post("/forgotten", email=each) for each in (email, "somebody@else.example")]
    assert len({(page.status_code, TOKEN.sub("", page.text)) for page in pages}) == 1
    if email == LEAD:
        awaited(staff, 1)
    time.sleep(0.2)
    assert {mail["To"] for mail in mails(staff)} <= {LEAD}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_neither_log_in_nor_forgotten_tells_by_time_who_has_an_account(staff: Flask) -> None:
    with stores_of(staff).studies() as session:
        accounts.add(session, "real@example.org", PASSWORD)
        session.commit()
    visitor = Visitor(staff)
    token = visitor.token()
    ways = {"/login": 9, "/forgotten": 9}
    for way, rounds in ways.items():
        spent: dict[str, list[float]] = {"real@example.org": [], "unreal@example.org": []}
        for _ in range(rounds):
            for email, times in spent.items():
                begun = time.perf_counter()
                visitor.post(way, token, email=email, password="not this one, sorry")  # noqa: S106 - of nobody
                times.append(time.perf_counter() - begun)
        one, other = (median(times) for times in spent.values())
        assert abs(one - other) < max(0.5 * max(one, other), 0.02), (way, one, other)


def test_mails_about_a_password_come_three_times_in_a_quarter_of_an_hour(staff: Flask) -> None:
    for number in range(3):
        Visitor(staff).post("/forgotten", email=LEAD)
        awaited(staff, number + 1)
    page = Visitor(staff).post("/forgotten", email=LEAD)
    assert "is een mail met een link onderweg" in page.text
    time.sleep(0.3)
    assert len(mails(staff)) == 3
    links = [link_in(mail) for mail in mails(staff)]
    found = [Visitor(staff).get(way).status_code for way in links]
    assert found == [404, 404, 200], "only the newest works"


@pytest.mark.parametrize(("purpose", "lasts"), [(Purpose.INVITATION, 7 * 24 * 60), (Purpose.FORGOTTEN, 60)])
def test_links_end(staff: Flask, purpose: Purpose, lasts: int) -> None:
    young = wanted(staff, purpose, timedelta(minutes=lasts - 1))
    assert Visitor(staff).get(young).status_code == 200
    old = wanted(staff, purpose, timedelta(minutes=lasts + 1))
    assert Visitor(staff).get(old).status_code == 404
    assert choose(Visitor(staff), old) == 404


def unsigned(claims: dict[str, str]) -> str:
    """A token that says of itself that nobody signed it."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return f"{'.'.join(coded)}."


def test_what_is_no_link_is_answered_like_a_used_one(staff: Flask) -> None:
    way = wanted(staff)
    secret = way.rpartition("/")[2]
    with stores_of(staff).studies() as session:
        stored = session.scalars(select(OneTimeLink.digest)).one()
        lead = session.scalars(select(Staff).where(Staff.email == LEAD)).one()
        unique, number = lead.fs_uniquifier, str(lead.id)
    forged = {
        "truncated": secret[:-1],
        "longer": f"{secret}A",
        "other case": secret.swapcase(),
        "its digest": stored,
        "alg:none": unsigned({"sub": unique, "email": LEAD}),
        "other salt": str(
            URLSafeTimedSerializer(staff.config["SECRET_KEY"], salt="reset-salt").dumps([number, unique])
        ),
        "session": str(URLSafeTimedSerializer(staff.config["SECRET_KEY"], salt="cookie-session").dumps({"u": unique})),
        "nothing": "x",
    }
    pages = {name: Visitor(staff).get(f"/password/{each}") for name, each in forged.items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(forged, 404)
    assert choose(Visitor(staff), way) == 302
    used = re.sub(r"/password/[^?\"]*", "", Visitor(staff).get(way).text)
    assert {re.sub(r"/password/[^?\"]*", "", page.text) for page in pages.values()} == {used}
    for each in forged.values():
        assert choose(Visitor(staff), f"/password/{each}") == 404
    assert Visitor(staff).log_in(LEAD, NEW).location == "/"


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "12 tot 128"),
        (NEW, "zeven paarse parasols", "niet hetzelfde"),
        ("123456789012", "123456789012", "veel mensen"),
        ("Wachtwoord2026!", "Wachtwoord2026!", "veel mensen"),
        ("aaaaaaaaaaaabbb", "aaaaaaaaaaaabbb", "veel mensen"),
        ("qwertyuiopqwerty", "qwertyuiopqwerty", "veel mensen"),
        ("hallo-example-hallo", "hallo-example-hallo", "e-mailadres"),
    ],
)
def test_what_is_soon_guessed_is_refused_and_the_link_still_works(
    staff: Flask, password: str, again: str, told: str
) -> None:
    way = wanted(staff)
    page = Visitor(staff).post(way, password=password, again=again)
    assert (page.status_code, told in page.text.lower().replace("v", "v")) == (200, True)
    assert choose(Visitor(staff), way) == 302


@pytest.mark.parametrize(
    "fine", ["correct horse battery", "aaaaaaaaaaaa bcde", "éénmaal andermaal", "123456789012x!ab"]
)
def test_nothing_else_is_asked_of_a_password(staff: Flask, fine: str) -> None:
    assert choose(Visitor(staff), wanted(staff), fine) == 302
    assert Visitor(staff).log_in(LEAD, fine).location == "/"


def test_links_are_kept_as_digests_and_the_log_has_who_chose(staff: Flask) -> None:
    way = wanted(staff, Purpose.INVITATION)
    with stores_of(staff).studies() as session:
        assert way.rpartition("/")[2] not in str(session.scalars(select(OneTimeLink.digest)).one())
    choose(Visitor(staff), way)
    with stores_of(staff).studies() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert (last.actor, last.action, last.detail) == (LEAD, "choose password", "invitation")
        assert session.scalar(select(Visit)) is None
