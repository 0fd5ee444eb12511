"""Paragraphs: the body of a letter, as plain text and as a page of HTML with one button.

The page loads nothing, so that nobody can tell whether it was opened. Its styles stand at the elements, because some
mail programs drop a style sheet; what stays in one is for dark screens and small ones.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader

from survey.questionnaires.look import OURS
from survey.questionnaires.problems import N_
from survey.questionnaires.wording import direction

BUTTON = N_("Go to the questions")
ANSWERED = N_("Have you answered already? Then you need not do anything.")
ENOUGH = N_("I want no more mail about this")
PRIVACY = N_("What we do with your answers")

LINK = "\x00link\x00"
"""Where the links come, until they are filled in."""

Translate = Callable[[str, str], str]
"""`(message id, language) -> words`."""

Links = list[tuple[str | None, str]]

_templates = Environment(loader=PackageLoader("survey.fieldwork", "letters"), autoescape=True, trim_blocks=True)
_inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class Body:
    """What a letter says: its text with LINK where the links come, these, the link that stops all mails, and the
    address of the privacy page, if there is one. `accents`: the colour of the button by day and by night.

    A reminder always says what to do for whoever has answered: it may go to them too.
    """

    language: str
    text: str
    links: Links
    stop: str
    privacy: str = ""
    is_reminder: bool = False
    accents: tuple[str, str] = OURS

    def paragraphs(self, translate: Translate) -> list[str]:
        """The paragraphs in their order."""
        found = [each.strip() for each in re.split(r"\n\s*\n", self.text) if each.strip()]
        if not self.links:
            found = [each for each in found if each != LINK]
        if self.is_reminder:
            after = next((at for at, each in enumerate(found, 1) if LINK in each), len(found))
            found.insert(after, translate(ANSWERED, self.language))
        return found


def as_text(body: Body, translate: Translate) -> str:
    """The letter as plain text: a link in the line where it belongs, several as a list under their labels."""
    if len(body.links) == 1:
        told = body.links[0][1]
    else:
        told = "\n".join(f"{label}: {url}" if label else url for label, url in body.links)
    text = "\n\n".join(body.paragraphs(translate)).replace(LINK, told)
    feet = [(PRIVACY, body.privacy)] if body.privacy else []
    foot = "\n".join(f"{translate(words, body.language)}: {url}" for words, url in [*feet, (ENOUGH, body.stop)])
    return f"{text}\n\n-- \n{foot}\n"


def as_html(body: Body, subject: str, translate: Translate) -> str:
    """The letter as a page."""
    page = _templates.get_template("letter.html").render(
        language=body.language,
        direction=direction(body.language),
        subject=subject,
        paragraphs=body.paragraphs(translate),
        place=LINK,
        links=body.links,
        button=translate(BUTTON, body.language),
        privacy=body.privacy,
        answers=translate(PRIVACY, body.language),
        stop=body.stop,
        enough=translate(ENOUGH, body.language),
        css=_templates.get_template("letter.css").render(accent=body.accents[0], night=body.accents[1]),
    )
    return _inliner.inline(page)
