"""Open text: the person's own words, stored apart from the closed answers."""

from typing import Annotated, Literal

from pydantic import Field

from .texts import Text


class OpenText(Text):
    """A free text of at most `length` characters. Always detached: it carries wave and item, nothing else."""

    kind: Literal["open_text"]
    length: Annotated[int, Field(ge=1, le=10_000)] = 2000
