"""Letters: only the places that are filled in, and always the link."""

from collections.abc import Iterator, Sequence
from string import Formatter

from ..kinds import Place
from ..located import Located
from ..problems import N_, Problem
from ..study import ON_PAPER, PLACEHOLDERS, Letter, Study

UNKNOWN_PLACEHOLDER = N_("“{placeholder}” is not filled in. Use only: {known}.")
UNREADABLE = N_("A curly bracket is not closed or not opened. Double it to show one.")
NO_LINK = N_("The text lacks {{link}}: people could not answer.")
LINK_IN_SUBJECT = N_("The subject cannot contain {{link}}: the link is only for the person who opens the message.")
LONG_SUBJECT = N_("The subject must be one line.")


def check_letter(located: Located[Study], place: Place, letter: Letter) -> Iterator[Problem]:
    """Everything that is wrong with a letter, in each language."""
    for language, text in letter.subject.items():
        here = (*place, "subject", language)
        yield from _placeholders(located, here, text, PLACEHOLDERS)
        if len(text.splitlines()) > 1:
            yield located.problem(here, LONG_SUBJECT)
        if "link" in _names(text):
            yield located.problem(here, LINK_IN_SUBJECT)
    for language, text in letter.body.items():
        here = (*place, "body", language)
        yield from _placeholders(located, here, text, PLACEHOLDERS)
        if "link" not in _names(text):
            yield located.problem(here, NO_LINK)


def check_paper(located: Located[Study], place: Place, letter: Letter | None) -> Iterator[Problem]:
    """Everything that is wrong with the text of a letter on paper."""
    for part, wording in (("subject", letter.subject), ("body", letter.body)) if letter else ():
        for language, text in wording.items():
            yield from _placeholders(located, (*place, part, language), text, ON_PAPER)


def _names(text: str) -> dict[str, bool]:
    """What stands in curly brackets in `text`, and whether it stands there alone; nothing if the brackets are wrong."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return {}
    return {name: not form and not conversion for _, name, form, conversion in fields if name is not None}


def _placeholders(located: Located[Study], place: Place, text: str, allowed: Sequence[str]) -> Iterator[Problem]:
    """Names that nobody fills in, and brackets that do not match."""
    names = _names(text)
    if not names and set(text.replace("{{", "").replace("}}", "")) & set("{}"):
        yield located.problem(place, UNREADABLE)
    known = ", ".join(f"{{{name}}}" for name in allowed)
    for name, alone in names.items():
        if name not in allowed or not alone:
            yield located.problem(place, UNKNOWN_PLACEHOLDER, placeholder=f"{{{name}}}", known=known)
