"""What open and short text share: words of the person's own, stored apart from the closed answers."""

import unicodedata

from .base import Answer, Item


def clean(text: str) -> str:
    """Line ends as one character, and no control characters: PostgreSQL refuses some."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) != "Cc").strip()


class Text(Item):
    """A text of at most `length` characters. Always detached: it carries wave and item, nothing else."""

    length: int
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
