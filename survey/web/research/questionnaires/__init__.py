"""Making questionnaires: their list, the builder, and all that belongs to one questionnaire in preparation."""

from . import (
    adding,
    beginning,
    building,
    checking,
    downloads,
    heading,
    history,
    items,
    listing,
    preview,
    screens,
    shared,
    source,
    translating,
)

__all__ = [
    "adding",
    "beginning",
    "building",
    "checking",
    "downloads",
    "heading",
    "history",
    "items",
    "listing",
    "preview",
    "screens",
    "shared",
    "source",
    "translating",
]
