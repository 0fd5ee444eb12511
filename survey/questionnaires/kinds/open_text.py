"""Open text: the person's own words, stored apart from the closed answers."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Answer, Item


class OpenText(Item):
    """A free text of at most `length` characters. Always detached: it carries wave and item, nothing else."""

    kind: Literal["open_text"]
    length: Annotated[int, Field(ge=1, le=10_000)] = 2000
    core: bool = False

    def closed_keys(self) -> tuple[str, ...]:
        """None: the text is not stored with the response."""
        return ()

    def text_keys(self) -> tuple[str, ...]:
        """The text itself."""
        return (self.id,)

    def accepts(self, key: str, answer: Answer) -> bool:
        """A text within its length."""
        return answer is None or (isinstance(answer, str) and len(answer) <= self.length)
