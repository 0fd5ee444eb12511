"""Each attack bites: a leak of its kind is found by it, and by no other."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from survey.storage.engines import Store
from tests.fixtures.databases import Templates, Urls

from .attacks import ATTACKS
from .fieldwork import Truth, fieldwork
from .loot import Loot
from .plants import PLANTS, order_of_arrival
from .run import stolen
from .stealing import FromSQLite
from .verdict import MOST_IN_A_RUN, STRONGEST, Verdict, judged

SEED = 104


@dataclass(frozen=True, slots=True)
class Clean:
    """What was stolen from the product as it is, and the databases that it was stolen from."""

    loot: Loot
    truth: Truth
    folder: Path

    def copied(self, folder: Path) -> FromSQLite:
        """The databases once more, to plant something in."""
        for path in self.folder.glob("*.db*"):
            shutil.copy(path, folder)
        return FromSQLite({store: f"sqlite:///{folder / store}.db" for store in Store})


@pytest.fixture(scope="module")
def clean(sqlite: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clean]:
    """The fieldwork of one seed, on SQLite."""
    folder = tmp_path_factory.mktemp("clean")
    urls: Urls = sqlite.copies(folder)
    with fieldwork(urls, folder, SEED) as work:
        work.begin()
        work.live()
        loot, truth = stolen(work, FromSQLite(urls))
        work.reshuffle()
        yield Clean(loot, truth, folder)


def complaining(verdict: Verdict) -> set[str]:
    """The attacks that found a leak, by themselves or by who they found."""
    found = {name for name, problems in verdict.problems.items() if problems}
    return found | {name for name, number in verdict.hits.items() if name in ATTACKS and number > MOST_IN_A_RUN}


def test_nothing_is_found_where_nothing_was_planted(clean: Clean) -> None:
    assert judged(clean.loot, clean.truth, SEED).faults() == []


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_leak_is_found_by_its_own_attack_alone(clean: Clean, tmp_path: Path, name: str) -> None:
    loot = PLANTS[name](clean.copied(tmp_path), clean.loot, clean.truth)
    assert complaining(judged(loot, clean.truth, SEED)) == {name}


def test_an_order_of_arrival_that_nobody_can_see_is_found(clean: Clean, tmp_path: Path) -> None:
    loot = order_of_arrival(clean.copied(tmp_path), clean.loot, clean.truth)
    verdict = judged(loot, clean.truth, SEED)
    assert verdict.correlations["baseline response rowid"] == pytest.approx(1)
    assert verdict.strongest > STRONGEST
    assert verdict.faults()


def test_every_attack_says_what_it_does() -> None:
    assert [attack.__module__.rpartition(".")[2] for attack in ATTACKS.values()] == [
        *("order", "times", "logs", "difference", "dictionary", "destroyed"),
        *("cells", "carving", "leftovers", "exports", "insiders", "reminders"),
    ]
