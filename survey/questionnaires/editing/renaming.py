"""An item gets another name: what mentions it follows."""

import re
from typing import Any

from ..piping import PLACEHOLDER
from .document import Document

IN_CONDITION = re.compile(
    r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<code>(?:==|!=|\bcontains\b)\s*)?(?P<name>[a-z][a-z0-9_]*)"""
)
"""Names; and words that stand where a code stands."""


def renamed(document: Document, before: str, after: str) -> Document:
    """The document with the conditions, calculations and texts that mention an item naming it otherwise."""
    places = [key for key in ("scales", "pages") if key in document]
    return {**document, **{key: _within(document[key], before, after) for key in places}}


def _within(value: Any, before: str, after: str) -> Any:
    if isinstance(value, list):
        return [_within(each, before, after) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: _said(key, each, before, after) for key, each in value.items()}


def _said(key: str, value: Any, before: str, after: str) -> Any:
    if key in ("when", "value") and isinstance(value, str):
        return in_condition(value, before, after)
    if isinstance(value, dict) and value and all(isinstance(each, str) for each in value.values()):
        return {language: in_text(text, before, after) for language, text in value.items()}
    return _within(value, before, after)


def in_condition(text: str, before: str, after: str) -> str:
    """A condition or calculation with another name for an item. A code that is called so stays: it stands behind `==`,
    `!=` or `contains`, or between quotes.
    """

    def other(found: re.Match[str]) -> str:
        if found["quoted"] or found["code"]:
            return found[0]
        return _named(found["name"], before, after)

    return IN_CONDITION.sub(other, text)


def in_text(text: str, before: str, after: str) -> str:
    """A text in which the answer to an item is filled in, with another name for that item."""

    def other(found: re.Match[str]) -> str:
        if not found["name"] or found["attribute"]:
            return found[0]
        rest = found[0][1 + len(found["name"]) :]
        return "{" + _named(found["name"], before, after) + rest

    return PLACEHOLDER.sub(other, text)


def _named(name: str, before: str, after: str) -> str:
    """`after` for `before`, also in front of what is called after it (`grade__other`)."""
    item, mark, part = name.partition("__")
    return after + mark + part if item == before else name
