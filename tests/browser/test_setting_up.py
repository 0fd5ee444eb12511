"""From nothing to published tables at a browser: by mouse, and by keyboard only. Clicks, keys and time are counted."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from survey.cli.frame import Survey
from survey.cli.posting import office
from survey.fieldwork import answers, designs, post
from survey.fieldwork.clock import AMSTERDAM
from survey.questionnaires.kinds import Answer
from survey.settings import Settings
from survey.storage.contacts import Outbox
from tests.fixtures.application import LiveServer, served
from tests.fixtures.browser import DESKTOP, OpenPage
from tests.fixtures.errands import work
from tests.fixtures.mail import MailServer
from tests.fixtures.staff import PASSWORD, RESEARCHER, add_staff, stores_of

from .filling import fill
from .hands import Hands, Keys, Mouse

PEOPLE = 12
GIVEN: dict[str, Answer] = {"recommendation": "yes", "likelihood": 8}
ONWARD = re.compile("^(Verder|Versturen|Continue|Send)$")
TOKEN = re.compile(r"/a/([A-Za-z0-9]+)")
SLOWEST = 300
"""Seconds that a program may take for the walk; somebody takes an afternoon."""


@dataclass
class Ground:
    """A server that sends its mails to a real mail server, and somebody of the staff at a browser."""

    server: LiveServer
    smtp: MailServer
    page: Page

    def send_mails(self) -> None:
        """Let the invitations leave, on the day on which they are due."""
        with stores_of(self.server.app).contacts() as session:
            due = min(session.scalars(select(Outbox.day).where(Outbox.kind == "invitation")))
        moment = datetime.combine(due, datetime.min.time(), AMSTERDAM) + timedelta(hours=10)
        settings: Settings = self.server.app.extensions["settings"]
        survey = Survey(clock=lambda: moment, given=settings)
        with office(survey, lambda refused: pytest.fail(str(refused))) as here:
            for _outcome in post.send_due(here):
                pass
        survey.close()


@pytest.fixture
def ground(settings: Settings, smtp: Callable[..., MailServer], open_page: OpenPage) -> Iterator[Ground]:
    """Nothing but an account."""
    mail = smtp()
    with served(settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{mail.port}"})) as server:
        add_staff(server.app)
        page = open_page(size=DESKTOP)
        page.goto(f"{server.url}/login")
        page.get_by_label("E-mailadres").fill(RESEARCHER)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        yield Ground(server, mail, page)


def step(hands: Hands, page: Page, name: str) -> None:
    """Open a step of the checklist."""
    hands.press(page.get_by_role("main").get_by_role("link", name=name, exact=True))


def save(hands: Hands, page: Page) -> None:
    """Save a step."""
    hands.press(page.locator(".foot-bar").get_by_role("button", name="Opslaan"))


def field(page: Page, name: str) -> Locator:
    """A field by its name."""
    return page.locator(f'[name="{name}"]')


def begin(hands: Hands, page: Page) -> None:
    """From the start page to the checklist of a new study."""
    hands.press(page.get_by_role("link", name="Onderzoeken"))
    hands.press(page.get_by_role("link", name="Nieuw onderzoek"))
    hands.fill(page.get_by_label("Titel"), "Wat vindt u van uw jobcoach?")
    hands.choose(page.get_by_label("Programma"), "proef")
    hands.press(page.get_by_role("button", name="Beginnen"))


def describe(hands: Hands, page: Page) -> None:
    """What is missing besides questions."""
    step(hands, page, "Het onderzoek")
    for name, text in (
        ("title.en", "What do you think?"),
        ("organisation.nl", "Gemeente"),
        ("organisation.en", "City"),
    ):
        hands.fill(field(page, name), text)
    save(hands, page)
    step(hands, page, "Privacy")
    told = (
        ("privacy.controller.nl", "Postbus 1, Proefstad"),
        ("privacy.controller.en", "PO box 1, Proefstad"),
        ("privacy.officer.name", "Functionaris"),
        ("privacy.officer.email", "fg@example.org"),
        ("dpia.reference", "DPIA 1"),
        ("dpia.approved_by", "Directeur"),
        ("dpia.date", "2026-11-02"),
    )
    for name, text in told:
        hands.fill(field(page, name), text)
    save(hands, page)


QUESTIONS = (
    ("recommendation", "Raadt u ons aan?", "Would you recommend us?"),
    ("report_grade", "Welk cijfer geeft u ons?", "What grade do you give us?"),
    ("likelihood", "Hoe waarschijnlijk komt u terug?", "How likely will you come back?"),
    ("report_grade", "Welk cijfer geeft u de start?", "What grade do you give the start?"),
    ("open_text", "Waarom raadt u ons niet aan?", "Why do you not recommend us?"),
)
"""Five questions in two languages; the last is only for who does not recommend."""


def make(hands: Hands, page: Page) -> None:
    """A questionnaire of one's own."""
    hands.press(page.get_by_role("navigation").get_by_role("link", name="Vragenlijsten"))
    hands.press(page.get_by_role("link", name="Nieuwe vragenlijst"))
    hands.fill(page.get_by_label("Titel"), "Vijf vragen")
    hands.tick(field(page, "language:en"))
    hands.press(page.locator("form[aria-labelledby=empty]").get_by_role("button"))
    for number, (kind, dutch, english) in enumerate(QUESTIONS, start=1):
        hands.press(page.get_by_role("link", name="Een vraag toevoegen", exact=True))
        hands.press(page.locator(f"button[name=kind][value={kind}]"))
        hands.fill(field(page, "text:nl"), dutch)
        hands.fill(field(page, "text:en"), english)
        if number == len(QUESTIONS):
            only_who_does_not_recommend(hands, page)
        hands.press(page.get_by_role("button", name="Opslaan en terug"))
    hands.press(page.get_by_role("link", name="Titel en instellingen"))
    hands.fill(field(page, "title:en"), "Five questions")
    hands.press(page.get_by_role("main").get_by_role("button", name="Opslaan").last)
    hands.press(page.get_by_role("navigation").get_by_role("link", name="Opzet"))


def only_who_does_not_recommend(hands: Hands, page: Page) -> None:
    """The condition, by choosing."""
    hands.tick(page.locator('[name="when:mode"][value=rules]'))
    first = field(page, "w:0:key").locator("option").nth(1).get_attribute("value")
    hands.choose(field(page, "w:0:key"), str(first))
    field(page, "w:0:answer").wait_for()
    hands.choose(field(page, "w:0:answer"), "no")


def ask(hands: Hands, page: Page, questionnaire: str) -> None:
    """Choose what is asked, and publish all of it."""
    step(hands, page, "Wie wat krijgt, en wanneer")
    hands.choose(field(page, "chosen"), questionnaire)
    hands.press(page.get_by_role("button", name="Toevoegen"))
    save(hands, page)
    step(hands, page, "Wat wordt gepubliceerd")
    hands.press(page.get_by_role("button", name="Alles publiceren"))
    save(hands, page)


def invite(hands: Hands, page: Page) -> None:
    """People from a file, approval, and open."""
    step(hands, page, "Wie u uitnodigt")
    rows = "".join(f"person-{each}@example.org;nl\n" for each in range(PEOPLE))
    hands.give(page.get_by_label("Bestand", exact=True), "mensen.csv", f"e-mailadres;taal\n{rows}".encode())
    hands.press(page.get_by_role("button", name="Het bestand bekijken"))
    hands.press(page.get_by_role("button", name="Inlezen"))
    hands.press(page.locator(".back a"))
    step(hands, page, "Goedkeuring")
    hands.press(page.get_by_role("button", name="Goedkeuren"))
    step(hands, page, "Openen")
    hands.press(page.get_by_role("button", name="Deze meting openen"))
    expect(page.get_by_role("status")).to_contain_text("De meting is open")


def close(hands: Hands, page: Page) -> None:
    """Close the wave."""
    hands.press(page.get_by_role("link", name="Deze meting sluiten"))
    hands.press(page.get_by_role("button", name="Deze meting sluiten"))
    expect(page.get_by_role("status")).to_contain_text("De meting is gesloten")


def answer_one(page: Page, link: str) -> None:
    """One person answers in a browser."""
    page.goto(link)
    page.get_by_role("button", name="Start").click()
    for _ in range(60):
        if "/thanks/" in page.url:
            return
        fill(page)
        with page.expect_navigation():
            page.get_by_role("button", name=ONWARD).click()
    raise AssertionError("There is no end to the questions.")


def answer_rest(server: LiveServer, tokens: list[str]) -> None:
    """The others answer too, each something else."""
    stores = stores_of(server.app)
    for number, token in enumerate(tokens):
        with stores.responses() as session, stores.studies() as studies:
            found = answers.standing(session, token)
            assert found is not None
            frozen = designs.frozen_wave(studies, found.wave_id)
            assert frozen is not None
            asked = frozen.questionnaire
            kinds = {item.id: str(getattr(item, "kind", "")) for item in asked.items()}
            given: dict[str, Answer] = {name: GIVEN[kind] for name, kind in kinds.items() if kind in GIVEN}
            given |= {name: 6 + number % 4 for name, kind in kinds.items() if kind == "report_grade"}
            answers.submit(session, found, asked, date(2026, 11, 23), given)


def publish(hands: Hands, page: Page, server: LiveServer) -> None:
    """Publish the closed wave, and look at the results."""
    hands.press(page.get_by_role("navigation").get_by_role("link", name="Resultaten").last)
    hands.press(page.get_by_role("main").get_by_role("link", name="Publiceren"))
    hands.press(page.get_by_role("button", name="Ja, publiceer"))
    work(server)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gepubliceerd", timeout=60_000)
    hands.press(page.get_by_role("main").get_by_role("link", name="Terug naar de resultaten"))
    hands.press(page.get_by_role("main").get_by_role("link", name="Dashboard"))


@pytest.mark.parametrize("kind", [Mouse, Keys])
def test_from_nothing_to_published(
    ground: Ground,
    open_page: OpenPage,
    kind: type[Mouse] | type[Keys],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    page, began = ground.page, time.monotonic()
    hands: Hands = kind(page)
    begin(hands, page)
    describe(hands, page)
    make(hands, page)
    ask(hands, page, "vijf-vragen")
    page.screenshot(path=tmp_path / "checklist.png", full_page=True)
    invite(hands, page)
    opened = time.monotonic() - began
    until = hands.acts
    ground.send_mails()
    mails = ground.smtp.messages()
    assert len(mails) == PEOPLE
    tokens = [found[1] for mail in mails if (found := TOKEN.search(str(mail.get_body(("plain",)))))]
    answer_one(open_page(), f"{ground.server.url}/a/{tokens[0]}")
    answer_rest(ground.server, tokens[1:])
    close(hands, page)
    publish(hands, page, ground.server)
    expect(page.get_by_role("main")).to_contain_text("Welk cijfer geeft u ons?")
    counted = {
        "acts until open": until,
        "acts": hands.acts,
        "typed": hands.typed,
        "seconds until open": round(opened, 1),
    }
    record_property("walk", f"{kind.__name__}: {counted}")
    print(f"{kind.__name__}: {counted}")  # noqa: T201 - counting is what this is for
    assert opened < SLOWEST
    assert hands.acts < (160 if kind is Mouse else 1600)
