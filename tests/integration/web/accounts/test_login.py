"""Log-in and log-out."""

import re
import time

import pytest
from flask import Flask
from sqlalchemy import select, update

from survey import create_app
from survey.settings import Settings
from survey.storage.staff import Staff
from survey.web.accounts import account, login
from tests.fixtures.application import disconnect
from tests.fixtures.staff import LEAD, PASSWORD, TOKEN, Visitor, add_staff, stores_of

WRONG = "horen niet bij elkaar"


def without_token(text: str) -> str:
    """A page without its CSRF token and what was typed as the address."""
    return re.sub(r'value="[^"]*@[^"]*"', "", TOKEN.sub("", text))


def close_account(app: Flask, email: str) -> None:
    with stores_of(app).studies() as session:
        session.execute(update(Staff).where(Staff.email == email).values(active=False))
        session.commit()


def test_who_logs_in_sees_the_start_page(staff: Flask) -> None:
    visitor = Visitor(staff)
    assert visitor.get("/").location == "/login?next=/"
    assert visitor.log_in().location == "/"
    page = visitor.get("/").text
    assert LEAD in page
    assert "Uitloggen" in page


def test_the_address_may_be_typed_in_capitals(staff: Flask) -> None:
    assert Visitor(staff).log_in(LEAD.upper()).location == "/"


def test_after_log_in_one_comes_where_one_wanted_to_go(staff: Flask) -> None:
    visitor = Visitor(staff)
    asked = visitor.get("/dashboard/some-study?by=age").location
    assert 'name="next" value="/dashboard/some-study?by=age"' in visitor.get(asked).text
    assert visitor.log_in(next="/dashboard/some-study?by=age").location == "/dashboard/some-study?by=age"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_log_in_never_leads_elsewhere(staff: Flask, elsewhere: str) -> None:
    visitor = Visitor(staff)
    location = visitor.log_in(next=elsewhere).location
    assert re.match(r"/(?![/\\\\])", location)


def test_wrong_password_unknown_address_and_closed_account_look_the_same(staff: Flask) -> None:
    close_account(staff, "researcher@example.org")
    pages = {
        without_token(Visitor(staff).log_in(email, password).text)
        for email, password in [
            (LEAD, "not this one, sorry"),
            ("nobody@example.org", PASSWORD),
            ("researcher@example.org", PASSWORD),
        ]
    }
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_a_refused_log_in_leaves_the_pages_closed(staff: Flask) -> None:
    visitor = Visitor(staff)
    assert visitor.log_in(LEAD, "wrong").status_code == 200
    assert visitor.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/login", "/logout"])
def test_forms_need_their_token(staff: Flask, path: str) -> None:
    visitor = Visitor(staff)
    visitor.log_in()
    assert visitor.post(path, token="", email=LEAD, password=PASSWORD).status_code == 400
    assert visitor.get("/").status_code == 200


def test_log_out_ends_the_visit(lead: Visitor) -> None:
    assert lead.get("/logout").status_code == 405
    assert lead.get("/").status_code == 200
    assert lead.post("/logout").location == "/login"
    assert lead.get("/").status_code == 302


def test_a_log_out_that_comes_too_late_leads_to_the_start_page(app: Flask) -> None:
    assert Visitor(app).post("/logout").location == "/login"


def test_a_log_in_lasts_a_working_day(lead: Visitor) -> None:
    with lead.client.session_transaction(base_url=lead.address) as session:
        session["fs_paa"] = time.time() - account.WORKING_DAY + 60
    assert lead.get("/").status_code == 200
    with lead.client.session_transaction(base_url=lead.address) as session:
        session["fs_paa"] = time.time() - account.WORKING_DAY - 1
    assert lead.get("/").status_code == 302


def test_a_closed_account_is_logged_out_at_once(lead: Visitor) -> None:
    close_account(lead.app, LEAD)
    assert lead.get("/").status_code == 302


def test_a_session_that_moves_to_another_browser_ends(lead: Visitor) -> None:
    assert lead.get("/", **{"User-Agent": "another"}).status_code == 302
    assert lead.get("/").status_code == 302


def test_nobody_is_remembered(staff: Flask) -> None:
    visitor = Visitor(staff)
    visitor.log_in(remember="y")
    assert visitor.client.get_cookie("remember_token", domain="127.0.0.1") is None
    kept = visitor.client.get_cookie("werkpeil", domain="127.0.0.1")
    assert kept is not None
    assert (kept.http_only, kept.same_site, kept.expires) == (True, "Lax", None)


def test_over_https_the_cookie_stays_there(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"public_url": "https://onderzoek.example"}))
    add_staff(app)
    visitor = Visitor(app)
    visitor.log_in()
    kept = visitor.client.get_cookie("werkpeil", domain="onderzoek.example")
    disconnect(app)
    assert kept is not None
    assert kept.secure


def test_a_participant_gets_no_cookie_of_the_staff(app: Flask) -> None:
    visitor = Visitor(app)
    with visitor.client.session_transaction(base_url=visitor.address) as session:
        session.update(csrf_token="kept")  # noqa: S106 - an example
    assert "Set-Cookie" not in visitor.get("/a/no-such-link").headers


def test_no_token_opens_a_page(staff: Flask) -> None:
    with staff.test_request_context(), stores_of(staff).studies() as session:
        somebody = session.scalars(select(account.Account).where(Staff.email == LEAD)).one()
        token = str(somebody.get_auth_token())
    assert Visitor(staff).get("/", **{"Authentication-Token": token}).status_code == 302
    assert Visitor(staff).get(f"/?auth_token={token}").status_code == 302


def test_log_in_is_a_page_for_programs_too(staff: Flask) -> None:
    answer = Visitor(staff).get("/login", Accept="application/json")
    assert answer.content_type == "text/html; charset=utf-8"


def test_only_a_few_passwords_are_checked_at_once(staff: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "PATIENCE_SECONDS", 0.05)
    visitor = Visitor(staff)
    for _ in range(login.AT_ONCE):
        assert login.CHECKS.acquire(timeout=1)
    try:
        assert "te veel mensen" in visitor.log_in().text
    finally:
        login.CHECKS.release(login.AT_ONCE)
    assert visitor.log_in().location == "/"


def test_the_log_in_page_speaks_the_language_of_the_browser(app: Flask) -> None:
    assert '<html lang="nl"' in Visitor(app, "nl-NL").get("/login").text
    english = Visitor(app, "en").get("/login").text
    assert '<html lang="en"' in english
    assert "E-mail address" in english


@pytest.mark.parametrize("tag", ["ar", "nl-x-easy"])
def test_staff_are_not_offered_a_language_that_only_participants_read(app: Flask, tag: str) -> None:
    visitor = Visitor(app, f"{tag},en;q=0.5")
    assert '<html lang="en"' in visitor.get("/login").text
    page = visitor.get(f"/login?lang={tag}").text
    assert '<html lang="en"' in page
    assert f'hreflang="{tag}"' not in page


def test_a_language_that_is_chosen_stays(lead: Visitor) -> None:
    assert "Resultaten" in lead.get("/").text
    assert "Results" in lead.get("/?lang=en").text
    assert "Results" in lead.get("/").text
    assert "Resultaten" in lead.get("/?lang=nl").text
    assert "Resultaten" in lead.get("/?lang=xx").text
