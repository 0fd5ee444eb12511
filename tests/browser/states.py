"""Every state that somebody can meet on the participant's pages: how to get there, and what must be there to read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from survey.extensions import Stores
from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Page
from survey.questionnaires.kinds import Item
from survey.questionnaires.study import Mode
from survey.questionnaires.wording import spoken

from .field import OPEN, Setting
from .filling import fill
from .visitor import Visitor
from .voice import DUTCH, VOICE

EVERY = load_checked(Path(__file__).parent / "written" / "four-languages.yaml")
"""A page for each kind of item, in every language of participants; the page is called after the kind."""

PAGES = {page.id: page for page in EVERY.pages if any(item.is_shown for item in page.items)}
KINDS = [page.items[0].kind for page in PAGES.values() if len(page.items) == 1]

LINKED = Setting(mode=Mode.LINKED)
TO_ALL = Setting(mode=Mode.OPEN)

Way = Callable[[Visitor], None]
Words = Callable[[Visitor], list[str]]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a page."""

    name: str
    reach: Way
    words: Words
    setting: Setting = OPEN


def messages(*wanted: str) -> Words:
    """These messages, in the visitor's language."""
    return lambda visitor: [visitor.says(message) for message in wanted]


def asked(page: Page) -> Words:
    """Everything that a page of the questionnaire says, in the visitor's language."""
    return lambda visitor: [said for item in page.items for said in _texts(item, visitor.language)]


def _texts(item: Item, language: str) -> list[str]:
    own = [spoken(wording, language) for _, wording in item.wordings()]
    offered = [spoken(option.text, language) for part in item.parts() for option in part.choices(part.id)]
    return own + offered


def turned(page_id: str) -> Way:
    """A page of the questionnaire, as it is opened."""
    return lambda visitor: visitor.turn_to(page_id)


def answered(page_id: str, nth: int) -> Way:
    """A page of the questionnaire, filled in."""

    def reach(visitor: Visitor) -> None:
        visitor.turn_to(page_id)
        fill(visitor.page, nth)

    return reach


def refused(page_id: str, *wrong: str) -> Way:
    """A page that comes back, because something impossible was filled in."""

    def reach(visitor: Visitor) -> None:
        visitor.turn_to(page_id)
        for name in wrong:
            chosen = visitor.page.locator(f'[value="{name}"]')
            if chosen.count():
                chosen.first.check()
            else:
                visitor.page.locator("main input[type=text], main textarea").first.fill(name)
        visitor.press("Send" if page_id == "open_text" else "Continue")

    return reach


def prompted(visitor: Visitor) -> None:
    """A page that was sent empty."""
    visitor.turn_to("report_grade")
    visitor.press("Continue")


def declining(visitor: Visitor) -> None:
    """The start page, thinking of not taking part."""
    visitor.open(visitor.link.path)
    visitor.page.get_by_text(visitor.says("I do not want to take part")).click()


def resuming(visitor: Visitor) -> None:
    """The link again, halfway."""
    visitor.turn_to("report_grade")
    fill(visitor.page)
    visitor.press("Continue")
    visitor.open(visitor.link.path)


def timed_out(visitor: Visitor) -> None:
    """A page that was open longer than the browser remembers it."""
    visitor.turn_to("short_text")
    fill(visitor.page)
    visitor.page.context.clear_cookies(name=visitor.server.app.config["SESSION_COOKIE_NAME"])
    visitor.press("Continue")


def forgotten(visitor: Visitor) -> None:
    """Start, in a browser that keeps no cookies."""
    visitor.open(visitor.link.path)
    visitor.page.context.clear_cookies()
    visitor.press("Start")


def reopened(visitor: Visitor) -> None:
    """A page of the form in a browser that never opened the link."""
    visitor.open(visitor.link.page("report_grade"))


def choosing_language(visitor: Visitor) -> None:
    """A page of the questionnaire, with its languages unfolded."""
    visitor.turn_to("short_text")
    visitor.page.locator(".tongues summary").click()


def speaking(visitor: Visitor) -> None:
    """A question that is being read aloud."""
    visitor.page.add_init_script(VOICE)
    visitor.turn_to("report_grade")
    visitor.page.evaluate("voice => standIn.has(voice)", DUTCH | {"lang": visitor.language.partition("-")[0]})
    visitor.button("Read aloud").click()


def unreachable(visitor: Visitor) -> None:
    """There is no connection when the page is sent."""
    visitor.turn_to("open_text")
    fill(visitor.page)
    visitor.page.context.set_offline(offline=True)
    visitor.button("Send").click()
    visitor.page.locator("#unreachable").wait_for()


def sent_after_long(visitor: Visitor) -> None:
    """A page that was sent when the browser had forgotten whose it was."""
    visitor.turn_to("open_text")
    fill(visitor.page)
    visitor.page.context.clear_cookies()
    visitor.press("Send")


def pasted_another(visitor: Visitor) -> None:
    """The link that was asked for is not the one of this form."""
    sent_after_long(visitor)
    visitor.page.get_by_role("textbox").fill("https://example.org/")
    visitor.press("Go on")


def mistyped(visitor: Visitor) -> None:
    """A code from a letter, with a mistake."""
    visitor.open("/code")
    visitor.page.get_by_role("textbox").fill("ABCDEF 12345")
    visitor.press("Continue")


def removing(visitor: Visitor) -> None:
    """Somebody thinks of removing their answers."""
    received(visitor)
    visitor.press("Remove my answers")


def removed(visitor: Visitor) -> None:
    """Somebody removed their answers."""
    removing(visitor)
    visitor.press("Yes, remove my answers")


def looked_at(text: str) -> Way:
    """Somebody wrote what may lead to a person."""

    def reach(visitor: Visitor) -> None:
        visitor.turn_to("open_text")
        visitor.page.get_by_role("textbox").fill(text)
        visitor.press("Send")

    return reach


def unsaved(visitor: Visitor) -> None:
    """A page that was sent while the database was away."""
    visitor.turn_to("open_text")
    fill(visitor.page)
    with database_away(visitor.server.app):
        visitor.press("Send")


def sent(visitor: Visitor) -> None:
    """Everything was answered."""
    visitor.turn_to("open_text")
    fill(visitor.page)
    visitor.press("Send")


def received(visitor: Visitor) -> None:
    """The link again, afterwards."""
    sent(visitor)
    visitor.open(visitor.link.path)


def declined(visitor: Visitor) -> None:
    """Somebody chose to take no part."""
    declining(visitor)
    visitor.press("No, I do not take part")


def opened(visitor: Visitor) -> None:
    """The personal link."""
    visitor.open(visitor.link.path)


def going_on_later(visitor: Visitor) -> None:
    """A question of an open study, with the link of one's own unfolded."""
    visitor.start()
    visitor.page.get_by_text(visitor.says("Do you want to go on later?")).click()


def at_the_door_again(visitor: Visitor) -> None:
    """The public address of an open study, afterwards."""
    visitor.start()
    visitor.page.goto(visitor.page.url.rpartition("/")[0] + "/open_text")
    fill(visitor.page)
    visitor.press("Send")
    visitor.open(visitor.link.path)


def mistyped_group(visitor: Visitor) -> None:
    """The code of a group, with a mistake."""
    visitor.open("/j")
    visitor.page.get_by_role("textbox").fill("ABC 12")
    visitor.press("Continue")


def crowded(visitor: Visitor) -> None:
    """So many began over one connection that nobody else may now."""
    app = visitor.server.app
    before = app.extensions["settings"]
    visitor.start()
    app.extensions["settings"] = before.model_copy(update={"starts_per_half_hour": 1})
    visitor.start()
    app.extensions["settings"] = before


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """The responses database refuses to take anything."""
    stores: Stores = app.extensions["stores"]
    engine = next(engine for store, engine in stores.engines.items() if store == "responses")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE response RENAME TO away"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO response"))


CHOSEN = ("consent", "report_grade", "likelihood", "rating_scale", "single_choice", "multiple_choice", "value_card")
SOMETHING_ELSE = 2
"""The number of the option that opens a text."""

STATES = [
    State("start", opened, messages("Who sees my answers?", "Start", "Taking part is voluntary.")),
    State("start, declining", declining, messages("No, I do not take part")),
    State("start, halfway", resuming, messages("Go on", "Who sees my answers?")),
    *[State(name, turned(name), asked(page)) for name, page in PAGES.items()],
    *[State(f"{name}, chosen", answered(name, SOMETHING_ELSE), asked(PAGES[name])) for name in CHOSEN],
    State("prompt", prompted, messages("You have not filled in anything yet. You may also skip the question.")),
    State("error in a choice", refused("multiple_choice", "time", "nothing"), messages("This is not right yet")),
    State("error in a number", refused("number", "veel"), messages("This is not right yet")),
    State("error in hours", refused("hours_per_month", "4,7"), messages("This is not right yet")),
    State("error in a month", refused("month", "13"), messages("Fill in the month, and the year in four digits.")),
    State("error in a date", refused("date", "31"), messages("This is not right yet")),
    State("error in a line", refused("short_text", "x" * 101), messages("This is not right yet")),
    State("error in a text", refused("open_text", "x " * 1001), messages("This is not right yet")),
    State("error among several", refused("together", "veel"), messages("This is not right yet")),
    State(
        "a name in a text",
        looked_at("Mijn jobcoach Karin is lief."),
        messages("You may have written down a name", "Change it", "Send it as it is"),
    ),
    State(
        "several traces in a text",
        looked_at("Bel mevrouw Jansen: 06 12345678. Zij woont op 1012 AB, en mailt met jansen@example.org."),
        messages("You may have written down something personal", "You may have written down a telephone number"),
    ),
    State(
        "timeout",
        timed_out,
        messages("This page was open for a long time. What you filled in is still here. Press the button once more."),
    ),
    State("no cookies", forgotten, messages("We cannot see that this is you")),
    State("reopen", reopened, messages("Open your link again")),
    State("reading aloud", speaking, messages("Stop reading")),
    State("unreachable", unreachable, asked(PAGES["open_text"])),
    State("languages", choosing_language, messages("Continue")),
    State("reopen, with what was sent", sent_after_long, messages("Open your link again", "Go on")),
    State(
        "reopen, with another link",
        pasted_another,
        messages(
            "This is not the link or code of these questions. Copy the whole link from the mail, "
            "or look at your letter again."
        ),
    ),
    State("unsaved", unsaved, messages("Your answer was not saved", "Try again")),
    State("thank-you", sent, messages("Thank you!", "You can close this page.")),
    State("received", received, messages("Your answers have been received")),
    State("thank-you, removable", sent, messages("Thank you!", "Remove my answers"), LINKED),
    State("received, removable", received, messages("Your answers have been received", "Remove my answers"), LINKED),
    State("removing", removing, messages("Remove your answers?", "It has no consequences for you."), LINKED),
    State("withdrawn", removed, messages("Your answers have been removed"), LINKED),
    State("declined", declined, messages("You do not take part")),
    State("closed", opened, messages("This link does not work", "What can you do?"), Setting(closed=True)),
    State("unknown link", lambda visitor: visitor.open("/a/nonsense"), messages("This link does not work")),
    State("code", lambda visitor: visitor.open("/code"), messages("Do you have a letter with a code?", "Continue")),
    State("code, mistyped", mistyped, messages("This code does not work")),
    State(
        "privacy",
        lambda visitor: visitor.open(f"/privacy/{visitor.study}"),
        messages("What happens with your answers", "Who is responsible?", "Who sees what?", "What can you do?"),
    ),
    State(
        "accessibility",
        lambda visitor: visitor.open("/accessibility"),
        messages("How accessible is this site?", "How do we test that?", "Does something not work for you?"),
    ),
    State("door", opened, messages("Who sees my answers?", "Start", "Taking part is voluntary."), TO_ALL),
    State("door, going on later", going_on_later, messages("Do you want to go on later?", "Continue"), TO_ALL),
    State("door, afterwards", at_the_door_again, messages("Your answers have been received"), TO_ALL),
    State("door, crowded", crowded, messages("Please try again later"), TO_ALL),
    State("door, closed", opened, messages("These questions are not open"), Setting(closed=True, mode=Mode.OPEN)),
    State("door, with a code", opened, messages("Type the code of your group", "Continue"), replace(TO_ALL, code=True)),
    State("door, mistyped", mistyped_group, messages("This code does not work"), TO_ALL),
    State(
        "privacy of an open study",
        lambda visitor: visitor.open(f"/privacy/{visitor.study}"),
        messages(
            "We do not know who you are. There is no list of people, and no name or address with your answers.",
            "Who sees what?",
        ),
        TO_ALL,
    ),
    State("unknown page", lambda visitor: visitor.open("/nowhere"), messages("This page does not exist")),
]
