"""Every page and state of the set-up and the fieldwork in a real browser: axe, valid HTML, targets, and no sideways."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response
from sqlalchemy import update

from survey.storage.contacts import MailState, Outbox
from survey.web.research.setup.steps import STEPS
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage
from tests.fixtures.node import Validator
from tests.fixtures.staff import PASSWORD, RESEARCHER, add_staff, stores_of
from tests.integration.web.research.sheet import Desk

from .duties import SMALLEST, judged

PICTURES = os.environ.get("PICTURES")
STUDY = "/studies/proefstudie"

OF_THE_HEADER = ("fits with large text", "fits with spaced text", "unbroken words")
"""Duties of a phone in somebody's hand, which the header that all pages of staff share does not meet yet."""

Look = Callable[[str, Callable[[], Response | None]], None]


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:
    """Somebody who sets a study up on the server that the browser looks at."""
    add_staff(live_server.app)
    return Desk(live_server.app)


@pytest.fixture
def page(desk: Desk, live_server: LiveServer, open_page: OpenPage) -> Page:  # noqa: ARG001 - it makes the account
    """A browser in which the researcher is logged in."""
    page = open_page(size=SMALLEST)
    page.goto(f"{live_server.url}/login")
    page.get_by_label("E-mailadres").fill(RESEARCHER)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"{live_server.url}/")
    return page


@pytest.fixture
def look(page: Page, validator: Validator, record_property: Callable[[str, object], None]) -> Look:
    """Judge a page that is reached somehow."""
    seen = {"rules": 0, "violations": 0}

    def _look(name: str, reach: Callable[[], Response | None]) -> None:
        page.set_viewport_size({"width": SMALLEST[0], "height": SMALLEST[1]})
        answer = reach()
        assert answer is not None
        heading = page.get_by_role("heading", level=1).inner_text()
        verdict = judged(page, validator, answer.text(), "nl", [heading])
        seen["rules"] += verdict.rules
        seen["violations"] += len(verdict.wrong.get("axe", []))
        record_property("axe rules", verdict.rules)
        record_property("axe violations", len(verdict.wrong.get("axe", [])))
        _draw(page, name)
        wrong = {duty: found for duty, found in verdict.wrong.items() if duty not in OF_THE_HEADER}
        assert wrong == {}, f"{name}: {wrong}"

    return _look


def _draw(page: Page, name: str) -> None:
    """Pictures for whoever looks at them."""
    for size in (DESKTOP, PHONE) if PICTURES else ():
        Path(str(PICTURES)).mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.screenshot(path=Path(str(PICTURES)) / f"{name}-{size[0]}.png", full_page=True)


def opened(page: Page, server: LiveServer, path: str) -> Callable[[], Response | None]:
    """A page by its address."""
    return lambda: page.goto(f"{server.url}{path}")


def pressed(page: Page, selector: str) -> Callable[[], Response | None]:
    """What a button leads to."""

    def reach() -> Response | None:
        with page.expect_navigation() as led:
            page.locator(selector).first.click()
        return led.value

    return reach


def test_before_there_is_anything(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    look("studies-none", opened(page, live_server, "/studies"))
    look("new", opened(page, live_server, "/studies/new"))
    look("new-refused", pressed(page, "main form button"))
    desk.begin()
    look("studies", opened(page, live_server, "/studies"))
    look("checklist-begun", opened(page, live_server, f"{STUDY}/setup"))
    look("contacts-not-yet", opened(page, live_server, f"{STUDY}/setup/contacts"))
    look("approval-lacking", opened(page, live_server, f"{STUDY}/setup/approval"))
    look("approval-refused", pressed(page, "main form button"))
    look("opening-not-yet", opened(page, live_server, f"{STUDY}/setup/opening"))
    look(
        "trial-refused",
        lambda: (page.goto(f"{live_server.url}{STUDY}/setup/trial"), pressed(page, "main form button")())[1],
    )
    look("fieldwork-none", opened(page, live_server, f"{STUDY}/fieldwork"))


@pytest.mark.parametrize("key", [each.key for each in STEPS])
def test_each_step(desk: Desk, page: Page, live_server: LiveServer, look: Look, key: str) -> None:
    desk.begin(start="werk-als-waarde")
    desk.send("setup/background", {}, "attribute")
    look(f"step-{key}", opened(page, live_server, f"{STUDY}/setup/{key}"))
    look(f"step-{key}-saved", pressed(page, ".foot-bar button"))


def test_a_clash_and_the_text_as_a_whole(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    desk.begin()
    page.goto(f"{live_server.url}{STUDY}/setup/about")
    desk.send("setup/about", {"organisation.nl": "Gemeente"})
    look("clash", pressed(page, ".foot-bar button"))
    look("history", opened(page, live_server, f"{STUDY}/setup/history"))
    look("yaml", opened(page, live_server, f"{STUDY}/setup/yaml"))
    page.locator("textarea").fill("title: [")
    look("yaml-refused", pressed(page, "main form button"))
    look("remove", opened(page, live_server, f"{STUDY}/setup/remove"))


def test_people_and_mails(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    desk.prepare()
    look("mail", opened(page, live_server, f"{STUDY}/setup/mails/participant/invitation/nl"))
    look("mail-refused", pressed(page, "main form button"))

    def given(text: str) -> Callable[[], Response | None]:
        def reach() -> Response | None:
            page.goto(f"{live_server.url}{STUDY}/setup/contacts")
            page.get_by_label("Bestand", exact=True).set_input_files(
                {"name": "mensen.csv", "mimeType": "text/csv", "buffer": text.encode()}
            )
            return pressed(page, ".steps button")()

        return reach

    look("contacts", opened(page, live_server, f"{STUDY}/setup/contacts"))
    look("contacts-problems", given("email,language\nanna,fr\n"))
    look("contacts-looked", given("email,language\nanna@example.org,nl\n"))
    look("contacts-done", pressed(page, "button[value=import]"))


def test_a_test_round(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    desk.prepare()
    look("trial", opened(page, live_server, f"{STUDY}/setup/trial"))
    look("trial-begun", pressed(page, "main form button"))


def test_approval_opening_and_fieldwork(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    desk.prepare()
    desk.people(12)
    fields = desk.forms("setup/yaml").fields
    fields["text"] = fields["text"].replace("purpose: real", "purpose: test")
    desk.post("setup/yaml", fields)
    look("approval", opened(page, live_server, f"{STUDY}/setup/approval"))
    look("checklist-approved", pressed(page, "main form button"))
    look("approved", opened(page, live_server, f"{STUDY}/setup/approval"))
    look("opening", opened(page, live_server, f"{STUDY}/setup/opening"))
    look("fieldwork-opened", pressed(page, "main form button"))
    look("opened", opened(page, live_server, f"{STUDY}/setup/opening"))
    look("step-frozen", opened(page, live_server, f"{STUDY}/setup/about"))
    with stores_of(desk.app).contacts() as session:
        session.execute(update(Outbox).where(Outbox.kind == "invitation").values(state=MailState.DONE))
        session.commit()
    look("fieldwork", opened(page, live_server, f"{STUDY}/fieldwork"))
    desk.post("fieldwork/pause", {"do": "pause", "reason": "Vakantie"})
    look("fieldwork-paused", opened(page, live_server, f"{STUDY}/fieldwork"))
    page.fill("#erase", "person-1@example.org")
    look("erase", pressed(page, "form:has(#erase) button"))
    look("close", opened(page, live_server, f"{STUDY}/fieldwork/close/participant"))
    desk.post("fieldwork/close/participant")
    look("fieldwork-closed", opened(page, live_server, f"{STUDY}/fieldwork"))


def test_too_few_people(desk: Desk, page: Page, live_server: LiveServer, look: Look) -> None:
    desk.prepare()
    desk.people(3)
    fields = desk.forms("setup/yaml").fields
    fields["text"] = fields["text"].replace("purpose: real", "purpose: test")
    desk.post("setup/yaml", fields)
    desk.post("setup/approval")
    page.goto(f"{live_server.url}{STUDY}/setup/opening")
    look("opening-refused", pressed(page, "main form button"))
