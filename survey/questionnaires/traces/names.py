"""Names of people, as far as the words around them and lists of usual names give them away.

Without a model of the language this is modest on purpose: an unusual name without a word like "mevrouw" before it is
missed, and so is one in small letters that is a word as well.
"""

import re
from collections.abc import Iterator
from functools import cache

from .blanks import blank
from .lists import given_names, lines, words

WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
PARTICLE = r"(?:van|von|de|der|den|het|'t|ten|ter|te|el|al|ben|bin|la|di|da|du|dos)"
PARTICLES = rf"(?:{PARTICLE}[ \t]+)*"
GAP = r"[ \t]+"

OWN = r"(?:ik heet|mijn (?:voor|achter)?naam is|my (?:first |last )?name is|i am called|اسمي|أنا اسمي)"
CALLED = r"(?:heet|heette|genaamd|noemen we|named|called)"
TITLE = (
    r"(?:meneer|mijnheer|de heer|dhr|hr|mevrouw|mevr|mvr|mw|juffrouw|meester|dokter|dr|drs|prof"
    r"|mister|mr|mrs|ms|miss|madam|doctor|السيد|السيدة|الأستاذ|الأستاذة|الدكتور|الدكتورة)"
)
ROLE = (
    r"(?:jobcoach|coach|werkcoach|begeleider|begeleidster|consulent|consulente|klantmanager|casemanager|mentor|baas"
    r"|bazin|chef|leidinggevende|manager|teamleider|teamleidster|collega|vriend|vriendin|man|vrouw|partner|zoon"
    r"|dochter|broer|zus|moeder|vader|buurman|buurvrouw|huisarts|psycholoog|therapeut|docent|boss|supervisor"
    r"|colleague|counsellor|husband|wife|friend|son|daughter)"
)

_AFTER_OWN = re.compile(rf"(?<!\w){OWN}:?{GAP}({WORD})", re.IGNORECASE)
_AFTER_TITLE = re.compile(rf"(?<!\w)(?i:{TITLE})\.?{GAP}((?i:{PARTICLES}){WORD})")
_AFTER_ROLE = re.compile(rf"(?<!\w)(?i:{ROLE})(?:\s?[:,(]|{GAP}(?i:is|was|(?:(?:is|was){GAP})?{CALLED}))?{GAP}({WORD})")
_INITIALS = re.compile(rf"(?<!\w)((?:[A-Z]\.[ \t]?)+)({PARTICLES})([A-Z]{WORD})")
_TWO = re.compile(rf"(?<!\w)([A-Z]{WORD}){GAP}({PARTICLES})([A-Z]{WORD})(?!\w)")
_WORD = re.compile(rf"(?<!\w){WORD}")

MOSTLY = 0.7
"""From this share of capitals on, capitals say nothing."""


def has_name(text: str) -> bool:
    """Whether there seems to be a name of a person in the text."""
    return next(names_in(text), None) is not None


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text there seem to be names of people: begin and end of each, in no order, some within others."""
    text = _known_phrases().sub(blank, _calm(text))
    for found in _AFTER_OWN.finditer(text):
        if _is_own(found[1]):
            yield found.span(1)
    for found in _AFTER_TITLE.finditer(text):
        if _is_name(found[1]):
            yield found.span(1)
    for found in _AFTER_ROLE.finditer(text):
        if _is_name(found[1]) and not _follows_verb(found):
            yield found.span(1)
    yield from (found.span() for found in _INITIALS.finditer(text) if _is_signature(*found.groups()))
    yield from (found.span() for found in _TWO.finditer(text) if _is_pair(*found.groups()))
    yield from (found.span() for found in _WORD.finditer(text) if _is_given(found[0]))


def _calm(text: str) -> str:
    """A text in capitals as one in small letters with capitals at known names, so that it is read like any other."""
    letters = [each for each in text if each.isalpha()]
    if sum(each.isupper() for each in letters) < MOSTLY * len(letters):
        return text
    return _WORD.sub(lambda found: _known_or_small(found[0]), text)


def _known_or_small(word: str) -> str:
    small = word.lower()
    found = word.title() if small in given_names() | words("surnames") else small
    return found if len(found) == len(word) else word


def _is_own(word: str) -> bool:
    """After "ik heet" anything is a name that is not a usual word there."""
    return word.lower() not in words("not_names") and len(word) > 1


def _is_name(words_: str) -> bool:
    """What follows a title or a role: something with a capital that is no other thing, or a usual name without."""
    *particles, word = words_.split()
    small = word.lower()
    if small in words("not_names"):
        return False
    if word[:1].isupper():
        return len(word) > 1 and not word.isupper()
    if not word[:1].islower():  # A script without capitals.
        return not particles or len(word) > 1
    return small in given_names() - words("ambiguous") or small in words("surnames")


def _follows_verb(found: re.Match[str]) -> bool:
    """`mijn baas is Nederlands`: behind a verb only usual names count."""
    verb = re.search(rf"\s(?:is|was){GAP}{WORD}$", found[0], re.IGNORECASE)
    return verb is not None and found[1].lower() not in given_names()


def _is_signature(initials: str, particles: str, surname: str) -> bool:
    """`J. de Vries`, `K.L. Bos`; not `A. Meer tijd`, which begins a list."""
    return initials.count(".") > 1 or bool(particles) or surname.lower() in words("surnames")


def _is_pair(first: str, particles: str, second: str) -> bool:
    """A given name and a surname, one of which is usual; not the name of a place or an organisation."""
    if second.lower() in words("not_names") or first.lower() in words("not_names") - given_names():
        return False
    return f"{particles}{second}".lower() in words("surnames") or second.lower() in words("surnames")


def _is_given(word: str) -> bool:
    """A usual given name with its capital, alone or with a second one (`Anne-Marie`)."""
    parts = set(word.lower().removesuffix("'s").split("-"))
    usual = given_names() - words("ambiguous")
    return word[:1].isupper() and (parts <= usual or word.lower().removesuffix("s") in usual)


@cache
def _known_phrases() -> re.Pattern[str]:
    """Names of people that are the name of something else: a shop, a museum, a feast."""
    phrases = "|".join(re.escape(phrase) for phrase in lines("phrases"))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
