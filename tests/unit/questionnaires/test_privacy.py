"""What a study tells about data, as a value."""

from datetime import date
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from survey.questionnaires import catalogue
from survey.questionnaires.privacy import Dpia, LegalBasis, Privacy
from survey.questionnaires.study import Purpose, Study
from tests.fixtures.studies import a_dpia, a_privacy, a_study

STUDIES = [catalogue.load_study_file(path)[0] for path in catalogue.shipped_studies().values()]


def test_a_date_and_months_are_read_as_they_are_written() -> None:
    told = Privacy.model_validate(a_privacy())
    assert (told.changed, told.legal_basis) == (date(2026, 11, 22), LegalBasis.PUBLIC_TASK)
    assert (told.retention.contacts, told.retention.keys, told.retention.answers) == (3, 12, 60)


@pytest.mark.parametrize(
    "wrong",
    [
        {"legal_basis": "curiosity"},
        {"officer": {"name": "Functionaris"}},
        {"officer": {"name": "Functionaris", "email": "nobody"}},
        {"retention": {"contacts": 3, "keys": 3}},
        {"retention": {"contacts": -1, "keys": 3, "answers": 60}},
        {"retention": {"contacts": 3, "keys": 3, "answers": 1000}},
        {"changed": "last week"},
        {"controller": {}},
    ],
    ids="-".join,
)
def test_what_is_missing_or_impossible_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Privacy.model_validate(a_privacy(**wrong))


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.id)
def test_every_shipped_study_tells_in_all_its_languages_what_happens_with_data(study: Study) -> None:
    assert study.purpose is Purpose.REAL
    assert study.privacy is not None
    assert study.privacy.law is not None
    for wording in (study.privacy.controller, study.privacy.law):
        assert set(wording) == set(study.languages)


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.id)
def test_no_shipped_study_says_that_it_was_assessed_and_each_shows_how_to_say_so(study: Study) -> None:
    assert study.dpia is None
    written = catalogue.shipped_studies()[study.id].read_text("utf-8")
    line = next(line.removeprefix("# ") for line in written.splitlines() if line.startswith("# dpia: "))
    assert Dpia.model_validate(yaml.safe_load(line)["dpia"]).reference == "DPIA 2026-01"


@pytest.mark.parametrize("missing", ["reference", "approved_by", "date"])
def test_an_assessment_without_reference_approver_or_date_is_none(missing: str) -> None:
    with pytest.raises(ValidationError):
        Dpia.model_validate({key: value for key, value in a_dpia().items() if key != missing})


def test_it_is_kept_with_the_study_in_the_database() -> None:
    study = a_study(privacy=a_privacy(), dpia=a_dpia())
    assert Study.model_validate_json(study.model_dump_json(exclude_none=True)) == study
