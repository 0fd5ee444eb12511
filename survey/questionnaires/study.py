"""The study: one research design for a programme."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import EmailStr, Field, StringConstraints

from .definition import Audience
from .look import Look
from .wording import WEB_ADDRESS, Identifier, Language, Model, Phrase, Slug, Wording


class Mode(StrEnum):
    """How answers may be joined; fixed once fieldwork starts."""

    LINKED = "linked"
    UNLINKED = "unlinked"


class Purpose(StrEnum):
    """A real study needs a mail server; a demo or test may use the mailbox folder."""

    REAL = "real"
    DEMO = "demo"
    TEST = "test"


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
    in_texts: bool = False
    classes: Annotated[tuple[Class, ...], Field(min_length=2, max_length=12)]

    def codes(self) -> tuple[str, ...]:
        """The class codes in their order."""
        return tuple(each.code for each in self.classes)


class Wave(Model):
    """One round of fieldwork for an audience. Links work for `open_days` days.

    `declared_changes` are items that, on purpose, ask something else here than in an earlier wave of the audience.
    """

    id: Identifier
    audience: Audience
    questionnaire: Slug
    text: Wording
    declared_changes: tuple[Identifier, ...] = ()
    open_days: Annotated[int, Field(ge=1, le=366)] = 42


class Helpdesk(Model):
    """Whom a participant can ask something."""

    name: Phrase
    email: EmailStr
    phone: Phrase | None = None


class Support(Model):
    """Where somebody can go to whom answering did something: what the thank-you page says, a number and an address."""

    text: Wording
    phone: Phrase | None = None
    web: Annotated[Phrase, StringConstraints(pattern=WEB_ADDRESS)] | None = None


PLACEHOLDERS = ("link", "programme", "organisation", "minutes", "until", "helpdesk")
"""What is filled in in a letter, where it stands in curly brackets."""


class Letter(Model):
    """A message: its subject and its body. `{link}` and the other PLACEHOLDERS are filled in; blank lines separate
    paragraphs."""

    subject: Wording
    body: Wording


class Merged(Model):
    """The last step of a ladder: these codes together (`text`), against all other answers (`rest`)."""

    codes: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    text: Wording
    rest: Wording


class GradeMeasure(Model):
    """Report grade: bands <=5 / 6-7 / >=8 and the mean. Ladder: bands, >=8 against lower, n and mean."""

    kind: Literal["grade"]
    id: Identifier
    item: Identifier
    title: Wording


class ChoiceMeasure(Model):
    """Distribution of a single choice. Ladder: each option, then `merged` against the rest."""

    kind: Literal["choice"]
    id: Identifier
    item: Identifier
    title: Wording
    merged: Merged


class MentionsMeasure(Model):
    """How often each option of a multiple choice was mentioned, of those shown the question."""

    kind: Literal["mentions"]
    id: Identifier
    item: Identifier
    title: Wording


Measure = Annotated[GradeMeasure | ChoiceMeasure | MentionsMeasure, Field(discriminator="kind")]


class Results(Model):
    """What a publication contains: every measure, in total and by every breakdown (an item or attribute)."""

    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    breakdowns: tuple[Identifier, ...] = ()
    smallest_group: Annotated[int, Field(ge=5)] = 10


class Study(Model):
    """A research design: who is asked what when, in which languages, and which tables are published."""

    id: Slug
    programme: Wording
    title: Wording
    organisation: Wording
    helpdesk: Helpdesk
    look: Look | None = None
    purpose: Purpose = Purpose.REAL
    mode: Mode = Mode.LINKED
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    smallest_cohort: Annotated[int, Field(ge=2)] = 10
    why: Wording
    afterwards: Wording | None = None
    """What happens with the answers, and when the results come: for the thank-you page."""
    support: Support | None = None
    attributes: tuple[Attribute, ...] = ()
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    invitation: Letter
    results: Results

    def wave(self, wave_id: str) -> Wave | None:
        """The wave called `wave_id`, or None."""
        return next((wave for wave in self.waves if wave.id == wave_id), None)

    def named(self, study_id: str | None, purpose: Purpose | None) -> Self:
        """The same design under another id or for another purpose."""
        changes = {"id": study_id or self.id, "purpose": purpose or self.purpose}
        return type(self).model_validate(self.model_dump() | changes)
