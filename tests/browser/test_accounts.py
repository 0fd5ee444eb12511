"""Accounts in a real Chromium: invited, a password, a second factor, logged out elsewhere; and every state accessible.

With `WERKPEIL_PICTURES=folder` every state is photographed on a phone and at a desk.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from survey.fieldwork import memberships
from survey.storage.staff import Staff
from survey.web.accounts import one_time
from survey.web.accounts.one_time import Purpose
from tests.fixtures.account_mail import awaited, link_in
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage
from tests.fixtures.invited import invite
from tests.fixtures.node import Validator
from tests.fixtures.staff import ADMINISTRATOR, LEAD, OWNER, PASSWORD, add_staff, stores_of
from tests.fixtures.studies import a_questionnaire, a_study

from .duties import SMALLEST, judged

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)

NEW, CHOSEN = "nieuw@example.org", "zeven paarse paraplu's"
WORDS = {"nl": {"email": "E-mailadres", "password": "Wachtwoord", "in": "Inloggen"}}
WORDS["en"] = {"email": "E-mail address", "password": "Password", "in": "Log in"}


@pytest.fixture
def site(live_server: LiveServer) -> LiveServer:
    """A site with somebody for each role, and a study in the field."""
    add_staff(live_server.app)
    invite(live_server.app, a_study(), a_questionnaire())
    return live_server


def log_in(page: Page, site: LiveServer, email: str, password: str = PASSWORD, language: str = "nl") -> None:
    """Fill in the log-in page, and wait until one is past it."""
    said = WORDS[language]
    page.goto(f"{site.url}/login")
    page.get_by_label(said["email"]).fill(email)
    page.get_by_label(said["password"], exact=True).fill(password)
    page.get_by_role("button", name=said["in"]).click()
    page.wait_for_url(lambda url: not url.endswith("/login"))


def test_from_an_invitation_to_a_log_in_with_a_phone(open_page: OpenPage, site: LiveServer) -> None:
    owner = open_page(size=DESKTOP)
    log_in(owner, site, OWNER)
    owner.get_by_role("link", name="Mensen en rollen").click()
    owner.get_by_role("link", name="Proef", exact=True).click()
    owner.get_by_label("E-mailadres").fill(NEW)
    owner.get_by_label("Analist:").check()
    owner.get_by_role("button", name="Uitnodigen").click()
    expect(owner.get_by_role("status")).to_have_text(f"{NEW} is uitgenodigd.")

    page = open_page()
    page.goto(f"{site.url}{link_in(awaited(site.app, 1))}")
    page.get_by_label("Nieuw wachtwoord").fill(CHOSEN)
    page.get_by_label("Nog eens het nieuwe wachtwoord").fill(CHOSEN)
    page.get_by_role("button", name="Dit wachtwoord bewaren").click()
    page.wait_for_url(f"{site.url}/login")
    log_in(page, site, NEW, CHOSEN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede factor instellen")
    shown = page.locator("img[alt^=QR]").evaluate("image => image.naturalWidth")
    assert shown > 0, "the content policy lets the square be seen"
    app = pyotp.TOTP(page.locator("code.key").inner_text().replace(" ", ""))
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.get_by_role("button", name="Uitloggen").click()

    log_in(page, site, NEW, CHOSEN)
    page.wait_for_url(f"{site.url}/login/code")
    page.keyboard.press("Tab")
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    page.get_by_label("Code").fill(app.at(int(time.time()) + 30))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/")

    elsewhere = open_page()
    log_in(elsewhere, site, NEW, CHOSEN)
    elsewhere.get_by_label("Code").fill(recovery)
    elsewhere.keyboard.press("Enter")
    elsewhere.wait_for_url(f"{site.url}/")
    page.goto(f"{site.url}/account")
    page.get_by_role("button", name="Overal elders uitloggen").click()
    elsewhere.reload()
    assert "/login" in elsewhere.url


State = Callable[[Page, LiveServer], None]


def at(path: str) -> State:
    """A page as it is opened."""
    return lambda page, site: (page.goto(f"{site.url}{path}"), None)[1]


def pressed(path: str, *, fill: dict[str, str] | None = None, ticks: tuple[str, ...] = ()) -> State:
    """A page whose (last) form was sent, filled in like this by the names of fields."""

    def _reach(page: Page, site: LiveServer) -> None:
        page.goto(f"{site.url}{path}")
        for name, value in (fill or {}).items():
            page.locator(f"main [name={name}]").last.fill(value)
        for value in ticks:
            page.locator(f"main [value={value}]").check()
        page.locator("main .login form button, main form.panel button, main > form button").first.click()

    return _reach


def way(site: LiveServer, email: str, purpose: Purpose) -> str:
    """The address of a new link for somebody."""
    from survey.fieldwork.clock import amsterdam_now  # noqa: PLC0415 - only here

    with stores_of(site.app).studies() as session:
        somebody = session.scalars(select(Staff).where(Staff.email == email)).one()
        secret = one_time.make(session, somebody.id, purpose, amsterdam_now())
        session.commit()
    return f"/password/{secret}"


def choosing(page: Page, site: LiveServer) -> None:
    """The page behind an invitation."""
    page.goto(f"{site.url}{way(site, LEAD, Purpose.INVITATION)}")


def choosing_wrongly(page: Page, site: LiveServer) -> None:
    """The page behind a link, with a password that is too short."""
    pressed(way(site, LEAD, Purpose.FORGOTTEN), fill={"password": "kort", "again": "kort"})(page, site)


def about(ending: str) -> State:
    """A page about somebody of the programme."""

    def _reach(page: Page, site: LiveServer) -> None:
        with stores_of(site.app).studies() as session:
            number = memberships.account(session, LEAD).id
        page.goto(f"{site.url}/programmes/proef/people/{number}{ending}")

    return _reach


def armed(then: State) -> State:
    """With a second factor."""

    def _reach(page: Page, site: LiveServer) -> None:
        page.goto(f"{site.url}/account/second-factor")
        app = pyotp.TOTP(page.locator("code.key").inner_text().replace(" ", ""))
        page.locator("[name=code]").fill(app.now())
        page.locator("main form button").first.click()
        page.locator(".codes").wait_for()
        then(page, site)

    return _reach


def half_way(page: Page, _site: LiveServer) -> None:
    """Logged out, and half-way back in, with a wrong code."""
    page.locator(".account button").click()
    page.locator("[name=email]").fill(OWNER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.locator("[name=code]").fill("000000")
    page.locator("main form button").click()


def stay(_page: Page, _site: LiveServer) -> None:
    """Where one is."""


LONG = "iemand.met.een.heel.lang.adres@gemeente-met-een-lange-naam.example"
STATES: dict[str, tuple[str | None, State]] = {
    "log-in": (None, at("/login")),
    "log-in refused": (None, pressed("/login", fill={"email": LEAD, "password": "wrong, of course"})),
    "forgotten": (None, at("/forgotten")),
    "forgotten, sent": (None, pressed("/forgotten", fill={"email": "nobody@example.org"})),
    "choosing": (None, choosing),
    "choosing, refused": (None, choosing_wrongly),
    "worn link": (None, at("/password/worn")),
    "account": (OWNER, at("/account")),
    "account with a factor": (OWNER, armed(at("/account"))),
    "password": (OWNER, at("/account/password")),
    "password refused": (
        OWNER,
        pressed("/account/password", fill={"old": PASSWORD, "password": "123456789012", "again": "123456789012"}),
    ),
    "second factor": (OWNER, at("/account/second-factor")),
    "second factor refused": (OWNER, pressed("/account/second-factor", fill={"code": "123456"})),
    "recovery codes": (OWNER, armed(stay)),
    "confirming": (OWNER, armed(at("/account/second-factor/remove"))),
    "code refused": (OWNER, armed(half_way)),
    "people, mine": (OWNER, at("/people")),
    "people": (OWNER, at("/programmes/proef/people")),
    "people, invited": (OWNER, pressed("/programmes/proef/people", fill={"email": LONG}, ticks=("analyst",))),
    "people, refused": (
        OWNER,
        pressed("/programmes/proef/people", fill={"email": LONG}, ticks=("analyst", "fieldwork")),
    ),
    "roles": (OWNER, about("")),
    "removing": (OWNER, about("/remove")),
    "programmes": (ADMINISTRATOR, at("/programmes")),
    "programmes, refused": (ADMINISTRATOR, pressed("/programmes", fill={"email": "x@example.org", "name": "!"})),
    "log of a study": (OWNER, at("/studies/proef/log")),
    "log of the installation": (ADMINISTRATOR, at("/log")),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_is_for_everybody(
    open_page: OpenPage, site: LiveServer, validator: Validator, language: str
) -> None:
    wrong: list[str] = []
    reports: list[str] = []
    for place, (name, (email, reach)) in enumerate(STATES.items()):
        page = open_page(size=SMALLEST, language=language)
        page.on("console", lambda message: reports.append(message.text) if "Content Security" in message.text else None)
        page.emulate_media(color_scheme="dark" if place % 2 else "light")
        if email:
            log_in(page, site, email, language=language)
        reach(page, site)
        heading = page.get_by_role("heading", level=1).inner_text()
        photograph(page, f"{name} {language}")
        page.set_viewport_size({"width": SMALLEST[0], "height": SMALLEST[1]})
        verdict = judged(page, validator, page.content(), language, [heading])
        wrong += [f"{name}: {duty}: {each}" for duty, found in verdict.wrong.items() for each in found]
        forget(site)
        page.context.close()
    assert not wrong + reports, "\n".join(wrong + reports)


def forget(site: LiveServer) -> None:
    """Nobody has a second factor, so that the next state begins with the password alone."""
    from survey.web.accounts import factors  # noqa: PLC0415 - only here

    with stores_of(site.app).studies() as session:
        for somebody in session.scalars(select(Staff.id)).all():
            factors.remove(session, somebody)
        session.commit()


def photograph(page: Page, name: str) -> None:
    """Keep a picture on a phone and at a desk, if somebody asked for them."""
    folder = os.environ.get("WERKPEIL_PICTURES")
    for size in (PHONE, DESKTOP) if folder else ():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.screenshot(path=Path(folder or "") / f"{name.replace(' ', '-')}-{size[0]}.png", full_page=True)
