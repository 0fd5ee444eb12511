"""The languages of a participant's page: those that its study offers, and the one that somebody chose.

A page without anything to fill in switches by its address (`?lang=`), a page with a form by a button of that form, so
that nothing typed is lost. The choice is kept in the visit and in the draft.
"""

from dataclasses import dataclass

from flask import g, request

from survey.fieldwork.designs import FrozenWave
from survey.languages import languages, own_name
from survey.questionnaires.definition import Audience
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


def offered(study: Study | None, audience: Audience | None = None) -> tuple[str, ...]:
    """The languages that there are words for: of an audience, of a study, or all, Dutch first, where none is known."""
    if study is None:
        return tuple(sorted(languages(), key=lambda tag: (not tag.startswith(words.DEFAULT), tag)))
    able = study.languages if audience is None else study.languages_of(audience)
    return tuple(tag for tag in able if tag in languages())


def switch() -> list[Tongue]:
    """What the switch of this page shows."""
    now = words.language()
    return [Tongue(tag, own_name(tag), direction(tag), tag == now) for tag in _able()]


def asked() -> str | None:
    """The language that this request asks for with a button or in its address; None if it is not offered."""
    tag = request.form.get(FIELD) or request.args.get(FIELD)
    return tag if tag in _able() else None


def speak(able: tuple[str, ...], *wanted: str | None) -> None:
    """Set this page's language, one of `able`: what is asked for, the first of `wanted`, the browser's, Dutch."""
    g.tongues = able
    words.speak(next((tag for tag in (asked(), *wanted) if tag in able and tag), words.preferred(able)))


def speak_of(wave: FrozenWave, *wanted: str | None) -> None:
    """The same, in the languages of the audience of a wave."""
    speak(offered(wave.study, wave.wave.audience), *wanted)


def _able() -> tuple[str, ...]:
    able: tuple[str, ...] = g.get("tongues") or languages()
    return able
