"""The shelf: where studies stand that were loaded, with the words of their waves; and what stands on it."""

import pytest
from sqlalchemy import update

from survey.fieldwork import pauses, shelf
from survey.fieldwork.shelf import Entry, Standing
from survey.questionnaires.study import Purpose
from survey.storage.engines import Store
from survey.storage.studies import Stage, WaveRow
from tests.fixtures.studies import a_study, a_wave, both

from .ground import Ground

PLANNED, OPENING, OPEN, CLOSED = Stage.PLANNED, Stage.OPENING, Stage.OPEN, Stage.CLOSED


def entries(ground: Ground) -> list[Entry]:
    with ground.session(Store.STUDIES) as session:
        return shelf.entries(session)


def put(ground: Ground, *stages: Stage) -> None:
    """A study whose waves are at these stages, in this order."""
    names = [f"wave_{number}" for number in range(len(stages))]
    ground.load(a_study(waves=[a_wave(name) for name in names]))
    with ground.session(Store.STUDIES) as session:
        for name, stage in zip(names, stages, strict=True):
            session.execute(update(WaveRow).where(WaveRow.name == name).values(stage=stage))
        session.commit()


def test_an_empty_shelf_has_no_entries(ground: Ground) -> None:
    assert entries(ground) == []
    with ground.session(Store.STUDIES) as session:
        assert shelf.entry(session, "proef") is None


@pytest.mark.parametrize(
    ("stages", "standing"),
    [
        ((PLANNED,), Standing.PREPARING),
        ((PLANNED, PLANNED), Standing.PREPARING),
        ((OPENING,), Standing.FIELD),
        ((OPEN,), Standing.FIELD),
        ((OPEN, PLANNED), Standing.FIELD),
        ((CLOSED, PLANNED), Standing.FIELD),
        ((CLOSED, OPEN), Standing.FIELD),
        ((CLOSED,), Standing.CLOSED),
        ((CLOSED, CLOSED), Standing.CLOSED),
    ],
)
def test_a_study_stands_where_its_waves_stand(ground: Ground, stages: tuple[Stage, ...], standing: Standing) -> None:
    put(ground, *stages)
    (entry,) = entries(ground)
    assert entry.standing is standing
    assert sorted(stage for _words, stage in entry.stages) == sorted(stages)


def test_a_study_from_a_file_has_its_words_and_was_not_prepared_here(ground: Ground) -> None:
    ground.load(a_study(waves=[a_wave("single", text=both("Najaar"))]))
    (entry,) = entries(ground)
    assert (entry.id, entry.prepared, entry.is_paused, entry.purpose) == ("proef", False, False, Purpose.TEST)
    assert [dict(words) for words, _stage in entry.stages] == [both("Najaar")]
    assert entry.named("nl") == "Wat vindt u?"
    assert entry.named("fr") in both("Wat vindt u?").values()


def test_studies_stand_by_their_ids(ground: Ground) -> None:
    for name in ("zomer", "anders", "herfst"):
        ground.load(a_study(id=name))
    assert [each.id for each in entries(ground)] == ["anders", "herfst", "zomer"]


@pytest.mark.parametrize(
    ("name", "purpose", "shown"),
    [
        ("proef-trial", Purpose.TEST, False),
        ("proef-trial", Purpose.DEMO, True),
        ("proef-trials", Purpose.TEST, True),
        ("trial", Purpose.TEST, True),
    ],
)
def test_only_trials_do_not_stand_there(ground: Ground, name: str, purpose: Purpose, shown: bool) -> None:
    ground.load(a_study(id=name, purpose=purpose))
    assert [each.id for each in entries(ground)] == ([name] if shown else [])


def test_one_paused_study_does_not_pause_another(ground: Ground) -> None:
    study = ground.opened()
    ground.load(a_study(id="anders"))
    pauses.pause(ground.field(), study, "Vakantie")
    assert {each.id: each.is_paused for each in entries(ground)} == {"proef": True, "anders": False}
    pauses.go_on(ground.field(), study)
    assert not any(each.is_paused for each in entries(ground))


def test_reading_the_shelf_changes_nothing(ground: Ground) -> None:
    ground.opened()
    before = ground.content(Store.STUDIES)
    with ground.session(Store.STUDIES) as session:
        shelf.entries(session)
        assert not session.dirty
        session.commit()
    assert ground.content(Store.STUDIES) == before


def test_a_demonstration_says_that_it_is_one(ground: Ground) -> None:
    ground.load(a_study(purpose=Purpose.DEMO))
    assert [each.purpose for each in entries(ground)] == [Purpose.DEMO]
