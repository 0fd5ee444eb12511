"""The attack of a program lead on what is published: six waves here, two hundred with `make drill-disclosure`.

Each wave is published for real and read through the pages, tables and chart values. A naive build that only hides
groups of fewer than ten people loses to the same attack.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import canonical, described, digest_of
from survey.analysis.frames import Record, frame
from survey.cli.frame import Survey
from survey.reporting.publish import PublishedBeforeError, publish
from survey.storage.engines import writing
from survey.storage.studies import PublicationRow
from tests.drills.disclosure.attacks import findings
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.naive import naively_protected
from tests.drills.disclosure.reading import facts, pages
from tests.drills.disclosure.run import run
from tests.drills.disclosure.waves import DAY, Wave, add, publish_wave, questionnaire, study, wave
from tests.fixtures.staff import Visitor

SEEDS = range(6)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """An installation with a program lead."""
    with installed(tmp_path_factory.mktemp("attacked")) as found:
        yield found


@pytest.fixture(scope="module")
def lead(survey: Survey) -> Visitor:
    """The attacker."""
    return lead_of(survey)


@pytest.fixture(scope="module")
def attacked(survey: Survey) -> dict[int, Wave]:
    """The waves, published."""
    found = {seed: wave(seed) for seed in SEEDS}
    for each in found.values():
        publish_wave(survey, each)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_about_few_people_can_be_worked_out(lead: Visitor, attacked: dict[int, Wave], seed: int) -> None:
    served = pages(lead, attacked[seed].study)
    known = facts(served)
    assert known
    assert findings(attacked[seed], known) == []


def test_large_waves_are_served_by_every_variable(lead: Visitor, attacked: dict[int, Wave]) -> None:
    variables = {fact.variable for fact in facts(pages(lead, attacked[3].study)) if fact.answers}
    assert len(variables) > 2, "an attack on nothing proves nothing"


def test_one_more_answer_changes_no_byte_of_what_is_served(
    survey: Survey, lead: Visitor, attacked: dict[int, Wave]
) -> None:
    last = attacked[2]
    before = pages(lead, last.study)
    add(survey, last, last.people[0])
    assert pages(lead, last.study).keys() == before.keys()
    assert {address: _steady(text) for address, text in pages(lead, last.study).items()} == {
        address: _steady(text) for address, text in before.items()
    }
    with (
        survey.stores.studies() as studies,
        survey.stores.responses() as responses,
        pytest.raises(PublishedBeforeError),
    ):
        publish(studies, responses, last.study, "single", DAY)


def _steady(text: str) -> str:
    """A page without its nonce and form token, which are new each time."""
    return "\n".join(line for line in text.splitlines() if "nonce" not in line and "csrf" not in line)


@pytest.mark.parametrize(
    "tampered",
    [
        "opinion?by=unknown", "opinion?by=age&by=town", "opinion?by=opinion", "unknown", "opinion.age", "age?by=town",
        "opinion?wave=other", "opinion?unknown=1", "mark?by=", "..%2Fwave-1", "opinion?by=register:age",
    ],
)  # fmt: skip
def test_what_is_tampered_with_is_answered_like_what_is_not_there(
    lead: Visitor, attacked: dict[int, Wave], tampered: str
) -> None:
    there = lead.get(f"/dashboard/{attacked[0].study}/{tampered}")
    nowhere = lead.get("/dashboard/nowhere/nothing")
    if there.status_code == 200:
        assert tampered.endswith("by="), "an empty choice is the total"
    else:
        assert (there.status_code, _steady(there.text)) == (404, _steady(nowhere.text))


def test_a_build_that_only_hides_small_groups_loses(survey: Survey, lead: Visitor, attacked: dict[int, Wave]) -> None:
    lost = {}
    for seed in (0, 1):
        _publish_naively(survey, attacked[seed])
        found = findings(attacked[seed], facts(pages(lead, attacked[seed].study)))
        lost[attacked[seed].study] = {kind: sum(each.startswith(kind) for each in found) for kind in ("B", "C", "D/E")}
    print(json.dumps(lost))  # noqa: T201 - how many numbers the naive build loses
    assert all(sum(counts.values()) for counts in lost.values())
    assert not [each for each in found if each.startswith("read wrongly")]


def _publish_naively(survey: Survey, wave_: Wave) -> None:
    """Put the tables of a naive build in place of those that were published."""
    asked = questionnaire()
    raw = tabulate(frame(asked, [Record(person) for person in wave_.people]), study(wave_.study), asked)
    with survey.stores.studies() as session:
        row = writing(session).query(PublicationRow).filter_by(study_id=wave_.study).one()
        document = json.loads(row.document) | {"tables": described(naively_protected(raw))}
        text = canonical(document)
        session.execute(
            update(PublicationRow).where(PublicationRow.id == row.id).values(document=text, digest=digest_of(text))
        )
        session.commit()


def test_the_drill_keeps_what_it_has_done(tmp_path: Path) -> None:
    kept = tmp_path / "done.json"
    assert run(1, kept) == {"0": []}
    kept.write_text(json.dumps({"0": ["B as it was"]}))
    assert run(1, kept) == {"0": ["B as it was"]}, "a wave that is done is not attacked again"
