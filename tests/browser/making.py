"""A researcher at a browser who makes a questionnaire: by mouse, or with nothing but a keyboard."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Locator, Page

from survey.extensions import now
from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN, Saving
from survey.questionnaires import catalogue
from tests.fixtures.application import LiveServer
from tests.fixtures.staff import PASSWORD, RESEARCHER, add_staff, stores_of

STUDY = "proef"
LIST = f"/studies/{STUDY}/questionnaires"
LONGEST = 120
"""No page takes more presses of Tab than this."""

ACTIVE = """() => {
  const each = document.activeElement, label = each.labels?.[0]?.innerText ?? "";
  const words = each.getAttribute("aria-label") || label || each.innerText || "";
  return {words: words.replace(/\\s+/g, " ").trim(), name: each.name ?? "", kind: each.tagName.toLowerCase(),
    seen: getComputedStyle(each).outlineStyle !== "none" || !!each.closest("label") };
}"""


def begun(server: LiveServer, *names: str) -> None:
    """A study that is being set up, with these questionnaires of the library."""
    add_staff(server.app)
    shelf = catalogue.shipped_questionnaires()
    texts = {DESIGN: catalogue.shipped_studies()["jobcoaching"].read_text(encoding="utf-8")}
    texts |= {name: shelf[name].read_text(encoding="utf-8") for name in names}
    with server.app.app_context():
        at = now()
    with stores_of(server.app).studies() as session:
        preparing.begin(session, STUDY, "jobcoaching", texts, Saving(RESEARCHER, at))
        session.commit()


@dataclass
class Maker:
    """Somebody who makes questionnaires. `wrong` is what the browser complained of; `acts` counts clicks or keys."""

    page: Page
    url: str
    wrong: list[str] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def log_in(self) -> None:
        """Log in as a researcher."""
        self.open("/login")
        self.page.get_by_label("E-mailadres").fill(RESEARCHER)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.page.get_by_role("button", name="Inloggen").click()
        self.page.wait_for_url(f"{self.url}/")

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(f"{self.url}{path}")

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the first button or follow the first link with these words."""
        found = within or self.page.locator("main")
        pressed = found.get_by_role("button", name=words).or_(found.get_by_role("link", name=words)).first
        self.acts += 1
        pressed.click()
        self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.acts += 1
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list."""
        self.acts += 1
        self.page.get_by_label(label, exact=True).first.select_option(label=words)

    def tick(self, label: str) -> None:
        """Tick a box or choose one of a row."""
        self.acts += 1
        self.page.get_by_label(label).first.check()


class Plain(Maker):
    """The same in a browser without script: it asks for the answers to compare with."""

    def choose(self, label: str, words: str) -> None:
        """Choose from a list; and say that this is what counts."""
        super().choose(label, words)
        if label == "Het antwoord op":
            self.tick("Alleen mensen die eerder bepaalde antwoorden gaven")
            self.press("Toon de antwoorden")


class Keys(Maker):
    """The same with nothing but a keyboard."""

    def _to(self, words: str, kinds: tuple[str, ...], *, exact: bool) -> None:
        """Tab until something with these words has the focus."""
        passed = []
        for _ in range(LONGEST):
            here = self.page.evaluate(ACTIVE)
            is_it = here["words"] == words if exact else words in here["words"]
            if here["kind"] in kinds and is_it:
                if not here["seen"]:
                    self.wrong.append(f"no focus to be seen on {words}")
                return
            passed.append(here["words"])
            self.page.keyboard.press("Tab")
            self.acts += 1
        raise AssertionError(f"{words} was not reached; passed: {passed}")

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Go to a button or link and press Enter."""
        self._to(words, ("a", "button"), exact=False)
        self.acts += 1
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(300)
        self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        """Go to a field and type; what was in it is replaced."""
        self._to(label, ("input", "textarea"), exact=True)
        self.acts += 2
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, words: str) -> None:
        """Go to a list and press arrows until it says this."""
        self._to(label, ("select",), exact=True)
        for _ in range(LONGEST):
            if self.page.evaluate("document.activeElement.selectedOptions[0].label") == words:
                return
            self.acts += 1
            self.page.keyboard.press("ArrowDown")
            self.page.wait_for_timeout(400)
        raise AssertionError(f"{words} cannot be chosen")

    def tick(self, label: str) -> None:
        """Go to a box or a row of choices, and choose."""
        for _ in range(LONGEST):
            here = self.page.evaluate(ACTIVE)
            if label in here["words"] and here["kind"] == "input":
                self.page.keyboard.press("Space")
                return
            if here["name"] == "when:mode":
                self.page.keyboard.press("ArrowDown")
            else:
                self.page.keyboard.press("Tab")
            self.acts += 1
        raise AssertionError(f"{label} was not reached")


def five_questions(maker: Maker) -> None:
    """From no questionnaire to one with five questions, one of them with a condition, in two languages."""
    maker.open(LIST)
    maker.press("Nieuwe vragenlijst")
    maker.write("Titel", "Uw mening")
    maker.tick("English")
    maker.press("Beginnen")
    maker.press("Een vraag toevoegen")
    maker.press("Tekst om te lezen")
    _say(maker, "Welkom bij dit onderzoek.", "Welcome to this study.")
    maker.press("Cijfer van 1 tot en met 10")
    _say(maker, "Welk cijfer geeft u de hulp?", "What grade do you give the help?")
    maker.press("Eén antwoord")
    maker.write("Vraag Nederlands", "Wat kan beter?")
    maker.write("Vraag English", "What can be better?")
    maker.write("Eén antwoord op elke regel", "Meer tijd\nVaker contact")
    maker.press("Deze antwoorden toevoegen")
    for number, said in enumerate(("More time", "More contact"), start=1):
        maker.write(f"Antwoord {number}, English", said)
    maker.choose("Het antwoord op", "1. Welk cijfer geeft u de hulp?")
    maker.choose("Vergelijking", "is ten hoogste")
    maker.write("Antwoord", "5")
    maker.press("Opslaan en terug")
    maker.press("Een vraag toevoegen")
    maker.press("Schaal")
    _say(maker, "Past de hulp bij u?", "Does the help suit you?")
    maker.press("Open tekst")
    _say(maker, "Wilt u nog iets zeggen?", "Is there anything else?", add=False)
    maker.press("Titel en instellingen")
    maker.write("English", "Your opinion")
    maker.press("Opslaan")


def _say(maker: Maker, dutch: str, english: str, *, add: bool = True) -> None:
    """Write what a question asks, save it, and go on to the next one."""
    maker.write("Vraag Nederlands", dutch)
    maker.write("Vraag English", english)
    maker.press("Opslaan en terug")
    if add:
        maker.press("Een vraag toevoegen")
