"""The languages that a page of no study is offered in."""

from survey.languages import languages, own_name

from ..words import DEFAULT

Offered = list[tuple[str, str]]
"""Tags, each with the name of the language in that language."""


def offered(tags: tuple[str, ...] | None = None) -> Offered:
    """These languages as far as we have words for them; without any, all that we have words for, Dutch first."""
    chosen = tags or sorted(languages(), key=lambda tag: (not tag.startswith(DEFAULT), tag))
    return [(tag, own_name(tag)) for tag in chosen if tag in languages()]
