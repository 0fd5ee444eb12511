"""Small cells: who is exposed by register attributes, and what another choice of attributes would do."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.analysis.cells import Exposure, Person, Way, exposure, remedies
from survey.questionnaires.study import Attribute
from tests.fixtures.studies import both


def an_attribute(name: str, *codes: str) -> Attribute:
    classes = [{"code": code, "text": both(code)} for code in codes]
    return Attribute.model_validate({"id": name, "text": both(name), "classes": classes})


AGE = an_attribute("age", "young", "middle", "old")
AREA = an_attribute("area", "north", "south")


def people(counts: dict[tuple[str, str], int]) -> list[Person]:
    return [{"age": age, "area": area} for (age, area), number in counts.items() for _ in range(number)]


TOWN = people({("young", "north"): 12, ("middle", "north"): 9, ("old", "north"): 1, ("old", "south"): 20})


def test_people_in_cells_that_are_too_small_are_exposed_and_some_are_the_only_ones() -> None:
    assert exposure(TOWN, ["age", "area"], 10) == Exposure(people=42, unique=1, exposed=10, smallest=10)


@pytest.mark.parametrize(("smallest", "exposed"), [(9, 1), (10, 10), (12, 10), (13, 22), (21, 42)])
def test_a_cell_of_exactly_the_smallest_size_is_large_enough(smallest: int, exposed: int) -> None:
    assert exposure(TOWN, ["age", "area"], smallest).exposed == exposed


def test_without_attributes_nobody_is_exposed() -> None:
    assert exposure(people({("young", "north"): 1}), [], 10) == Exposure(1, 0, 0, 0)
    assert exposure([], ["age"], 10) == Exposure(0, 0, 0, 10)


def test_remedies_are_told_the_best_first() -> None:
    found = [(each.way, each.attribute, each.classes, each.left.exposed) for each in remedies(TOWN, [AGE, AREA], 10)]
    assert found == [
        (Way.MERGE, "age", ("middle", "old"), 0),
        (Way.DROP, "age", ("young", "middle", "old"), 0),
        (Way.MERGE, "age", ("young", "middle"), 1),
        (Way.DROP, "area", ("north", "south"), 9),
    ]


def test_dropping_the_only_attribute_exposes_nobody_even_where_there_are_few_people() -> None:
    few: list[Person] = [{"age": "young"}, {"age": "middle"}, {"age": "old"}]
    (drop,) = remedies(few, [AGE], 10)
    assert (drop.way, drop.left.exposed) == (Way.DROP, 0)


def test_a_change_that_helps_nobody_is_not_told() -> None:
    assert remedies(people({("young", "north"): 30}), [AGE, AREA], 10) == []


towns = st.dictionaries(
    st.tuples(st.sampled_from(AGE.codes()), st.sampled_from(AREA.codes())), st.integers(1, 15), max_size=6
).map(people)


@given(towns, st.integers(2, 20))
def test_an_exposure_is_what_counting_by_hand_gives(town: list[Person], smallest: int) -> None:
    cells = Counter((each["age"], each["area"]) for each in town)
    alike = [cells[each["age"], each["area"]] for each in town]
    found = exposure(town, ["age", "area"], smallest)
    assert found.people == len(town)
    assert found.unique == alike.count(1)
    assert found.exposed == sum(number < smallest for number in alike)


@given(towns, st.integers(2, 20))
def test_coarser_classes_expose_no_more_people_and_each_remedy_says_what_is_left(
    town: list[Person], smallest: int
) -> None:
    now = exposure(town, ["age", "area"], smallest)
    for each in remedies(town, [AGE, AREA], smallest):
        changed = [
            dict(person)
            | {each.attribute: each.classes[0] if person[each.attribute] in each.classes else person[each.attribute]}
            for person in town
        ]
        assert exposure(changed, ["age", "area"], smallest) == each.left
        assert each.left.exposed < now.exposed
