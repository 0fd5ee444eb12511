"""What changed between two revisions of a design, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from survey.questionnaires.editing import design
from survey.questionnaires.kinds import Place
from survey.questionnaires.problems import N_, ProblemsFoundError
from survey.questionnaires.tree import Plain

from ...words import _

LONGEST = 120

PARTS = {
    "attributes": N_("characteristic"),
    "audiences": N_("audience"),
    "body": N_("text"),
    "breakdowns": N_("breakdown"),
    "classes": N_("class"),
    "dpia": N_("DPIA"),
    "helpdesk": N_("helpdesk"),
    "invitation": N_("invitation"),
    "languages": N_("languages"),
    "measures": N_("publication"),
    "organisation": N_("organisation"),
    "permissions": N_("permission"),
    "privacy": N_("privacy"),
    "programme": N_("programme"),
    "questionnaire": N_("questionnaire"),
    "reminder": N_("reminder"),
    "reminders": N_("reminders"),
    "results": N_("results"),
    "sending": N_("sending"),
    "subject": N_("subject"),
    "thanks": N_("thank-you"),
    "title": N_("title"),
    "waves": N_("wave"),
    "why": N_("why it is asked"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: what it is, what stood there and what stands there now; empty where there was nothing."""

    what: str
    before: str
    after: str


def told(before: str | None, after: str) -> list[Change]:
    """What changed from one text to the other; nothing for the first revision."""
    if before is None:
        return []
    try:
        one, two = dict(_leaves(design.read(before), ())), dict(_leaves(design.read(after), ()))
    except ProblemsFoundError:
        return []
    places = [place for place in dict.fromkeys([*one, *two]) if one.get(place) != two.get(place)]
    return [Change(_named(place), _short(one.get(place)), _short(two.get(place))) for place in places]


def _leaves(value: Plain, place: Place) -> Iterator[tuple[Place, str]]:
    """Every text and number with its place; a list of plain values is one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*place, key))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for position, each in enumerate(value):
            yield from _leaves(each, (*place, position))
    elif isinstance(value, list):
        yield place, ", ".join(map(str, value))
    elif value is not None:
        yield place, str(value)


def _named(place: Place) -> str:
    words = [str(each + 1) if isinstance(each, int) else _(PARTS[each]) if each in PARTS else each for each in place]
    return ", ".join(words)


def _short(text: str | None) -> str:
    return shorten(text, LONGEST, placeholder=" …") if text else ""
