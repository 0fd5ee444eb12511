"""The tags of a PDF: what a screen reader has of it."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject


def tags(reader: PdfReader) -> list[tuple[str, str | None]]:
    """The tags in reading order, each with its alternative text."""
    return list(_under(reader.root_object["/StructTreeRoot"]))


def _under(node: Any) -> Iterator[tuple[str, str | None]]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, ArrayObject):
        for each in found:
            yield from _under(each)
    elif isinstance(found, DictionaryObject):
        kind = found.get("/S")
        if isinstance(kind, NameObject):
            yield str(kind).lstrip("/"), str(found["/Alt"]) if "/Alt" in found else None
        if "/K" in found:
            yield from _under(found["/K"])
