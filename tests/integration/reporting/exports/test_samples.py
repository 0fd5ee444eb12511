"""Samples: what leaves the databases for a file, and what never does."""

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from survey.languages import translator
from survey.reporting.exports.described import CASE, PERSON
from survey.reporting.exports.samples import (
    CannotBeJoinedError,
    NoSuchWaveError,
    NotClosedError,
    OtherVersionError,
    Sample,
    samples,
)
from survey.reporting.exports.table import table
from survey.reporting.exports.words import Words
from survey.storage.engines import Store
from survey.storage.responses import Response
from survey.storage.studies import Stage
from tests.fixtures.studies import a_study, a_wave

from .ground import Engines, answer, load, write

NUMBERS = [{"grade": 1 + number % 10, "recommend": None} for number in range(200)]


def taken(engines: Engines, *waves: str) -> list[Sample]:
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        return samples(studies, responses, "proef", waves or ("single",))


def test_two_exports_have_another_order_and_the_same_content(engines: dict[Store, Engine]) -> None:
    load(engines, a_study())
    answer(engines, NUMBERS)
    first, second = (
        [each.record.answers["grade"] for each in taken(engines)[0].answered] for _time in ("first", "second")
    )
    assert first != second
    assert sorted(map(str, first)) == sorted(map(str, second)) == sorted(str(each["grade"]) for each in NUMBERS)


def test_one_wave_has_no_labels_and_no_ids(engines: dict[Store, Engine]) -> None:
    load(engines, a_study())
    answer(engines, NUMBERS[:20])
    (sample,) = taken(engines)
    assert {each.labels for each in sample.answered} == {None}
    columns = set(table(sample, Words("nl", translator("nl").gettext)).frame.columns)
    assert not columns & {PERSON, CASE, "id", "pseudonym", "trajectory"}


@pytest.fixture
def two_waves(engines: dict[Store, Engine]) -> dict[Store, Engine]:
    """200 people in two waves, whose grade tells who they are."""
    load(engines, a_study(waves=[a_wave("before"), a_wave("after"), a_wave("coach", audience="job_coach")]))
    grades = [{"grade": number % 10 + 1, "good": ["kind"] if number % 20 < 10 else None} for number in range(200)]
    answer(engines, grades, "before")
    answer(engines, grades, "after")
    return engines


def test_joined_waves_have_fresh_labels_that_join_the_same_people(two_waves: dict[Store, Engine]) -> None:
    before, after = taken(two_waves, "before", "after")
    answers = {each.labels: each.record.answers for each in before.answered}
    assert len(answers) == 200
    assert all(answers[each.labels] == each.record.answers for each in after.answered)
    labels = {label for each in before.answered if each.labels for label in (each.labels.person, each.labels.case)}
    assert len(labels) == 400
    assert all(label.isalpha() and len(label) == 14 for label in labels)
    again = {each.labels for each in taken(two_waves, "before", "after")[0].answered}
    assert not again & answers.keys()


@pytest.mark.parametrize("waves", [("before", "coach"), ("before", "before")])
def test_other_audiences_and_the_same_wave_twice_are_not_joined(
    two_waves: dict[Store, Engine], waves: tuple[str, str]
) -> None:
    with pytest.raises(CannotBeJoinedError):
        taken(two_waves, *waves)


def test_a_study_that_links_nobody_is_not_joined(engines: dict[Store, Engine]) -> None:
    load(engines, a_study(mode="unlinked", waves=[a_wave("before"), a_wave("after")]))
    with pytest.raises(CannotBeJoinedError, match="linked study"):
        taken(engines, "before", "after")


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.OPENING, Stage.OPEN, Stage.CLOSING])
def test_a_wave_that_is_not_closed_is_refused(engines: dict[Store, Engine], stage: Stage) -> None:
    load(engines, a_study(), stage)
    with pytest.raises(NotClosedError, match="survey studies close proef single"):
        taken(engines)


def test_an_unknown_wave_is_refused(engines: dict[Store, Engine]) -> None:
    load(engines, a_study())
    with pytest.raises(NoSuchWaveError, match="no wave “spring”"):
        taken(engines, "spring")


def test_answers_to_another_version_are_refused(engines: dict[Store, Engine]) -> None:
    load(engines, a_study())
    answer(engines, NUMBERS[:3])
    with Session(engines[Store.RESPONSES]) as session:
        session.execute(update(Response).values(digest="0" * 64))
        session.commit()
    with pytest.raises(OtherVersionError):
        taken(engines)


def test_peoples_own_words_come_without_anything_else(engines: dict[Store, Engine]) -> None:
    load(engines, a_study())
    answer(engines, NUMBERS[:3])
    write(engines, ["Druk", "=1+1"])
    assert sorted(taken(engines)[0].texts) == [("why", "=1+1"), ("why", "Druk")]
