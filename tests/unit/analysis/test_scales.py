"""Answers as numbers: whatever is no point of the scale is NaN."""

import numpy as np
import pandas as pd
import pytest

from survey.analysis.frames import Record, frame
from survey.analysis.scales import TooFewError, at_least, known, known_pairs, points
from survey.questionnaires.catalogue import questionnaire

QUESTIONNAIRE = questionnaire("work-as-value")


def test_a_choice_counts_its_points_from_1_and_dont_know_is_none() -> None:
    answers = ["not_at_all", "very_important", "dont_know", None]
    coded = frame(QUESTIONNAIRE, [Record({"value_use__a": answer}) for answer in answers])
    assert points(coded["value_use__a"]).tolist() == pytest.approx([1, 5, np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize("dtype", ["Int8", "Int64", "Float64"])
def test_grades_and_amounts_stay_what_they_are(dtype: str) -> None:
    column = pd.Series([7, None, 10], dtype=pd.api.types.pandas_dtype(dtype))
    assert points(column).tolist() == pytest.approx([7, np.nan, 10], nan_ok=True)


def test_only_who_has_both_is_a_pair() -> None:
    assert known([1, np.nan, 3]).tolist() == [1, 3]
    first, second = known_pairs([1, np.nan, 3, 4], [5, 6, np.nan, 8])
    assert (first.tolist(), second.tolist()) == ([1, 4], [5, 8])


def test_too_few_is_said_with_what_and_how_many() -> None:
    at_least(2, 2, "A mean")
    with pytest.raises(TooFewError, match="A mean needs at least 2 answers; there are 1"):
        at_least(1, 2, "A mean")
