"""Designs in the database: loaded, found, replaced until fieldwork begins, and frozen from then on."""

import pytest

from survey.fieldwork import designs
from survey.fieldwork.designs import StudyInFieldError, UnknownStudyError, UnknownWaveError
from survey.fieldwork.waves import close_wave
from survey.storage.engines import Store
from survey.storage.studies import Snapshot, StudyRow, WaveRow
from tests.fixtures.studies import AGE, a_questionnaire, a_study, a_wave, both

from .ground import TODAY, Ground


def test_a_design_comes_back_as_it_was_loaded(ground: Ground) -> None:
    study = ground.load(a_study(attributes=[AGE], waves=[a_wave("baseline"), a_wave("six_months")]))
    with ground.session(Store.STUDIES) as session:
        assert designs.find(session, "proef") == study
        assert designs.overview(session) == [("proef", "baseline", "planned"), ("proef", "six_months", "planned")]
    (row,) = ground.rows(Store.STUDIES, StudyRow)
    assert (row.mode, row.purpose, row.loaded) == ("linked", "test", TODAY)


def test_an_unknown_study_or_wave_is_named_with_those_that_are_there(ground: Ground) -> None:
    study = ground.load()
    ground.load(a_study(id="anders"))
    with ground.session(Store.STUDIES) as session:
        with pytest.raises(UnknownStudyError, match=r"no study “x”\. Loaded: anders, proef"):
            designs.find(session, "x")
        with pytest.raises(UnknownWaveError, match=r"no wave “x”\. It has: single"):
            designs.find_wave(session, study, "x")


def test_a_wave_is_found_with_its_study_and_the_questionnaire_that_it_asks(ground: Ground) -> None:
    study = ground.load()
    with ground.session(Store.STUDIES) as session:
        wave = designs.frozen_wave(session, "proef/single")
        assert designs.frozen_wave(session, "proef/other") is None
    assert wave is not None
    assert (wave.study, wave.questionnaire, wave.wave.id) == (study, ground.questionnaire, "single")
    assert wave.digest == ground.questionnaire.digest()


def test_a_design_is_replaced_until_fieldwork_begins(ground: Ground) -> None:
    ground.load()
    ground.questionnaire = a_questionnaire(title=both("Andere titel"))
    ground.load(a_study(waves=[a_wave("first")]))
    with ground.session(Store.STUDIES) as session:
        assert designs.overview(session) == [("proef", "first", "planned")]
        wave = designs.frozen_wave(session, "proef/first")
    assert wave is not None
    assert wave.questionnaire.title == both("Andere titel")


@pytest.mark.parametrize("closed", [False, True])
def test_a_design_whose_fieldwork_has_begun_is_frozen(ground: Ground, closed: bool) -> None:
    study = ground.opened()
    if closed:
        close_wave(ground.field(), study, "single")
    before = ground.content(Store.STUDIES)
    with pytest.raises(StudyInFieldError, match="--as"):
        ground.load(a_study(mode="unlinked"))
    assert ground.content(Store.STUDIES) == before


def test_two_studies_share_the_snapshot_of_the_same_questionnaire(ground: Ground) -> None:
    ground.load()
    ground.load(a_study(id="anders"))
    assert ground.count(Store.STUDIES, Snapshot) == 1
    assert {wave.digest for wave in ground.rows(Store.STUDIES, WaveRow)} == {ground.questionnaire.digest()}
