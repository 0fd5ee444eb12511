"""The attacks on what grows: an interim and a final release of a wave, and a second wave with changes and flows.

A build that compares no release with the one before, or shows every way and every class, loses to the same attacks.
"""

import json
from collections.abc import Iterator

import pytest

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import protect
from survey.analysis.disclosure.rules import Rules
from survey.analysis.frames import Record, frame
from survey.cli.frame import Survey
from tests.drills.disclosure.between import between_releases, between_waves, naive_pairs
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.reading import Fact
from tests.drills.disclosure.released import Attacked, attack_series
from tests.drills.disclosure.series import Series, design, series
from tests.drills.disclosure.waves import CHOICE, GRADE, VARIABLES, Person, questionnaire
from tests.fixtures.staff import Visitor

SEEDS = (3, 7, 11)
"""Series of 400 people: of smaller ones, little is shown."""


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """An installation with a program lead."""
    with installed(tmp_path_factory.mktemp("series")) as found:
        yield found


@pytest.fixture(scope="module")
def lead(survey: Survey) -> Visitor:
    """The attacker."""
    return lead_of(survey)


@pytest.fixture(scope="module")
def attacked(survey: Survey, lead: Visitor) -> dict[int, Attacked]:
    """Every series, released and attacked."""
    return {seed: attack_series(survey, lead, series(seed)) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_about_few_people_follows_from_two_releases_or_two_waves(
    attacked: dict[int, Attacked], seed: int
) -> None:
    assert attacked[seed].findings == []


def test_the_attack_reads_changes_flows_and_two_releases(attacked: dict[int, Attacked]) -> None:
    assert all(each.interim for each in attacked.values())
    assert any(each.interim != each.final for each in attacked.values())
    assert sum(each.pairs for each in attacked.values()) > 10, "an attack on nothing proves nothing"


def test_a_build_that_compares_no_releases_loses() -> None:
    lost = {seed: len(between_releases(series(seed), *_uncompared(series(seed)))) for seed in SEEDS}
    print(json.dumps(lost))  # noqa: T201 - how many numbers the naive build loses
    assert all(lost.values())


def _uncompared(attacked: Series) -> list[list[Fact]]:
    return [_facts(people, attacked.study) for people in (attacked.early, attacked.first)]


def _facts(people: tuple[Person, ...], name: str) -> list[Fact]:
    """Each release by itself keeps every rule."""
    asked = questionnaire()
    raw = tabulate(frame(asked, [Record(person) for person in people]), design(name), asked)
    found: list[Fact] = []
    for table in protect(raw, Rules()):
        if table.measure not in (CHOICE, GRADE, *VARIABLES):
            continue
        for group in table.groups:
            if table.breakdown and group.base is not None:
                found.append(Fact(table.measure, table.breakdown, group.code, None, group.base))
            for cell in group.cells:
                if cell.count is not None and table.measure in VARIABLES:
                    found.append(Fact(table.measure, table.measure, cell.code, None, cell.count))
                elif cell.count is not None:
                    found.append(Fact(table.measure, table.breakdown, group.code, frozenset(cell.codes), cell.count))
    return found


def test_a_build_that_shows_every_way_and_every_class_loses() -> None:
    lost = {seed: len(between_waves(series(seed), naive_pairs(series(seed)), ([], []))) for seed in SEEDS}
    print(json.dumps(lost))  # noqa: T201 - how many numbers the naive build loses
    assert all(lost.values())
