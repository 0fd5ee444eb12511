"""Sections: a server that has only a part of the pages, so that its database role needs no more rights than these."""

from typing import Literal

from flask import Flask, abort, request

Section = Literal["", "answer", "staff", "dashboard", "results"]

PARTICIPATE = "participate"
SHOWN = {"security", "accounts", "dashboard"}


def has(section: Section, blueprint: str | None) -> bool:
    """Whether a section has the pages of a blueprint; style sheets and the like, which are of none, are in each."""
    if not section or blueprint is None:
        return True
    if section == "results":  # Commands only.
        return False
    if section == "answer":
        return blueprint == PARTICIPATE
    return blueprint in SHOWN if section == "dashboard" else blueprint != PARTICIPATE


def install(app: Flask, section: Section) -> None:
    """Answer 404 to every page that the section does not have."""

    def _check() -> None:
        if request.endpoint is not None and not has(section, request.blueprint):
            abort(404)

    if section:
        app.before_request(_check)
