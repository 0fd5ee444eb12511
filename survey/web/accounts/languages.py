"""The languages of staff pages: chosen once, kept for the visit."""

from dataclasses import dataclass

from babel import Locale
from flask import Flask, request, session, url_for

from survey.languages import languages

from ..words import language, speak

KEPT = "staff_language"


@dataclass(frozen=True, slots=True)
class Offered:
    """A language in the switch, with its own name and the address of this same page in it."""

    tag: str
    name: str
    address: str
    chosen: bool


def offered() -> list[Offered]:
    """The switch of this page."""
    here = {**(request.view_args or {}), **request.args.to_dict()}
    return [
        Offered(
            tag=tag,
            name=str(Locale.parse(tag).get_display_name(tag)).capitalize(),
            address=url_for(str(request.endpoint), **here | {"lang": tag}),
            chosen=tag == language(),
        )
        for tag in languages()
    ]


def install(app: Flask, *blueprints: str) -> None:
    """Keep the language that is chosen on pages of `blueprints`, and give templates `offered_languages`."""

    def _speak() -> None:
        if request.blueprint not in blueprints:
            return
        if request.args.get("lang") in languages():
            session[KEPT] = request.args["lang"]
        if session.get(KEPT) in languages():
            speak(session[KEPT])

    app.before_request(_speak)
    app.jinja_env.globals["offered_languages"] = offered
