"""The shelf of finished parts: bounded, and the same for every thread."""

from concurrent.futures import ThreadPoolExecutor

from markupsafe import Markup

from survey.web.dashboard.finished import Shelf, part


def test_what_was_put_is_there_and_nothing_else_is() -> None:
    shelf = Shelf()
    drawn = part("Cijfer", "<p>8,0</p>")
    shelf.put("grade", drawn)
    assert shelf.get("grade") is drawn
    assert shelf.get("yield") is None


def test_a_part_is_markup_that_a_template_leaves_as_it_is() -> None:
    assert part("A & B", "<p>8,0</p>").main == Markup("<p>8,0</p>")
    assert Markup("{}").format(part("A & B", "").title) == "A &amp; B"


def test_what_was_not_asked_for_longest_makes_room() -> None:
    shelf = Shelf(most=30)
    for name in ("first", "second", "third"):
        shelf.put(name, part(name, "x" * 10))
    assert shelf.get("first")
    shelf.put("fourth", part("fourth", "x" * 10))
    assert [name for name in ("first", "second", "third", "fourth") if shelf.get(name)] == ["first", "third", "fourth"]


def test_a_part_that_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Shelf(most=30)
    shelf.put("large", part("large", "x" * 31))
    assert len(shelf) == 0


def test_putting_twice_counts_once() -> None:
    shelf = Shelf(most=30)
    for _ in range(5):
        shelf.put("same", part("same", "x" * 20))
    shelf.put("other", part("other", "x" * 10))
    assert len(shelf) == 2


def test_many_threads_leave_it_within_its_bounds() -> None:
    shelf = Shelf(most=1000)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda each: shelf.put(each, part("", "x" * 10)), range(2000)))
    assert len(shelf) == 100
