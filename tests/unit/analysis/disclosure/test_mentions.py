"""Mentions: every option by itself, in total from five, in groups from thirty people."""

import pytest

from survey.analysis.disclosure import Rules, Step
from tests.unit.analysis.disclosure.sets import breakdown, drawn, mention_set, total


@pytest.mark.parametrize(
    ("mentions", "shown"), [(5, "full\nall: 40 (5)"), (4, "nothing\nall: ."), (0, "nothing\nall: .")]
)
def test_a_wave_shows_an_option_from_five_mentions(mentions: int, shown: str) -> None:
    assert drawn(total(mention_set({"a": (40, mentions)}))) == shown


def test_a_small_wave_shows_an_option_when_enough_people_did_not_mention_it_either() -> None:
    assert drawn(total(mention_set({"a": (20, 15)}))) == "full\nall: 20 (15)"
    assert total(mention_set({"a": (20, 16)})).step is Step.NOTHING
    assert total(mention_set({"a": (9, 5)})).step is Step.NOTHING
    assert total(mention_set({"a": (20, 15)}), Rules(small_totals_merged=True)).step is Step.NOTHING


@pytest.mark.parametrize(
    ("people", "mentions", "shown"),
    [
        (30, 5, "full\na: 30 (5)\nb: 40 (20)"),
        (29, 5, "nothing\na: .\nb: ."),
        (30, 4, "nothing\na: .\nb: ."),
        (30, 25, "full\na: 30 (25)\nb: 40 (20)"),
        (30, 26, "nothing\na: .\nb: ."),
        (60, 55, "nothing\na: .\nb: ."),
    ],
)
def test_a_group_shows_an_option_when_enough_people_mention_it_and_enough_do_not(
    people: int, mentions: int, shown: str
) -> None:
    assert drawn(breakdown(mention_set({"a": (people, mentions), "b": (40, 20)}))) == shown


def test_one_hidden_group_takes_the_smallest_other_with_it() -> None:
    groups: dict[str | None, tuple[int, int]] = {"a": (40, 3), "b": (40, 20), "c": (50, 20)}
    assert drawn(breakdown(mention_set(groups))) == "full\na: 40 (.)\nb: 40 (.)\nc: 50 (20)"


def test_two_groups_under_thirty_may_be_the_rest_of_the_others() -> None:
    assert drawn(breakdown(mention_set({"a": (20, 6), "b": (20, 6), "c": (50, 20)}))) == (
        "full\na: 20 (.)\nb: 20 (.)\nc: 50 (20)"
    )


def test_the_rest_may_not_be_a_few_people_who_all_did_or_all_did_not_mention_it() -> None:
    assert breakdown(mention_set({"a": (20, 0), "b": (50, 20)})).step is Step.NOTHING
    assert breakdown(mention_set({"a": (20, 20), "b": (50, 20)})).step is Step.NOTHING


def test_an_option_hidden_in_total_is_hidden_everywhere() -> None:
    assert breakdown(mention_set({"a": (40, 2), "b": (40, 2)})).step is Step.NOTHING
