"""Information: a text to read, with nothing to answer."""

from typing import Literal

from .base import Answer, Item


class Information(Item):
    """A text between questions."""

    kind: Literal["information"]
    core: bool = False

    def keys(self) -> tuple[str, ...]:
        """None."""
        return ()

    def closed_keys(self) -> tuple[str, ...]:
        """None."""
        return ()

    def accepts(self, key: str, answer: Answer) -> bool:
        """Nothing."""
        return False
