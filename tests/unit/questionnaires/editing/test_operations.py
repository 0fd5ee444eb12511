"""Changes keep everything that they do not speak of; what is undone is as it was."""

from collections import Counter
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.editing import operations
from survey.questionnaires.editing.document import Document, opened, written
from survey.questionnaires.editing.operations import Behind
from survey.questionnaires.editing.outline import UnknownItemError, item, item_ids, sheets

from .drafts import NAMES, documents, small

NEW = {"id": "new", "kind": "number", "text": {"nl": "Nieuw"}}


def there(document: Document, other: st.DataObject) -> str:
    """One of the items of a document."""
    return other.draw(st.sampled_from(item_ids(document)))


def places(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """What stands on which page."""
    return [(sheet.id, tuple(each["id"] for each in sheet.items)) for sheet in sheets(document)]


def untouched(before: Document, after: Document, *touched: str) -> None:
    """Everything but the items `touched` is as it was, in the order in which it was."""
    rest = [name for name in item_ids(before) if name not in touched]
    assert [name for name in item_ids(after) if name not in touched] == rest
    assert all(item(after, name) == item(before, name) for name in rest)
    heads = [{key: value for key, value in each.items() if key != "pages"} for each in (before, after)]
    assert heads[0] == heads[1]
    assert list(before) == list(after)
    assert opened(written(after), "x") == after


@given(documents(), st.data(), st.booleans())
def test_adding_touches_nothing_else(document: Document, data: st.DataObject, together: bool) -> None:
    kept, behind = deepcopy(document), there(document, data)
    after = operations.add(document, NEW, Behind(behind, together))
    assert document == kept
    untouched(document, after, "new")
    ids = item_ids(after)
    assert together is False or ids[ids.index(behind) + 1] == "new"
    assert operations.remove(after, "new") == document or together


@given(documents(), st.data())
def test_removing_touches_nothing_else(document: Document, data: st.DataObject) -> None:
    kept, gone = deepcopy(document), there(document, data)
    after = operations.remove(document, gone)
    assert document == kept
    untouched(document, after, gone)
    assert gone not in item_ids(after)
    assert all(page.items for page in sheets(after))


@given(documents(), st.data(), st.booleans())
def test_moving_keeps_every_item(document: Document, data: st.DataObject, together: bool) -> None:
    kept, moved = deepcopy(document), there(document, data)
    behind = data.draw(st.one_of(st.none(), st.sampled_from(item_ids(document))))
    after = operations.move(document, moved, Behind(behind, together and behind is not None))
    assert document == kept
    untouched(document, after, moved)
    assert Counter(item_ids(after)) == Counter(item_ids(document))
    assert item(after, moved) == item(document, moved)
    if behind is None:
        assert item_ids(after)[0] == moved


@given(documents(), st.data(), st.sampled_from([-1, 1]))
def test_a_step_and_a_step_back_is_no_step(document: Document, data: st.DataObject, by: int) -> None:
    moved = there(document, data)
    after = operations.step(document, moved, by)
    assert after == document or operations.step(after, moved, -by) == document
    assert Counter(item_ids(after)) == Counter(item_ids(document))
    page = sheets(document)[0].id
    turned = operations.step_page(document, page, 1)
    assert operations.step_page(turned, page, -1) == document or len(sheets(document)) == 1


@given(documents(), st.data())
def test_a_copy_is_the_same_by_another_name(document: Document, data: st.DataObject) -> None:
    name = there(document, data)
    after, copy = operations.duplicate(document, name)
    untouched(document, after, copy)
    assert {**item(after, copy), "id": name} == item(document, name)
    assert copy not in item_ids(document)


@given(documents(), st.data(), NAMES)
def test_changing_an_item_touches_nothing_else(document: Document, data: st.DataObject, name: str) -> None:
    old = there(document, data)
    new = old if name in item_ids(document) else name
    changed = {**item(document, old), "id": new, "core": False}
    after = operations.replace_item(document, old, changed)
    untouched(document, after, old, new)
    assert item(after, new) == changed
    assert operations.replace_item(after, new, item(document, old)) == document


def test_a_screen_keeps_its_condition_when_its_questions_move() -> None:
    after = operations.step_page(small(), "both", -1)
    assert places(after)[:2] == [("both", ("reason", "more")), ("grade", ("grade",))]
    assert sheets(after)[0].when == "grade <= 5"


def test_a_question_that_leaves_a_screen_gets_one_of_its_own() -> None:
    after = operations.move(small(), "more", Behind("hours"))
    assert places(after) == [
        ("grade", ("grade",)),
        ("both", ("reason",)),
        ("hours", ("hours",)),
        ("more", ("more",)),
    ]


def test_a_question_joins_another_on_its_screen() -> None:
    after = operations.move(small(), "hours", Behind("grade", together=True))
    assert places(after)[0] == ("grade", ("grade", "hours"))


def test_two_screens_never_get_one_name() -> None:
    document = operations.add(small(), NEW | {"id": "both"}, Behind("hours"))
    assert [sheet.id for sheet in sheets(document)] == ["grade", "both", "hours", "both_2"]
    renamed = operations.replace_item(document, "hours", item(document, "hours") | {"id": "both_2"})
    assert len({sheet.id for sheet in sheets(renamed)}) == 4


def test_a_condition_of_a_screen_is_set_and_taken_away() -> None:
    after = operations.set_page_when(small(), "both", "grade >= 8")
    assert sheets(after)[1].when == "grade >= 8"
    assert sheets(operations.set_page_when(after, "both", ""))[1].when is None


def test_what_is_not_there_is_refused() -> None:
    for wrong in (
        lambda: operations.remove(small(), "nobody"),
        lambda: operations.move(small(), "nobody", Behind(None)),
        lambda: operations.move(small(), "grade", Behind("nobody")),
        lambda: operations.add(small(), NEW, Behind("nobody")),
        lambda: operations.step(small(), "nobody", 1),
        lambda: operations.step_page(small(), "nobody", 1),
        lambda: operations.duplicate(small(), "nobody"),
        lambda: operations.replace_item(small(), "nobody", NEW),
    ):
        with pytest.raises(UnknownItemError, match="nobody"):
            wrong()


def test_a_question_stays_where_it_is_at_the_end_of_its_way() -> None:
    assert operations.step(small(), "grade", -1) == small()
    assert operations.step(small(), "hours", 1) == small()
    assert operations.step(small(), "more", 1) == small()
    assert operations.move(small(), "grade", Behind("grade")) == small()
