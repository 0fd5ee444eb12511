"""Short text: a few words of the person's own on one line, stored apart from the closed answers."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Answer
from .texts import Text


class ShortText(Text):
    """One line of at most `length` characters. Always detached, like every text."""

    kind: Literal["short_text"]
    length: Annotated[int, Field(ge=1, le=200)] = 100

    def accepts(self, key: str, answer: Answer) -> bool:
        """One line within its length."""
        return super().accepts(key, answer) and not (isinstance(answer, str) and len(answer.splitlines()) > 1)
