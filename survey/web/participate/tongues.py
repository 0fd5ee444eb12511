"""The languages of a participant's page: those that its study offers, and the one that somebody chose.

A page without anything to fill in switches by its address (`?lang=`), a page with a form by a button of that form, so
that nothing typed is lost. The choice is kept in the visit and in the draft.
"""

from dataclasses import dataclass

from flask import request

from survey.languages import languages, own_name
from survey.questionnaires.study import Study
from survey.questionnaires.wording import direction

from .. import words

FIELD = "lang"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in the switch, by the name that its own speakers give it."""

    tag: str
    name: str
    direction: str
    chosen: bool


def offered(study: Study | None) -> tuple[str, ...]:
    """The languages of the study that there are words for, in its order; all where the study is not known."""
    return languages() if study is None else tuple(tag for tag in study.languages if tag in languages())


def switch(study: Study | None = None) -> list[Tongue]:
    """What the switch of this page shows."""
    now = words.language()
    return [Tongue(tag, own_name(tag), direction(tag), tag == now) for tag in offered(study)]


def asked(study: Study | None) -> str | None:
    """The language that this request asks for with a button or in its address; None if it is not offered."""
    tag = request.form.get(FIELD) or request.args.get(FIELD)
    return tag if tag in offered(study) else None


def speak(study: Study | None, *wanted: str | None) -> None:
    """Set this page's language: what is asked for, the first of `wanted` that is offered, the browser's, Dutch."""
    able = offered(study)
    words.speak(next((tag for tag in (asked(study), *wanted) if tag in able and tag), words.preferred(able)))
