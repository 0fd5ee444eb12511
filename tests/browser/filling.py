"""Filling in a page, whatever it asks: which fields there are, and what somebody answers in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

FIELDS = "main [name^=item_]"
DESCRIBED = "each => ({id: each.id, name: each.name, kind: each.type, shown: !!each.offsetParent})"
WORDS = "Dank u"
NUMBER, DAY, YEAR = "8", "1", "2020"


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the browser has it: `kind` is radio, checkbox, text, textarea or select-one."""

    id: str
    name: str
    kind: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody does in a field: choose it, type `text` in it, or pick the option with the number `pick`."""

    field: Field
    text: str = ""
    pick: int = 0


def fields(page: Page) -> list[Field]:
    """The fields of a question, in the order of the page."""
    found = page.locator(FIELDS).evaluate_all(f"all => all.map({DESCRIBED})")
    return [Field(**each) for each in found]


def planned(page: Page, nth: int) -> list[Answer]:
    """An answer to everything on the page: the option with number `nth` where there are options, or the last one."""
    named: dict[str, list[Field]] = {}
    for field in fields(page):
        named.setdefault(field.name, []).append(field)
    return [answer for group in named.values() for answer in _answers(group, nth)]


def _answers(group: list[Field], nth: int) -> Iterator[Answer]:
    """One answer for the fields of one name; a box beside something to type in stays as it is."""
    kinds = [field.kind for field in group]
    if set(kinds) <= {"radio"} or set(kinds) <= {"checkbox"}:
        yield Answer(group[min(nth, len(group) - 1)])
    elif kinds.count("select-one") > 1:
        yield Answer(group[min(nth, len(group) - 1)], pick=1)
    elif "select-one" in kinds:
        typed = iter([YEAR] if kinds[0] == "select-one" else [DAY, YEAR])
        for field in group:
            if field.kind == "select-one":
                yield Answer(field, pick=3)
            elif field.kind == "text":
                yield Answer(field, text=next(typed))
    elif group[0].shown:
        yield Answer(group[0], text=WORDS if group[0].kind == "textarea" else NUMBER)


def fill(page: Page, nth: int = 0) -> None:
    """Answer everything on the page with the mouse."""
    for answer in planned(page, nth):
        field = page.locator(f'[id="{answer.field.id}"]')
        if answer.text:
            field.fill(answer.text)
        elif answer.pick:
            field.select_option(index=answer.pick)
        else:
            label(field).click()


def label(field: Locator) -> Locator:
    """What somebody touches to choose a radio button or a checkbox."""
    return field.locator("xpath=ancestor::label")
