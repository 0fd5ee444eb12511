"""Gaps: what stands in for what a design lacks, so that what there is can be checked already."""

from collections.abc import Sequence

from ..kinds import Place
from ..tree import Plain

WORDS = "…"
LINKED = "{link}"

TEXTS = ("programme", "title", "organisation", "why", "controller", "law", "subject", "text", "rest")
"""Keys under which a text stands in every language."""

PLAIN: dict[str, Plain] = {
    "body": LINKED,
    "email": "nobody@example.org",
    "name": WORDS,
    "reference": WORDS,
    "approved_by": WORDS,
    "date": "2000-01-01",
    "changed": "2000-01-01",
    "legal_basis": "consent",
    "contacts": 0,
    "keys": 0,
    "answers": 0,
}


def stand_in(place: Place, languages: Sequence[str]) -> Plain:
    """What can stand at a place where something is missing; None if nothing can."""
    key = next((str(step) for step in reversed(place) if not isinstance(step, int)), "")
    if place[-1] in languages:
        return LINKED if "body" in place else WORDS
    if key in TEXTS or key == "body":
        return dict.fromkeys(languages, LINKED if key == "body" else WORDS)
    if key == "officer" or (key == "helpdesk" and len(place) == 1):
        return {"name": WORDS, "email": "nobody@example.org"}
    if key == "waves":
        return [{"id": "wave", "audience": "participant", "questionnaire": "none", "text": _every(languages)}]
    if key in ("measures", "results"):
        measures: Plain = [{"kind": "grade", "id": "grade", "item": "grade", "title": _every(languages)}]
        return measures if key == "measures" else {"measures": measures}
    return PLAIN.get(key)


def _every(languages: Sequence[str]) -> Plain:
    return dict.fromkeys(languages, WORDS)


def beside(place: Place, gaps: Sequence[Place]) -> bool:
    """Whether a place has nothing to do with the gaps: neither one of them, nor inside or around one."""
    return not any(place[: len(gap)] == gap or gap[: len(place)] == place for gap in gaps if place)
