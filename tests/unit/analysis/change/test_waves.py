"""Two waves joined by pseudonym: linkage, and how those who left differed at the start."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from survey.analysis.change.waves import DoublePseudonymError, Waves

NAN = float("nan")


def wave(people: Mapping[Any, tuple[float, str | None]]) -> pd.DataFrame:
    """A frame with a grade and paid work, by pseudonym."""
    frame = pd.DataFrame(
        {
            "grade": pd.array([grade for grade, _ in people.values()], dtype="Float64"),
            "work": pd.Categorical([work for _, work in people.values()], ["yes", "no"], ordered=True),
        }
    )
    return frame.set_index(pd.Index(list(people), dtype=object))


EARLIER = wave({"a": (8, "yes"), "b": (6, "no"), "c": (7, "yes"), "d": (9, None), "e": (4, "no")})
LATER = wave({"c": (5, "no"), "a": (7, "yes"), "z": (10, "yes"), "d": (9, "yes")})


def test_linkage_counts_both_waves_and_those_in_both() -> None:
    linkage = Waves(EARLIER, LATER).linkage()
    assert (linkage.earlier, linkage.later, linkage.linked, linkage.retained()) == (5, 4, 3, Fraction(3, 5))
    assert Waves(EARLIER.iloc[:0], LATER).linkage().retained() is None


def test_pairs_stand_in_the_same_order_of_people() -> None:
    before, after = Waves(EARLIER, LATER).pairs("grade")
    assert (before.tolist(), after.tolist()) == ([8, 7, 9], [7, 5, 9])
    before, after = Waves(EARLIER, LATER).pairs("work")
    assert before.tolist() == pytest.approx([1, 1, NAN], nan_ok=True)
    assert after.tolist() == [1, 2, 1]


def test_responses_without_a_pseudonym_count_and_are_in_no_pair() -> None:
    unlinked = wave({None: (8, "yes")})
    waves = Waves(pd.concat([EARLIER, unlinked, unlinked]), pd.concat([LATER, unlinked]))
    assert (waves.linkage().earlier, waves.linkage().later, waves.linkage().linked) == (7, 5, 3)
    assert len(waves.pairs("grade")[0]) == 3


def test_a_person_twice_in_one_wave_is_refused() -> None:
    with pytest.raises(DoublePseudonymError):
        Waves(pd.concat([EARLIER, EARLIER.iloc[:1]]), LATER)


def test_stayers_and_leavers_are_compared_at_the_start() -> None:
    attrition = Waves(EARLIER, LATER).attrition(["grade", "work"])
    assert (attrition.stayers, attrition.leavers, attrition.model) == (3, 2, None)
    grade, yes, no = attrition.differences
    assert (grade.name, grade.stayers, grade.leavers) == ("grade", 8, 5)
    assert grade.standardised == pytest.approx(3 / ((1 + 2) / 2) ** 0.5)
    assert (yes.name, yes.stayers, yes.leavers, yes.standardised) == ("work[yes]", 1, 0, None)
    assert (no.name, no.stayers, no.leavers) == ("work[no]", 0, 1)


def test_a_share_is_standardised_by_its_own_spread() -> None:
    people = {number: (7.0, "yes" if number % 2 else "no") for number in range(40)}
    stayers = {number: each for number, each in people.items() if number % 4 != 1}
    yes = Waves(wave(people), wave(stayers)).attrition(["work"]).differences[0]
    assert (yes.stayers, yes.leavers) == pytest.approx((1 / 3, 1))
    assert yes.standardised == pytest.approx((1 / 3 - 1) / ((2 / 9 + 0) / 2) ** 0.5)


def test_nobody_left() -> None:
    attrition = Waves(EARLIER, EARLIER).attrition(["grade"])
    assert (attrition.leavers, attrition.differences[0].standardised, attrition.model) == (0, None, None)
    assert np.isnan(attrition.differences[0].leavers)


def test_with_people_enough_staying_is_modelled() -> None:
    rng = np.random.default_rng(2)
    grades = rng.integers(1, 11, 200)
    people = {number: (float(grade), rng.choice(["yes", "no"])) for number, grade in enumerate(grades)}
    stayers = {number: each for number, each in people.items() if rng.random() < each[0] / 11}
    model = Waves(wave(people), wave(stayers)).attrition(["grade", "work"]).model
    assert model is not None
    assert model["grade"].interval.low > 0
    assert [each.name for each in model.coefficients] == ["intercept", "grade", "work[no]"]
