"""Letters: only the places that are filled in, and always the link."""

from collections.abc import Iterator, Sequence
from string import Formatter

from ..kinds import Place
from ..located import Located
from ..problems import N_, Problem
from ..study import LINK, ON_PAPER, PLACEHOLDERS, Letter, LetterKind, Study
from .languages import check_wordings

UNKNOWN_PLACEHOLDER = N_("“{placeholder}” is not filled in. Use only: {known}.")
UNREADABLE = N_("A curly bracket is not closed or not opened. Double it to show one.")
NO_LINK = N_("The text lacks {{link}}: people could not answer.")
LINK_IN_SUBJECT = N_("The subject cannot contain {{link}}: the link is only for the person who opens the message.")
LINK_IN_THANKS = N_("A thank-you cannot contain {{link}}: the wave has closed when it leaves.")
LONG_SUBJECT = N_("The subject must be one line.")


def check_letters(located: Located[Study]) -> Iterator[Problem]:
    """Everything that is wrong with the letters of a study, its audiences and its waves, in each language."""
    for place, languages, kind, letter in every_letter(located.document):
        wordings = [((*place, "subject"), letter.subject), ((*place, "body"), letter.body)]
        yield from check_wordings(located, languages, wordings)
        yield from _letter(located, place, kind, letter)


def every_letter(study: Study) -> Iterator[tuple[Place, tuple[str, ...], LetterKind, Letter]]:
    """Each letter that is written somewhere in the study: its place, its languages, what it is for."""
    own = {"invitation": study.invitation, "reminder": study.reminder, "thanks": study.thanks}
    for name, letter in own.items():
        if letter:
            yield (name,), study.languages, LetterKind(name), letter
    for audience, rules in study.audiences.items():
        for kind, letter in rules.own().items():
            yield ("audiences", audience.value, kind.value), study.languages_of(audience), kind, letter
    for at, wave in enumerate(study.waves):
        for kind, letter in wave.own().items():
            yield ("waves", at, kind.value), study.languages_of(wave.audience), kind, letter


def _letter(located: Located[Study], place: Place, kind: LetterKind, letter: Letter) -> Iterator[Problem]:
    for language, text in letter.subject.items():
        here = (*place, "subject", language)
        yield from _placeholders(located, here, text, PLACEHOLDERS)
        if len(text.splitlines()) > 1:
            yield located.problem(here, LONG_SUBJECT)
        if LINK in _names(text):
            yield located.problem(here, LINK_IN_SUBJECT)
    for language, text in letter.body.items():
        here = (*place, "body", language)
        yield from _placeholders(located, here, text, PLACEHOLDERS)
        if (LINK in _names(text)) is (kind is LetterKind.THANKS):
            yield located.problem(here, LINK_IN_THANKS if kind is LetterKind.THANKS else NO_LINK)


def check_paper(located: Located[Study]) -> Iterator[Problem]:
    """Everything that is wrong with the text of the letter on paper."""
    letter = located.document.paper
    for part, wording in (("subject", letter.subject), ("body", letter.body)) if letter else ():
        for language, text in wording.items():
            yield from _placeholders(located, ("paper", part, language), text, ON_PAPER)


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
