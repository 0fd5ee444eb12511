"""What stands on which screen: the pages of a document with their items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..problems import N_, RefusedError
from .document import Document, Part


class UnknownItemError(RefusedError):
    """The questionnaire has no item with this name."""

    sentence = N_("There is no question “{item}” any more. Somebody may have removed it.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `head` has its own keys; `is_short` where it is written as the one item that it holds."""

    head: Part
    items: tuple[Part, ...]
    is_short: bool = False

    @property
    def id(self) -> str:
        """What the page is called."""
        return str(self.head["id"])

    @property
    def when(self) -> str | None:
        """The condition of the whole page."""
        return None if self.is_short else self.head.get("when")

    def holds(self, item: str) -> bool:
        """Whether an item stands on it."""
        return any(each["id"] == item for each in self.items)

    def written(self) -> Part:
        """The page as it stands in a document; shortly if it was, and still can be."""
        if self.is_short and len(self.items) == 1 and self.items[0]["id"] == self.id:
            return self.items[0]
        return {**self.head, "items": list(self.items)}


def sheets(document: Document) -> list[Sheet]:
    """The pages of a document in order."""
    return [_sheet(page) for page in document.get("pages") or []]


def _sheet(page: Part) -> Sheet:
    if "items" in page:
        return Sheet(page, tuple(page["items"]))
    return alone(page)


def alone(item: Part, page: str | None = None) -> Sheet:
    """A page with one item, called like it or `page`."""
    return Sheet({"id": page or item["id"]}, (item,), is_short=True)


def with_sheets(document: Document, pages: Iterable[Sheet]) -> Document:
    """The document with these pages; those without an item are left out."""
    return {**document, "pages": [page.written() for page in pages if page.items]}


def items(document: Document) -> Iterator[Part]:
    """Every item in order."""
    for sheet in sheets(document):
        yield from sheet.items


def item_ids(document: Document) -> list[str]:
    """What the items are called, in order."""
    return [str(item["id"]) for item in items(document)]


def item(document: Document, item_id: str) -> Part:
    """The item called so; `UnknownItemError` if there is none."""
    found = next((each for each in items(document) if each["id"] == item_id), None)
    if found is None:
        raise UnknownItemError(item=item_id)
    return found


def position(pages: list[Sheet], item_id: str) -> int:
    """Which page an item stands on; `UnknownItemError` if it is on none."""
    found = next((at for at, sheet in enumerate(pages) if sheet.holds(item_id)), None)
    if found is None:
        raise UnknownItemError(item=item_id)
    return found


def without(sheet: Sheet, item_id: str) -> Sheet:
    """The page without an item."""
    return replace(sheet, items=tuple(each for each in sheet.items if each["id"] != item_id))
