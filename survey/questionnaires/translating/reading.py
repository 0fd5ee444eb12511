"""From `.po` files to texts in a document, each with the file and line that it came from."""

from dataclasses import replace
from glob import escape
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from ..problems import N_, Problem, ProblemsFoundError, Source
from ..tree import Plain, Tree
from .texts import Text, original_language, texts

NOT_PO = N_("This is not a valid .po file: {reason}.")
TWICE = N_("This text stands here and in {file}, and they differ. Keep one of them.")


def read_source(path: Path) -> Source:
    """The YAML file at `path` with the `.po` files beside it; `ProblemsFoundError` if one cannot be read."""
    beside = sorted(path.parent.glob(f"{escape(path.stem)}.*.po"))
    return replace(Source.read(path), translations=tuple(Source.read(each) for each in beside))


def with_translations(tree: Tree, source: Source) -> Tree:
    """The tree with the texts of the `.po` files beside `source`, for the languages that it names.

    Raises:
        ProblemsFoundError: a `.po` file is not one.
    """
    languages = tree.value.get("languages") if isinstance(tree.value, dict) else None
    wanted = [each for each in source.translations if isinstance(languages, list) and language_of(each) in languages]
    if not wanted:
        return tree
    found = list(texts(tree.value))
    problems = list(tree.problems)
    elsewhere = dict(tree.elsewhere)
    for file in wanted:
        language, catalog = language_of(file), read_catalog(file)
        for text in found:
            message = _said(catalog, text, tree.value)
            if message is None:
                continue
            line, words = message
            if text.wording.setdefault(language, words) == words:
                elsewhere[*text.place, language] = (file.name, line)
            else:
                line = tree.lines.get((*text.place, language), 1)
                problems.append(Problem(source.name, line, TWICE, {"file": file.name}))
    return replace(tree, problems=tuple(problems), elsewhere=elsewhere)


def language_of(source: Source) -> str:
    """`tr` for `participant-baseline.tr.po`."""
    return Path(source.name).name.split(".")[-2]


def read_catalog(source: Source) -> Catalog:
    """The messages in a `.po` file; `ProblemsFoundError` where it is not one."""
    try:
        return read_po(BytesIO(source.text.encode()), ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        reason: dict[str, object] = {"reason": str(error).partition(" on ")[0] or str(error)}
        raise ProblemsFoundError([Problem(source.name, error.lineno + 1, NOT_PO, reason)]) from error


def _said(catalog: Catalog, text: Text, document: Plain) -> tuple[int, str] | None:
    """The line and the words of the translation; None if there is none, or none of the text as it is now."""
    original = text.wording[original_language(document) or ""]
    message = catalog.get(str(original), text.context)
    if message is None or message.fuzzy or not isinstance(message.string, str) or not message.string.strip():
        return None
    return message.lineno or 1, message.string.strip()
