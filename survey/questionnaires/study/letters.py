"""Letters: what is written to people, and the places in it that are filled in."""

from enum import StrEnum

from ..wording import Model, Wording

LINK = "link"
PLACEHOLDERS = (LINK, "programme", "organisation", "minutes", "until", "helpdesk")
"""What is filled in in a letter, where it stands in curly brackets. `{link}` is the person's own link; a coach with
several trajectories gets a list there, a link for each under the programme's own label."""


ON_PAPER = tuple(name for name in PLACEHOLDERS if name != LINK)
"""The same on paper, where the link stands below the text: as a square for a camera, and as a code to type."""


class LetterKind(StrEnum):
    """What a message is for. The thank-you goes to everybody after the wave has closed, so it has no link."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    THANKS = "thanks"


class Letter(Model):
    """A message: its subject and its body. `{link}` and the other PLACEHOLDERS are filled in; blank lines separate
    paragraphs."""

    subject: Wording
    body: Wording


class Letters(Model):
    """Letters of one's own, instead of those of the study."""

    invitation: Letter | None = None
    reminder: Letter | None = None
    thanks: Letter | None = None

    def own(self) -> dict[LetterKind, Letter]:
        """The letters that are written here."""
        found = {kind: getattr(self, kind.value) for kind in LetterKind}
        return {kind: letter for kind, letter in found.items() if letter is not None}
