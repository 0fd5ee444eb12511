"""The languages of staff pages: chosen once, kept for the visit.

Only complete languages: a language for participants alone has no words for these pages.
"""

from dataclasses import dataclass

from flask import Flask, g, request, session, url_for

from survey.languages import complete_languages, own_name

from ..words import language, preferred

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
            name=own_name(tag),
            address=url_for(str(request.endpoint), **here | {"lang": tag}),
            chosen=tag == language(),
        )
        for tag in complete_languages()
    ]


def install(app: Flask, *blueprints: str) -> None:
    """Keep the language that is chosen on pages of `blueprints`, and give templates `offered_languages`."""

    def _speak() -> None:
        if request.blueprint not in blueprints:
            return
        if request.args.get("lang") in complete_languages():
            session[KEPT] = request.args["lang"]
        kept = session.get(KEPT)
        g.language = kept if kept in complete_languages() else preferred(complete_languages())

    app.before_request(_speak)
    app.jinja_env.globals["offered_languages"] = offered
