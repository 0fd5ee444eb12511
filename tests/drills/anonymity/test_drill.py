"""Nobody is found in what was built: a seed on each kind of database with every run of the tests (and one more in
`test_teeth`), twenty with `make drill-anonymity`."""

from pathlib import Path

import pytest

from tests.fixtures.databases import Templates

from .keeping import keep, kept, show, table, told, total_faults
from .leaks import leaky, never_reshuffled
from .run import attacked, over_http
from .verdict import MOST_IN_A_RUN, MOST_IN_TWENTY, RUNS, STRONGEST, TOGETHER, Verdict

ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
KINDS = pytest.mark.parametrize("kind", ["sqlite", ON_POSTGRESQL])
SEEDS = [("sqlite", 101), pytest.param("postgresql", 103, marks=pytest.mark.postgresql)]
PEOPLE = 200
ENOUGH = 190
"""So many of 200 the suite finds at least in a build that leaks on purpose."""


def verdict(templates: Templates, folder: Path, seed: int) -> Verdict:
    """The verdict of one seed."""
    found = _once(templates, folder / "first", seed)
    if found.ordered:
        found.confirmed_by(_once(templates, folder / "second", seed))
    return found


def _once(templates: Templates, folder: Path, seed: int) -> Verdict:
    folder.mkdir(parents=True)
    urls = templates.copies(folder)
    try:
        return attacked(urls, folder, seed)
    finally:
        templates.remove(urls)


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_who_answered_what_cannot_be_found_out(
    templates: Templates, folder: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = verdict(templates, folder, seed)
    with capsys.disabled():
        show(table(f"Anonymity on {found.kind}", [found]), told(found))
    assert found.faults() == []


@pytest.mark.full
@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_shipped_server_and_its_log_tell_nothing_either(
    templates: Templates, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = attacked(templates.copies(folder), folder, 9, over_http)
    with capsys.disabled():
        show(table("Anonymity over HTTP, with the log of the server", [found]), told(found))
    assert found.faults() == []


@KINDS
@pytest.mark.full
def test_in_twenty_runs_no_more_people_are_found_than_by_chance(
    kind: str, templates: Templates, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts: list[Verdict] = []
    for seed in range(1, RUNS + 1):
        found = kept(kind, seed)
        if found is None:
            found = verdict(templates, folder / str(seed), seed)
            keep(found, kind)
        verdicts.append(found)
        with capsys.disabled():
            print(f"{kind}, seed {seed}: {found.hits[TOGETHER]} of {PEOPLE}, {found.seconds:.0f} s")  # noqa: T201
    with capsys.disabled():
        bounds = f"at most {MOST_IN_A_RUN} in a run and {MOST_IN_TWENTY} in all"
        title = f"Anonymity on {kind}: hits of {PEOPLE} in each of {RUNS} runs; {bounds}"
        show(table(title, verdicts), told(verdicts[0]))
    assert total_faults(verdicts) == []


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.full])]
)
def test_in_a_build_that_leaks_nearly_everybody_is_found(
    kind: str, templates: Templates, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = attacked(templates.copies(folder), folder, 7, leaky)
    with capsys.disabled():
        show(table(f"A build that leaks on purpose, on {kind}", [found]), told(found))
    assert found.hits[TOGETHER] >= ENOUGH
    assert found.hits["L1"] >= ENOUGH
    assert {"L2", "L4"} <= {name for name, problems in found.problems.items() if problems}


@pytest.mark.full
@pytest.mark.postgresql
@pytest.mark.parametrize("kind", ["postgresql"])
def test_without_a_reshuffle_the_hidden_columns_of_postgresql_tell_the_order_of_answers(
    templates: Templates, folder: Path
) -> None:
    found = attacked(templates.copies(folder), folder, 8, never_reshuffled)
    hidden = [rho for name, rho in found.correlations.items() if name.endswith(("response ctid", "response xmin"))]
    assert min(hidden) > STRONGEST
