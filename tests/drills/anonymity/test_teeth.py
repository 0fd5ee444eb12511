"""Each attack bites: a leak of its kind is found by it, and by no other."""

from pathlib import Path

import pytest

from .attacks import ATTACKS
from .clean import SEED, Clean
from .people import PEOPLE
from .plants import PLANTS, order_of_arrival, order_of_import
from .verdict import MOST_IN_A_RUN, STRONGEST, Verdict, judged


def complaining(verdict: Verdict) -> set[str]:
    """The attacks that found a leak, by themselves or by who they found."""
    found = {name for name, problems in verdict.problems.items() if problems}
    return found | {name for name, number in verdict.hits.items() if name in ATTACKS and number > MOST_IN_A_RUN}


def test_nothing_is_found_where_nothing_was_planted(clean: Clean) -> None:
    assert complaining(judged(clean.loot, clean.truth, SEED)) == set()


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_leak_is_found_by_its_own_attack_alone(clean: Clean, folder: Path, name: str) -> None:
    loot = PLANTS[name](clean.thief(folder), clean.loot, clean.truth)
    assert complaining(judged(loot, clean.truth, SEED)) == {name}


def test_by_a_hidden_order_of_import_everybody_is_found(clean: Clean, folder: Path) -> None:
    loot = order_of_import(clean.thief(folder), clean.loot, clean.truth)
    assert judged(loot, clean.truth, SEED).hits["L1"] == PEOPLE


def test_an_order_of_arrival_that_nobody_can_see_is_found(clean: Clean, folder: Path) -> None:
    loot = order_of_arrival(clean.thief(folder), clean.loot, clean.truth)
    verdict = judged(loot, clean.truth, SEED)
    assert verdict.correlations["baseline response rowid"] == pytest.approx(1)
    assert verdict.strongest > STRONGEST
    assert verdict.faults()


def test_every_attack_says_what_it_does() -> None:
    assert [attack.__module__.rpartition(".")[2] for attack in ATTACKS.values()] == [
        *("order", "times", "logs", "difference", "dictionary", "destroyed"),
        *("cells", "carving", "leftovers", "exports", "insiders", "reminders"),
    ]
