"""The second look: what a page says to somebody who may have written down a name, and where it stands."""

from dataclasses import dataclass

from flask import request

from survey.fieldwork import second_look
from survey.fieldwork.drafts import Draft
from survey.questionnaires.problems import N_
from survey.questionnaires.traces import Trace

from ..words import _
from . import fields
from .forms import Screen

ARGUMENT = "look"
"""The argument that makes a page ask for a second look."""

SAID = {
    Trace.NAME: N_("You may have written down a name"),
    Trace.PHONE: N_("You may have written down a telephone number"),
    Trace.MAIL: N_("You may have written down an e-mail address"),
    Trace.ACCOUNT: N_("You may have written down a bank account number"),
    Trace.CITIZEN_NUMBER: N_("You may have written down a citizen service number"),
    Trace.POSTCODE: N_("You may have written down a postcode"),
    Trace.LINK: N_("You may have written down a website or the name of an account"),
}
SEVERAL = N_("You may have written down something personal")


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing to look at: what it may be, and the field that it is in."""

    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page asks to look at once more: `heading` says it all where there is one `sight`."""

    heading: str
    sights: tuple[Sight, ...]


def notice(screen: Screen, draft: Draft) -> Notice | None:
    """What to look at on this page, if the address asks for it and there is something."""
    if ARGUMENT not in request.args:
        return None
    found = second_look.found(screen.text_keys(), draft.answers)
    sights = tuple(Sight(_(SAID[kind]), fields.name(key)) for key, kinds in found.items() for kind in kinds)
    if not sights:
        return None
    return Notice(sights[0].sentence if len(sights) == 1 else _(SEVERAL), sights)
