"""The research design itself."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import EmailStr, Field, StringConstraints

from ..definition import Audience
from ..look import Look
from ..privacy import Dpia, Privacy
from ..wording import WEB_ADDRESS, Language, Model, Phrase, Slug, Wording
from .audiences import Attribute, AudienceRules
from .letters import Letter, LetterKind
from .permissions import Permission
from .results import Results
from .waves import OFFICE_HOURS, Sending, Wave


class Mode(StrEnum):
    """How answers may be joined; fixed once fieldwork starts. In an open study there is no list of people: whoever has
    its public link, or the code of a group, takes part."""

    LINKED = "linked"
    UNLINKED = "unlinked"
    OPEN = "open"


class Purpose(StrEnum):
    """A real study needs a mail server; a demo or test may use the mailbox folder."""

    REAL = "real"
    DEMO = "demo"
    TEST = "test"


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


class Study(Model):
    """A research design: who is asked what when, in which languages, and which tables are published.

    `paper` is the text of the letter for who has no mail; there is one without it too. `afterwards` says on the
    thank-you page what happens with the answers, and when the results come. A real study has `privacy`, and before it
    opens `dpia`. With `keeps_joins` one person's answers of different moments stay together after the keys are
    destroyed, under a random label. Every study but an open one has an `invitation`; an open one may have a
    `group_code`, which people type. With `second_person` somebody else than who prepared the study has to approve it in
    the workspace.
    """

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
    support: Support | None = None
    attributes: tuple[Attribute, ...] = ()
    audiences: dict[Audience, AudienceRules] = Field(default={})
    waves: Annotated[tuple[Wave, ...], Field(min_length=1)]
    sending: Sending | None = None
    invitation: Letter | None = None
    reminder: Letter | None = None
    thanks: Letter | None = None
    paper: Letter | None = None
    privacy: Privacy | None = None
    dpia: Dpia | None = None
    keeps_joins: bool = False
    permissions: tuple[Permission, ...] = ()
    second_person: bool = False
    group_code: bool = False
    results: Results

    def wave(self, wave_id: str) -> Wave | None:
        """The wave called `wave_id`, or None."""
        return next((wave for wave in self.waves if wave.id == wave_id), None)

    def rules(self, audience: Audience) -> AudienceRules:
        """What differs for an audience."""
        return self.audiences.get(audience, AudienceRules())

    def languages_of(self, audience: Audience) -> tuple[str, ...]:
        """The languages in which an audience is asked."""
        return self.rules(audience).languages or self.languages

    def attributes_of(self, audience: Audience) -> tuple[Attribute, ...]:
        """The register attributes of an audience."""
        return tuple(each for each in self.attributes if each.audience is audience)

    def smallest_group(self, audience: Audience) -> int:
        """How many people a published group of an audience has at least."""
        return self.rules(audience).smallest_group or self.results.smallest_group

    def first_letter(self) -> Letter:
        """The invitation, of a study that writes to people."""
        if self.invitation is None:
            raise ValueError(f"The study {self.id} is open: it writes to nobody.")
        return self.invitation

    def letter(self, kind: LetterKind, wave: Wave) -> Letter | None:
        """What is written to the people of a wave: its own letter, else its audience's, else the study's."""
        own = {
            LetterKind.INVITATION: self.invitation,
            LetterKind.REMINDER: self.reminder,
            LetterKind.THANKS: self.thanks,
        }
        return wave.own().get(kind) or self.rules(wave.audience).own().get(kind) or own[kind]

    def sending_of(self, wave: Wave) -> Sending | None:
        """When the mails of a wave leave; None for one that is opened by hand and says nothing: at any time."""
        return wave.sending or self.sending or (OFFICE_HOURS if wave.offset else None)

    def named(self, study_id: str | None, purpose: Purpose | None) -> Self:
        """The same design under another id or for another purpose."""
        changes = {"id": study_id or self.id, "purpose": purpose or self.purpose}
        return type(self).model_validate(self.model_dump() | changes)
