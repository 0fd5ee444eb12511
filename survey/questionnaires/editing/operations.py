"""Changes to a document. Each function gives a new document, in which all that it does not speak of is as it was."""

from dataclasses import dataclass, replace
from typing import TypeVar

from . import naming
from .document import Document, Part
from .outline import Sheet, UnknownItemError, alone, item, item_ids, position, sheets, with_sheets, without
from .renaming import renamed

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Behind:
    """Where something goes: behind an item, or in front of all (None). `together`: on the same screen as that item."""

    item: str | None
    together: bool = False


def add(document: Document, added: Part, behind: Behind) -> Document:
    """The document with one more item, on a screen of its own or together with another.

    Raises:
        UnknownItemError: what it goes behind is not there.
    """
    pages = sheets(document)
    if behind.item is None:
        return with_sheets(document, [_own(added, pages), *pages])
    at = position(pages, behind.item)
    if behind.together:
        pages[at] = _joined(pages[at], added, behind.item)
    else:
        pages.insert(at + 1, _own(added, pages))
    return with_sheets(document, pages)


def replace_item(document: Document, item_id: str, changed: Part) -> Document:
    """The document with another version of an item. If that has another name, conditions and texts follow it.

    Raises:
        UnknownItemError: there is no such item.
    """
    pages = sheets(document)
    at = position(pages, item_id)
    new = tuple(changed if each["id"] == item_id else each for each in pages[at].items)
    head = {"id": changed["id"]} if pages[at].is_short else pages[at].head
    taken = {page.id for number, page in enumerate(pages) if number != at}
    if pages[at].is_short and changed["id"] in taken:
        head = {"id": naming.unique(str(changed["id"]), taken)}
    pages[at] = replace(pages[at], head=head, items=new)
    outcome = with_sheets(document, pages)
    return outcome if changed["id"] == item_id else renamed(outcome, item_id, str(changed["id"]))


def duplicate(document: Document, item_id: str) -> tuple[Document, str]:
    """The document with a copy of an item behind it, and the name of the copy; `UnknownItemError` if there is none."""
    pages = sheets(document)
    copy = {**item(document, item_id), "id": naming.unique(item_id, item_ids(document))}
    together = len(pages[position(pages, item_id)].items) > 1
    return add(document, copy, Behind(item_id, together)), str(copy["id"])


def remove(document: Document, item_id: str) -> Document:
    """The document without an item, and without its screen if that is empty then; `UnknownItemError` if none is so."""
    pages = sheets(document)
    at = position(pages, item_id)
    pages[at] = without(pages[at], item_id)
    return with_sheets(document, pages)


def move(document: Document, item_id: str, behind: Behind) -> Document:
    """The document with an item in another place. One that has a screen to itself keeps what that screen says.

    Raises:
        UnknownItemError: one of the two is not there.
    """
    if behind.item == item_id:
        return document
    pages = sheets(document)
    own = pages[position(pages, item_id)]
    if behind.together or len(own.items) > 1:
        return add(remove(document, item_id), item(document, item_id), behind)
    rest = [page for page in pages if page is not own]
    at = 0 if behind.item is None else position(rest, behind.item) + 1
    return with_sheets(document, [*rest[:at], own, *rest[at:]])


def step(document: Document, item_id: str, by: int) -> Document:
    """The document with an item one place on (`by` 1) or back (-1): on its screen if it shares that, else the screen.

    At the end of its way it stays where it is.
    """
    pages = sheets(document)
    at = position(pages, item_id)
    shared = list(pages[at].items)
    if len(shared) == 1:
        return with_sheets(document, _swapped(pages, at, by))
    within = next(number for number, each in enumerate(shared) if each["id"] == item_id)
    pages[at] = replace(pages[at], items=tuple(_swapped(shared, within, by)))
    return with_sheets(document, pages)


def step_page(document: Document, page_id: str, by: int) -> Document:
    """The document with a whole screen one place on or back; `UnknownItemError` if there is none called so."""
    pages = sheets(document)
    return with_sheets(document, _swapped(pages, _page(pages, page_id), by))


def set_page_when(document: Document, page_id: str, when: str | None) -> Document:
    """The document with another condition on a screen that several items share; `UnknownItemError` as above."""
    pages = sheets(document)
    at = _page(pages, page_id)
    pages[at] = replace(pages[at], head=with_key(pages[at].head, "when", when or None))
    return with_sheets(document, pages)


def with_key(part: Part, key: str, value: object) -> Part:
    """A mapping with another value under a key, in the place that the key had; without it if the value is None."""
    if value is None:
        return {name: each for name, each in part.items() if name != key}
    return {**part, key: value}


def _page(pages: list[Sheet], page_id: str) -> int:
    found = next((at for at, page in enumerate(pages) if page.id == page_id), None)
    if found is None:
        raise UnknownItemError(item=page_id)
    return found


def _swapped(row: list[Each], at: int, by: int) -> list[Each]:
    there = at + by
    changed = list(row)
    if 0 <= there < len(row):
        changed[at], changed[there] = changed[there], changed[at]
    return changed


def _own(added: Part, pages: list[Sheet]) -> Sheet:
    """A screen for an item; no other screen is called so."""
    return alone(added, naming.unique(str(added["id"]), {page.id for page in pages}))


def _joined(sheet: Sheet, added: Part, behind: str) -> Sheet:
    """A screen with one more item behind one of its own."""
    at = next(number for number, each in enumerate(sheet.items) if each["id"] == behind) + 1
    return replace(sheet, items=(*sheet.items[:at], added, *sheet.items[at:]))
