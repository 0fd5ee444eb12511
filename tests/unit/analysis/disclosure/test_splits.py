"""Change by background under disclosure control: the pairs of a class are a group, and so is everybody beside them."""

from dataclasses import replace

import pytest

from survey.analysis.disclosure import Evidence, Rules, ShiftKind
from survey.analysis.disclosure.changes import linked_crossing
from survey.analysis.disclosure.splits import RawPart, RawSplit, Split, protect_splits, split_findings
from survey.analysis.method import RANDOM_RESPONSE, Method, people

RULES = Rules()
TESTED = Evidence(0.5, 0.1, 0.9, 0.02, Method(RANDOM_RESPONSE, people(60), RANDOM_RESPONSE))


def part(code: str | None, number: int, **changes: object) -> RawPart:
    levels = ((number - number // 2, number // 2), (number // 2, number - number // 2))
    made = RawPart(code, 7.0, 7.5, levels, ((0, 0), (0, 0)), (number // 2, number - number // 2), None, TESTED)
    return replace(made, **changes)  # type: ignore[arg-type]


def split(*parts: RawPart, **changes: object) -> RawSplit:
    made = RawSplit("grade", ShiftKind.MEAN, "v", (*parts, part(None, 0)), ((), ()), ())
    return replace(made, **changes)  # type: ignore[arg-type]


def protected(*raw: RawSplit, shown: tuple[str, ...] = ("a", "b", "c")) -> list[Split]:
    return list(protect_splits(raw, [{"v": shown, "w": shown}, {"v": shown, "w": shown}], RULES))


def visible(found: Split) -> dict[str, int]:
    return {each.code: each.pairs for each in found.parts if each.pairs is not None}


def test_groups_that_are_large_enough_are_shown_with_their_change() -> None:
    (found,) = protected(split(part("a", 40), part("b", 30)))
    assert visible(found) == {"a": 40, "b": 30}
    assert found.parts[0].tested is not None


def test_the_smallest_groups_join_the_rest() -> None:
    (found,) = protected(split(part("a", 40), part("b", 30), part("c", 4)))
    assert visible(found) == {"a": 40}
    assert [each.code for each in found.parts] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "unsafe",
    [
        part("a", 40, levels=((40, 0), (20, 20))),
        part("a", 40, levels=((20, 20), (39, 1))),
        part("a", 40, alone=((3, 1), (0, 0))),
        part("a", 40, alone=((0, 0), (12, 0))),
    ],
    ids=["all alike at first", "all but one alike later", "few alone", "alone all alike"],
)
def test_a_group_that_tells_about_few_people_is_hidden(unsafe: RawPart) -> None:
    (found,) = protected(split(unsafe, part("b", 40), part("c", 40)))
    assert "a" not in visible(found)


def test_who_is_alone_and_in_another_class_by_then_is_no_difference() -> None:
    (found,) = protected(split(part("a", 40, alone=((0, 0), None)), part("b", 40)))
    assert visible(found) == {"a": 40, "b": 40}


def test_the_pairs_of_a_class_may_not_be_a_published_group_but_for_few() -> None:
    base = linked_crossing("w", ("x", "y"), (40, 30, 0), (4, 30, 0))
    groups = tuple(
        replace(group, counts=counts)
        for group, counts in zip(base.groups, ((40, 0, 4), (0, 30, 30), (0, 0, 0)), strict=True)
    )
    crossing = replace(base, codes=("a", "b", "-"), groups=groups)
    unsafe = split(part("a", 40), part("b", 30), crossings=((crossing,), ()))
    (found,) = list(protect_splits([unsafe], [{"w": ("x", "y")}, {}], RULES))
    assert "a" not in visible(found)
    (fine,) = list(protect_splits([unsafe], [{}, {}], RULES))
    assert visible(fine) == {"a": 40, "b": 30}


def test_two_splits_of_one_shift_are_judged_together() -> None:
    """Who is in `a` of v and not in `x` of w are four people."""
    first = split(part("a", 44), part("b", 40))
    base = linked_crossing("v", ("a", "b"), (0, 0, 0), (0, 0, 0))
    groups = tuple(
        replace(group, n=sum(counts), shown=sum(counts), counts=counts)
        for group, counts in zip(base.groups, ((40, 4, 0), (0, 40, 0), (0, 0, 0)), strict=True)
    )
    beside = replace(base, codes=("x", "y", "-"), groups=groups)
    second = split(part("x", 40), part("y", 44), variable="w", beside=(beside,))
    found = protected(first, second, shown=())
    assert visible(found[0]) == {"a": 44, "b": 40}
    assert not visible(found[1])


def test_tests_are_corrected_for_each_other_and_none_for_what_is_hidden() -> None:
    few = part("c", 4, tested=replace(TESTED, p=0.0001))
    (found,) = protected(split(part("a", 60), part("b", 50, tested=replace(TESTED, p=0.03)), part("d", 40), few))
    assert [each.tested.p for each in found.parts if each.tested] == pytest.approx([0.04, 0.04])


def test_a_test_falls_away_where_few_changed_their_answer() -> None:
    flows = (((20, 2), (8, 10)), ((20, 5), (5, 10)))
    (found,) = protected(split(*(part(code, 40, flow=flow) for code, flow in zip("ab", flows, strict=True))))
    assert [each.tested is None for each in found.parts] == [True, False]


def test_what_cannot_be_judged_is_not_shown() -> None:
    (found,) = protected(split(part("a", 40, alone=("many", "few")), part("b", 40)))
    assert not found.is_shown


def test_the_audit_finds_groups_and_rests_that_are_too_small() -> None:
    (found,) = protected(split(part("a", 40), part("b", 30)))
    assert not list(split_findings("change", [found], {"grade": 70}, RULES))
    assert [each.people for each in split_findings("change", [found], {"grade": 74}, RULES)] == [4]
    assert [each.people for each in split_findings("change", [found], {"grade": 40}, RULES)]
