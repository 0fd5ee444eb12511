"""Hands at a page: a mouse, or nothing but a keyboard; what they do is counted."""

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Locator, Page

FARTHEST = 250
"""No page takes more presses of Tab than this."""


class Hands(Protocol):
    """Does what somebody does at a page. `acts` counts clicks, or presses of keys that are not typing."""

    acts: int
    typed: int

    def press(self, wanted: Locator) -> None:
        """Press a link or a button that leads to another page."""

    def fill(self, wanted: Locator, text: str) -> None:
        """Type into an empty field."""

    def choose(self, wanted: Locator, value: str) -> None:
        """Choose from a list."""

    def tick(self, wanted: Locator) -> None:
        """Tick a box, or one of several."""

    def give(self, wanted: Locator, name: str, content: bytes) -> None:
        """Choose a file."""


@dataclass
class Mouse:
    """A mouse, and a keyboard for typing."""

    page: Page
    acts: int = 0
    typed: int = 0

    def press(self, wanted: Locator) -> None:
        """One click."""
        self.acts += 1
        with self.page.expect_navigation():
            wanted.click()

    def fill(self, wanted: Locator, text: str) -> None:
        """A click, and typing."""
        self.acts += 1
        self.typed += len(text)
        wanted.fill(text)

    def choose(self, wanted: Locator, value: str) -> None:
        """A click on the list, and one on what is chosen."""
        self.acts += 2
        wanted.select_option(value)

    def tick(self, wanted: Locator) -> None:
        """One click."""
        self.acts += 1
        wanted.check()

    def give(self, wanted: Locator, name: str, content: bytes) -> None:
        """A click, and one in the window that opens."""
        self.acts += 2
        wanted.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


@dataclass
class Keys:
    """Nothing but a keyboard. Whatever Tab never reaches is a failure."""

    page: Page
    acts: int = 0
    typed: int = 0

    def press(self, wanted: Locator) -> None:
        """Tab to it, and Enter."""
        self._reach(wanted)
        self.acts += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, wanted: Locator, text: str) -> None:
        """Tab to it, and type."""
        self._reach(wanted)
        self.typed += len(text)
        if wanted.get_attribute("type") == "date":
            wanted.fill(text)
            return
        self.page.keyboard.insert_text(text)

    def choose(self, wanted: Locator, value: str) -> None:
        """Tab to the list, and down to what is chosen."""
        self._reach(wanted)
        for _ in range(FARTHEST):
            if wanted.input_value() == value:
                return
            self.acts += 1
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The list has no {value}.")

    def tick(self, wanted: Locator) -> None:
        """Tab to it, and Space; among several, Tab to the one that is chosen, and arrows."""
        self.acts += 1
        if wanted.get_attribute("type") == "checkbox":
            self._reach(wanted)
            self.page.keyboard.press("Space")
            return
        self._reach(self.page.locator(f'[name="{wanted.get_attribute("name")}"]:checked'))
        for _ in range(FARTHEST):
            if wanted.is_checked():
                return
            self.acts += 1
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"Arrows never came to {wanted}.")

    def give(self, wanted: Locator, name: str, content: bytes) -> None:
        """Tab to it, Enter, and Enter in the window that opens."""
        self._reach(wanted)
        self.acts += 2
        wanted.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})

    def _reach(self, wanted: Locator) -> None:
        for _ in range(FARTHEST):
            if wanted.evaluate("each => each === document.activeElement"):
                return
            self.acts += 1
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {wanted}.")
