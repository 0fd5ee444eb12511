"""The second factor: set up with a first code, asked for at log-in, each code once; a way back without the phone."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, update

from survey.settings import Settings
from survey.storage.staff import RecoveryCode, SecondFactor, Staff
from survey.web.accounts import factors, login
from tests.fixtures.account_mail import app_in
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import invite
from tests.fixtures.staff import ANALYST, LEAD, PASSWORD, Visitor, add_staff, stores_of
from tests.fixtures.studies import a_questionnaire, a_study

RECOVERY = re.compile(r"<li><code>([a-z2-9-]{19})</code></li>")


class Phone:
    """An authenticator app whose clock can be set ahead, so that a test need not wait for the next code."""

    def __init__(self, app: pyotp.TOTP) -> None:
        self.app = app

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many steps later."""
        return str(self.app.at(int(time.time()) + 30 * steps))


def set_up(visitor: Visitor) -> tuple[Phone, list[str]]:
    """Set up a second factor: the phone and the recovery codes."""
    phone = Phone(app_in(visitor.get("/account/second-factor").text))
    page = visitor.post("/account/second-factor", code=phone.code(-1))
    assert page.status_code == 200
    return phone, RECOVERY.findall(page.text)


@pytest.fixture
def armed(lead: Visitor) -> tuple[Flask, Phone, list[str]]:
    """A program lead with a second factor, who has logged out."""
    phone, codes = set_up(lead)
    lead.post("/logout")
    return lead.app, phone, codes


def half_way(app: Flask) -> Visitor:
    """Somebody who gave the right password."""
    visitor = Visitor(app)
    assert visitor.log_in(next="/?lang=nl").location == "/login/code"
    return visitor


def test_the_password_alone_opens_nothing(armed: tuple[Flask, Phone, list[str]]) -> None:
    app, phone, _ = armed
    visitor = half_way(app)
    assert visitor.get("/").location.startswith("/login")
    assert visitor.get("/account").location.startswith("/login")
    assert visitor.post("/login/code", code=phone.code()).location == "/?lang=nl"
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "1234567", "ab cd ef", "\u0660" * 6, "x" * 40])
def test_a_wrong_code_is_refused(armed: tuple[Flask, Phone, list[str]], wrong: str) -> None:
    visitor = half_way(armed[0])
    page = visitor.post("/login/code", code=wrong)
    assert (page.status_code, "klopt niet" in page.text) == (200, True)
    assert visitor.get("/").status_code == 302


def test_a_code_works_once(armed: tuple[Flask, Phone, list[str]]) -> None:
    app, phone, _ = armed
    code = phone.code(1)
    assert half_way(app).post("/login/code", code=code).status_code == 302
    again = half_way(app)
    assert again.post("/login/code", code=code).status_code == 200
    assert again.post("/login/code", code=phone.code()).status_code == 200, "an older one neither"
    assert again.get("/").status_code == 302


def test_a_recovery_code_works_once_however_it_is_typed(armed: tuple[Flask, Phone, list[str]]) -> None:
    app, _, codes = armed
    assert len(set(codes)) == 10
    typed = f" {codes[0].replace('-', ' ').upper()} "
    assert half_way(app).post("/login/code", code=typed).status_code == 302
    assert half_way(app).post("/login/code", code=codes[0]).status_code == 200
    assert half_way(app).post("/login/code", code=codes[1]).status_code == 302


def test_codes_can_be_guessed_ten_times_and_then_the_right_one_does_not_help(
    armed: tuple[Flask, Phone, list[str]],
) -> None:
    app, phone, codes = armed
    visitor = half_way(app)
    for _ in range(10):
        assert "klopt niet" in visitor.post("/login/code", code="000000").text
    for right in (phone.code(1), codes[0]):
        assert "te vaak" in visitor.post("/login/code", code=right).text
    assert visitor.get("/").status_code == 302


def test_half_way_does_not_last(armed: tuple[Flask, Phone, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    app, phone, _ = armed
    visitor = half_way(app)
    monkeypatch.setattr(login, "MINUTES", 0)
    assert visitor.get("/login/code").location == "/login"
    assert visitor.post("/login/code", code=phone.code()).location == "/login"


def test_nobody_gets_to_the_code_without_the_password(app: Flask) -> None:
    assert Visitor(app).get("/login/code").location == "/login"
    assert Visitor(app).post("/login/code", code="123456").location == "/login"


def test_setting_up_needs_a_right_code(lead: Visitor) -> None:
    assert lead.post("/account/second-factor", code="123456").location == "/account/second-factor"
    phone = Phone(app_in(lead.get("/account/second-factor").text))
    refused = lead.post("/account/second-factor", code="123456")
    assert "klopt niet" in refused.text
    assert app_in(refused.text).secret == phone.app.secret, "the app need not scan again"
    with stores_of(lead.app).studies() as session:
        assert session.scalar(select(SecondFactor)) is None


def test_secrets_and_codes_cannot_be_read_from_the_database(lead: Visitor) -> None:
    phone, codes = set_up(lead)
    with stores_of(lead.app).studies() as session:
        row = session.scalars(select(SecondFactor)).one()
        digests = set(session.scalars(select(RecoveryCode.digest)))
        assert phone.app.secret.encode() not in row.sealed
        assert not {code.replace("-", "") for code in codes} & digests
        other = session.scalars(select(Staff).where(Staff.email == ANALYST)).one()
        session.execute(update(SecondFactor).values(staff_id=other.id))
        session.commit()
    moved = Visitor(lead.app)
    moved.log_in(ANALYST)
    assert moved.post("/login/code", code=phone.code(1)).status_code == 500, "it opens for its owner only"


@pytest.mark.parametrize("what", ["remove", "codes"])
def test_an_open_screen_is_not_enough_to_change_it(lead: Visitor, what: str) -> None:
    _, codes = set_up(lead)
    way = f"/account/second-factor/{what}"
    assert lead.get(way).status_code == 200
    assert "niet uw wachtwoord" in lead.post(way, old="not this one").text
    after = lead.post(way, old=PASSWORD)
    lead.post("/logout")
    if what == "remove":
        assert lead.log_in().location == "/"
    else:
        assert len(RECOVERY.findall(after.text)) == 10
        lead.log_in()
        assert lead.post("/login/code", code=codes[0]).status_code == 200
        assert lead.post("/login/code", code=RECOVERY.findall(after.text)[0]).status_code == 302


@pytest.fixture
def asking(staff: Flask) -> Flask:
    """The application with an analyst who was never asked."""
    with stores_of(staff).studies() as session:
        session.execute(update(Staff).values(asked=False))
        session.commit()
    invite(staff, a_study(), a_questionnaire())
    return staff


def test_who_sees_answers_is_asked_once_and_may_wait(asking: Flask) -> None:
    visitor = Visitor(asking)
    assert visitor.log_in(ANALYST, next="/?lang=en").location == "/account/second-factor?next=/?lang%3Den"
    page = visitor.get("/account/second-factor?next=/?lang%3Den").text
    assert 'action="/account/second-factor/later"' in page
    assert visitor.post("/account/second-factor/later", next="/?lang=en").location == "/?lang=en"
    assert visitor.post("/account/second-factor/later", next="https://evil.example").location == "/account"
    visitor.post("/logout")
    assert visitor.log_in(ANALYST).location == "/"


def test_who_sees_only_results_is_not_asked(asking: Flask) -> None:
    assert Visitor(asking).log_in(LEAD).location == "/"


def test_where_it_is_required_nobody_sees_answers_without_it(
    settings: Settings, make_app: MakeApp, answering: Callable[[Flask], None]
) -> None:
    app = make_app(settings.model_copy(update={"second_factor": "required"}))
    add_staff(app)
    answering(app)
    visitor = Visitor(app)
    visitor.log_in(ANALYST)
    asked = visitor.get("/answers/proef")
    assert asked.location.startswith("/account/second-factor?next=/answers/proef")
    assert "/later" not in visitor.get("/account/second-factor").text
    visitor.post("/account/second-factor/later")
    assert visitor.get("/answers/proef").status_code == 302
    assert visitor.get("/").status_code == 200
    set_up(visitor)
    assert visitor.get("/answers/proef").text == "inside"


@pytest.fixture
def answering() -> Callable[[Flask], None]:
    """Adds a study and a page with its answers to an application."""
    from survey.web.access import Rule, allow  # noqa: PLC0415 - only here

    def _add(app: Flask) -> None:
        invite(app, a_study(), a_questionnaire())
        app.add_url_rule("/answers/<study>", "answering", allow(Rule.ANSWERS)(lambda **_given: "inside"))

    return _add


@pytest.mark.parametrize(("drift", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(drift: int, found: bool) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    secret = factors.new_secret()
    code = pyotp.TOTP(secret).at(moment + timedelta(seconds=30 * drift))
    step = int(moment.timestamp()) // 30 + drift
    assert factors.step_of(secret, f"{code[:3]} {code[3:]}", moment) == (step if found else None)
