"""The language of a page, and its words.

Which language a page is in, first that applies: the language chosen on this visit (`?lang=` or a button, kept), the
language that the person was invited in, the browser's, Dutch. `participate.tongues` and `accounts.languages` choose.
"""

from babel import Locale
from flask import Flask, g, request

from survey.extensions import babel
from survey.languages import languages, translator
from survey.questionnaires.wording import direction, spoken

DEFAULT = "nl"


def _(message: str, **values: object) -> str:
    """The message in this page's language, with its `{names}` filled in. Nothing is nothing in every language: a
    catalogue has its own header there."""
    words = translator(language()).gettext(message) if message else ""
    return words.format(**values) if values else words


def language() -> str:
    """The language of this page."""
    if "language" not in g:
        asked = request.args.get("lang", "")
        speak(asked if asked in languages() else preferred(languages()))
    word: str = g.language
    return word


def speak(tag: str) -> None:
    """Set this page's language."""
    g.language = tag


def preferred(offered: tuple[str, ...]) -> str:
    """The one of these languages that the browser asks for, else Dutch, else the first."""
    return request.accept_languages.best_match(offered) or (DEFAULT if DEFAULT in offered else offered[0])


def _locale() -> Locale:
    return Locale.parse(language().split("-")[0])


def _spoken(wording: dict[str, str]) -> str:
    return spoken(wording, language())


def install(app: Flask) -> None:
    """Give templates `_`, `spoken` (a wording in this page's language), `language` and `direction`; set the locale."""
    babel.init_app(app, default_locale=DEFAULT, default_timezone="Europe/Amsterdam", locale_selector=_locale)
    app.jinja_env.globals.update(_=_, spoken=_spoken, language=language, direction=direction)
