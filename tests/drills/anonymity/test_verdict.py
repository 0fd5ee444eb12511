"""The verdict counts what an attacker found, and does not take one strong correlation for a leak that comes again."""

import random

from .attacks import ATTACKS
from .keeping import table, total_faults
from .verdict import MOST_IN_A_RUN, MOST_IN_TWENTY, RUNS, TOGETHER, Verdict, correlation

HITS = dict.fromkeys([*ATTACKS, TOGETHER], 3)


def a_verdict(**changes: float) -> Verdict:
    """A run by chance, but for one correlation."""
    return Verdict("sqlite", 1, dict(HITS), {"baseline response key": 0.1} | changes, told={"L1": "24 orders"})


def test_a_run_by_chance_passes() -> None:
    assert a_verdict().faults() == []
    assert total_faults([a_verdict()] * RUNS) == []


def test_one_more_than_the_bound_fails() -> None:
    verdict = a_verdict()
    verdict.hits["L5"] = MOST_IN_A_RUN + 1
    assert verdict.faults() == [f"L5: {MOST_IN_A_RUN + 1} hits"]


def test_many_runs_with_a_few_too_many_fail_together() -> None:
    verdicts = [a_verdict() for _ in range(RUNS)]
    for verdict in verdicts:
        verdict.hits["L1"] = 5
    assert total_faults(verdicts) == [f"L1: 100 hits in {RUNS} runs"]
    assert 5 * RUNS > MOST_IN_TWENTY


def test_a_correlation_that_comes_again_is_a_leak_and_one_that_does_not_is_chance() -> None:
    for again, faults in ((0.9, 1), (-0.05, 0)):
        verdict = a_verdict(xmin=0.4)
        verdict.confirmed_by(a_verdict(xmin=again))
        assert len(verdict.faults()) == faults


def test_orders_are_compared_within_cohorts() -> None:
    labels = [bytes([number]) for number in range(100)]
    cells: dict[bytes, tuple[str, ...]] = {label: ("first",) if label[0] < 50 else ("second",) for label in labels}
    within = [*random.Random(1).sample(labels[:50], 50), *random.Random(2).sample(labels[50:], 50)]
    assert correlation(labels, labels, cells) > 0.99
    assert abs(correlation(labels, within, cells)) < 0.3, "that cohorts come one after the other is no leak"


def test_verdicts_survive_being_kept_and_are_told_as_a_table() -> None:
    verdict = Verdict.of(a_verdict().document())
    assert verdict == a_verdict()
    assert [len(line.split()) for line in table("Title", [verdict]).splitlines()] == [1, 17, 17, 15]
