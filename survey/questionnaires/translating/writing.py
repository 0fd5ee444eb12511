"""From a document to a `.po` file for a translator: new, or brought up to date."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from ..problems import Source
from ..tree import Tree
from .reading import read_catalog
from .texts import original_language, texts

WIDTH = 100

NOT_PYTHON = frozenset({"python-format", "python-brace-format"})
"""What Babel takes `{grade|cijfer}` for, so that checkers of translations would complain."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A `.po` file as bytes, and how many of its texts have a translation."""

    content: bytes
    done: int
    total: int


def template(tree: Tree, language: str, before: Source | None, at: datetime) -> Progress:
    """What there is to translate into `language`, with the translations that are there already.

    `before` is the file as it came from the translator: what it has is kept, and marked as doubtful ("fuzzy") where
    the original has changed since. The other languages stand with each text as comments.
    """
    catalog = Catalog(locale=_locale(language), project=_id(tree), creation_date=at, revision_date=at, fuzzy=False)
    original = original_language(tree.value)
    for text in texts(tree.value):
        others = [f"{tag}: {said}" for tag, said in text.wording.items() if tag not in (original, language)]
        message = catalog.add(
            str(text.wording[original or ""]),
            str(text.wording.get(language, "")),
            auto_comments=others,
            context=text.context,
        )
        message.flags -= NOT_PYTHON
    if before is not None:
        catalog = _updated(catalog, read_catalog(before))
    messages = [message for message in catalog if message.id]
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, include_previous=True)
    return Progress(out.getvalue(), len([each for each in messages if each.string and not each.fuzzy]), len(messages))


def _updated(fresh: Catalog, before: Catalog) -> Catalog:
    """The texts of `fresh` with the translations of `before`, found by their names."""
    known = {message.context: message for message in before if message.id and message.string}
    for message in fresh:
        old = known.get(message.context) if message.id else None
        if old is not None and not message.string:
            message.string = old.string
            if old.id != message.id or old.fuzzy:
                message.flags.add("fuzzy")
                message.previous_id = [old.id] if isinstance(old.id, str) else list(old.id)
    return fresh


def _locale(language: str) -> str | None:
    """What gettext calls the language; None for a variant of our own, which gettext does not know."""
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def _id(tree: Tree) -> str:
    return str(tree.value.get("id", "")) if isinstance(tree.value, dict) else ""
