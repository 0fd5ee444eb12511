"""Audiences: what holds for one of them, and which coarse facts stand with their answers."""

from typing import Annotated

from pydantic import Field

from ..definition import Audience
from ..wording import Identifier, Language, Model, Wording
from .letters import Letters


class Class(Model):
    """One class of a register attribute."""

    code: Identifier
    text: Wording


class Attribute(Model):
    """A coarse fact from the register that may stand with answers: a column of the contacts file, in fixed classes.

    `in_texts`: questionnaires may name the person's class, `{attribute:region|...}`.
    """

    id: Identifier
    text: Wording
    audience: Audience = Audience.PARTICIPANT
    in_texts: bool = False
    classes: Annotated[tuple[Class, ...], Field(min_length=2, max_length=12)]

    def codes(self) -> tuple[str, ...]:
        """The class codes in their order."""
        return tuple(each.code for each in self.classes)


class AudienceRules(Letters):
    """What differs for one audience: its languages, its letters, and how few people a published group may have."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    smallest_group: Annotated[int, Field(ge=5)] | None = None
