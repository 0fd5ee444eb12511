"""What the trial of a study is called, and which studies are trials."""

import pytest

from survey.fieldwork import trials
from survey.storage.studies import StudyRow


@pytest.mark.parametrize(
    ("study", "trial"),
    [
        ("proef", "proef-trial"),
        ("proef-", "proef-trial"),
        ("x" * 54, "x" * 54 + "-trial"),
        ("x" * 55, "x" * 54 + "-trial"),
        ("x" * 53 + "-yy", "x" * 53 + "-trial"),
        ("proef-trial", "proef-trial-trial"),
    ],
)
def test_a_trial_is_called_after_its_study_within_what_an_id_may_be(study: str, trial: str) -> None:
    assert trials.trial_id(study) == trial
    assert len(trial) <= 60


@pytest.mark.parametrize(
    ("name", "purpose", "found"),
    [
        ("proef-trial", "test", True),
        ("proef-trial", "real", False),
        ("proef-trial", "demo", False),
        ("proef", "test", False),
        ("trial", "test", False),
    ],
)
def test_a_trial_has_the_name_and_the_purpose_of_one(name: str, purpose: str, found: bool) -> None:
    assert trials.is_trial(StudyRow(id=name, purpose=purpose)) is found


def test_what_is_not_there_is_no_trial() -> None:
    assert trials.is_trial(None) is False
