"""Wording: one text in every language that a questionnaire or study offers."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LANGUAGE = r"^[a-z]{2,3}(-[a-z0-9]{1,8})*$"
IDENTIFIER = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
WEB_ADDRESS = r"^https://[^\s<>\"]+$"
COLOUR = r"^#[0-9a-fA-F]{6}$"
LOGO = r"^([A-Za-z0-9_-][A-Za-z0-9._-]*\.(svg|png)|data:image/(svg\+xml|png);base64,[A-Za-z0-9+/]+=*)$"
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
Phrase = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Wording = Annotated[dict[Language, Phrase], Field(min_length=1)]

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=40)]
"""Items, options, waves and measures. A double underscore is kept for what an item owns besides its answer."""

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
"""Questionnaires and studies: they appear in addresses and file names."""


class Model(BaseModel):
    """Outside data: immutable once read, and an unknown key is an error, never a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def spoken(wording: dict[str, str], language: str) -> str:
    """The text in `language`, else in the language it is a variant of (`nl-x-easy` -> `nl`), else the first one."""
    while language not in wording and "-" in language:
        language = language.rpartition("-")[0].removesuffix("-x")
    return wording.get(language) or next(iter(wording.values()))


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` of a page or mail."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
