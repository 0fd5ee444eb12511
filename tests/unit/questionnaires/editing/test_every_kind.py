"""A question of every kind goes through every change, and each change can be taken back."""

import pytest

from survey.questionnaires.editing import fresh, operations
from survey.questionnaires.editing.document import Document, Part, opened, written
from survey.questionnaires.editing.operations import Behind
from survey.questionnaires.editing.outline import item, item_ids, sheets
from survey.questionnaires.kinds import KINDS

from .drafts import every_kind, small

IDS = ["grade", "reason", "more", "hours"]


def new(kind: str) -> Part:
    return fresh.item(kind, "Iets nieuws", ["nl", "en"], IDS) | {"id": "new"}


def own(kind: str) -> str:
    """What the question of a kind is called in the questionnaire that has them all."""
    return str(next(each["id"] for page in sheets(every_kind()) for each in page.items if each["kind"] == kind))


def screens(document: Document) -> list[list[str]]:
    return [[each["id"] for each in page.items] for page in sheets(document)]


PLACES = {
    "in front of all": (Behind(None), [["new"], ["grade"], ["reason", "more"], ["hours"]]),
    "behind the first": (Behind("grade"), [["grade"], ["new"], ["reason", "more"], ["hours"]]),
    "on the first screen": (Behind("grade", together=True), [["grade", "new"], ["reason", "more"], ["hours"]]),
    "between two on a screen": (Behind("reason", together=True), [["grade"], ["reason", "new", "more"], ["hours"]]),
    "behind a whole screen": (Behind("reason"), [["grade"], ["reason", "more"], ["new"], ["hours"]]),
    "behind all": (Behind("hours"), [["grade"], ["reason", "more"], ["hours"], ["new"]]),
}


@pytest.mark.parametrize(("behind", "expected"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("kind", ["value_card", "calculated"])
def test_it_is_added_in_its_place_and_taken_away_again(kind: str, behind: Behind, expected: list[list[str]]) -> None:
    after = operations.add(small(), new(kind), behind)
    assert screens(after) == expected
    assert opened(written(after), "x") == after
    back = operations.remove(after, "new")
    assert screens(back) == screens(small())
    assert [item(back, name) for name in IDS] == [item(small(), name) for name in IDS]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_moved_to_the_front_and_back_again(kind: str) -> None:
    document, moved = every_kind(), own(kind)
    names = item_ids(document)
    at = names.index(moved)
    front = operations.move(document, moved, Behind(None))
    assert item_ids(front) == [moved, *names[:at], *names[at + 1 :]]
    assert operations.move(front, moved, Behind(names[at - 1] if at else None)) == document
