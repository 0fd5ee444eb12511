"""Interim releases of a rolling wave: whole half-years, closed cohorts, and never a difference of a few people."""

import json
import random
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from survey.reporting import read
from survey.reporting.publish import PublishedBeforeError, publish, publish_interim
from survey.reporting.reader import Reader
from survey.reporting.releases import CohortStillOpenError, NotOpenError, TooLittleChangedError
from survey.reporting.standing import standing
from survey.storage.engines import Store
from survey.storage.responses import Response
from survey.storage.studies import Cohort, PublicationRow, Stage, WaveRow
from tests.integration.reporting.fieldwork import QUESTIONNAIRE, STUDY, WAVE, Engines, load

SUMMER, WINTER, LATER = date(2026, 7, 20), date(2027, 1, 20), date(2027, 7, 20)
AGES = ("18_26", "27_36", "37_56")
READER = Reader("en", str)

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
"""The rules do not depend on the kind of database; reading by quarter is tested on both elsewhere."""


def variable() -> tuple[str, tuple[str, ...]]:
    """A breakdown of the study with its classes."""
    name = STUDY.results.breakdowns[0]
    item = next((each for each in QUESTIONNAIRE.items() if each.id == name), None)
    return name, (item.codes() if item else next(a for a in STUDY.attributes if a.id == name).codes())[:3]


def people(engines: Engines, period: str, sizes: tuple[int, ...]) -> None:
    """So many people in each class answer in a quarter; grades are spread."""
    name, classes = variable()
    chance = random.Random(period)
    rows = []
    for code, number in zip(classes, sizes, strict=False):
        for _ in range(number):
            answers: dict[str, Any] = {"grade": chance.choice([4, 5, 6, 7, 8, 9, 10]), name: code}
            shown = {name: code} if name in {each.id for each in STUDY.attributes} else {}
            rows.append(
                Response(
                    id=uuid.uuid4(), wave_id=WAVE, digest=QUESTIONNAIRE.digest(), pseudonym=None, attributes=shown,
                    language="nl", period=period, answers=answers,
                )
            )  # fmt: skip
    with Session(engines[Store.RESPONSES]) as session:
        session.add_all(rows)
        session.commit()


@pytest.fixture
def rolling(engines: Engines) -> Engines:
    """A wave that is open, with a closed cohort of spring and answers of it."""
    load(engines, Stage.OPEN)
    with Session(engines[Store.STUDIES]) as session:
        session.add(
            Cohort(
                id=f"{WAVE}/1",
                wave_id=WAVE,
                month="2026-04",
                stage=Stage.CLOSED,
                opens=date(2026, 4, 1),
                closes=date(2026, 5, 13),
            )
        )
        session.commit()
    people(engines, "2026Q2", (60, 50, 45))
    return engines


Publish = Callable[..., int]


@pytest.fixture
def interim(rolling: Engines) -> Publish:
    """Publish the open wave."""

    def run(today: date = SUMMER) -> int:
        with Session(rolling[Store.STUDIES]) as studies, Session(rolling[Store.RESPONSES]) as responses:
            return publish_interim(studies, responses, STUDY.id, "single", today)

    return run


def final(engines: Engines, today: date = LATER) -> int:
    with Session(engines[Store.STUDIES]) as session:
        session.execute(update(WaveRow).values(stage=Stage.CLOSED))
        session.commit()
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        return publish(studies, responses, STUDY.id, "single", today)


def stored(engines: Engines, publication: int) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The tables of a publication."""
    with Session(engines[Store.STUDIES]) as session:
        document = json.loads(session.get_one(PublicationRow, publication).document)
        return {(each["measure"], each["breakdown"]): each for each in document["tables"]}


def base(table: dict[str, Any]) -> int:
    return int(table["groups"][0]["base"])


def test_an_interim_release_has_the_answers_of_whole_half_years(rolling: Engines, interim: Publish) -> None:
    people(rolling, "2026Q3", (30, 30, 30))
    found = stored(rolling, interim())
    assert base(found["grade", None]) == 155
    with Session(rolling[Store.STUDIES]) as session:
        published = read.latest(session, STUDY.id)
        assert published is not None
        assert published.until == "2026Q2"
        told = read.result(published, "grade", None, READER)
        assert told is not None
        assert any("up to 2026Q2" in sentence for sentence in told.sentences)


def test_the_same_half_year_gives_the_same_release(rolling: Engines, interim: Publish) -> None:
    first = interim()
    people(rolling, "2026Q3", (30, 30, 30))
    assert interim(date(2026, 12, 1)) == first


def test_a_withdrawal_within_a_half_year_changes_no_release(rolling: Engines, interim: Publish) -> None:
    interim()
    with Session(rolling[Store.RESPONSES]) as session:
        session.delete(session.scalars(select(Response).limit(1)).one())
        session.commit()
    with pytest.raises(PublishedBeforeError, match="2026-07-20"):
        interim()


def test_a_release_in_which_everything_grew_by_groups_replaces_the_one_before(
    rolling: Engines, interim: Publish
) -> None:
    interim()
    people(rolling, "2026Q4", (70, 70, 70))
    second = interim(WINTER)
    name, classes = variable()
    found = stored(rolling, second)
    assert base(found["grade", None]) == 365
    assert [group["base"] for group in found["grade", name]["groups"]][: len(classes)] == [130, 120, 115]
    assert not [key for key, table in found.items() if "kept" in table and table["step"] != "nothing"]


def test_a_breakdown_of_which_a_group_changed_by_few_keeps_its_release(rolling: Engines, interim: Publish) -> None:
    first = interim()
    people(rolling, "2026Q4", (60, 60, 3))
    name, _ = variable()
    found = stored(rolling, interim(WINTER))
    assert base(found["grade", None]) == 278
    kept, before = found["grade", name], stored(rolling, first)["grade", name]
    assert kept["groups"] == before["groups"]
    assert kept["kept"] == {"day": "2026-07-20", "until": "2026Q2", "complete": 155}
    with Session(rolling[Store.STUDIES]) as session:
        published = read.latest(session, STUDY.id)
        assert published is not None
        told = read.result(published, "grade", name, READER)
        assert told is not None
        assert any("figures of 2026-07-20" in sentence for sentence in told.sentences)


def test_what_was_kept_is_compared_with_its_own_release(rolling: Engines, interim: Publish) -> None:
    """Three came to a group, then eight more: 11 since the release that is shown."""
    interim()
    people(rolling, "2026Q4", (60, 60, 3))
    interim(WINTER)
    people(rolling, "2027Q2", (40, 40, 40))
    name, classes = variable()
    found = stored(rolling, interim(LATER))
    assert "kept" not in found["grade", name]
    assert [group["base"] for group in found["grade", name]["groups"]][: len(classes)] == [160, 150, 88]


@pytest.mark.parametrize("came", [(1, 0, 0), (3, 3, 3)])
def test_too_few_new_answers_release_nothing(rolling: Engines, interim: Publish, came: tuple[int, ...]) -> None:
    interim()
    people(rolling, "2026Q4", came)
    with pytest.raises(TooLittleChangedError, match="release of 2026-07-20 too few answers"):
        interim(WINTER)


def test_the_final_publication_follows_the_interim_one_and_is_what_is_seen(rolling: Engines, interim: Publish) -> None:
    interim()
    people(rolling, "2026Q4", (70, 70, 70))
    last = final(rolling)
    with Session(rolling[Store.STUDIES]) as session:
        here = standing(session, STUDY.id)
        assert [each.id for each in here.publications] == [last]
        assert here.publications[0].until is None
        assert len(read.publications(session, STUDY.id)) == 2
    assert final(rolling) == last


def test_a_final_publication_that_differs_by_few_people_is_refused(rolling: Engines, interim: Publish) -> None:
    interim()
    people(rolling, "2026Q4", (2, 1, 1))
    with pytest.raises(TooLittleChangedError):
        final(rolling)


def test_a_final_publication_of_the_same_answers_is_made(rolling: Engines, interim: Publish) -> None:
    first = interim()
    assert final(rolling) != first


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.CLOSED])
def test_only_an_open_wave_has_interim_releases(rolling: Engines, interim: Publish, stage: Stage) -> None:
    with Session(rolling[Store.STUDIES]) as session:
        session.execute(update(WaveRow).values(stage=stage))
        session.commit()
    with pytest.raises(NotOpenError, match="without --interim"):
        interim()


def test_a_cohort_that_can_still_answer_holds_up_the_release(rolling: Engines, interim: Publish) -> None:
    with Session(rolling[Store.STUDIES]) as session:
        session.add(
            Cohort(
                id=f"{WAVE}/2",
                wave_id=WAVE,
                month="2026-06",
                stage=Stage.OPEN,
                opens=date(2026, 6, 25),
                closes=date(2026, 8, 6),
            )
        )
        session.commit()
    with pytest.raises(CohortStillOpenError, match="until 2026-08-06"):
        interim()
    assert interim(date(2026, 8, 7))
