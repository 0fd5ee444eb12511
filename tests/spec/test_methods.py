"""Every result tells how it was made: definition, base, formula, options and software, in Dutch and English."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

from survey.analysis.agreement import Level, alpha, kappa
from survey.analysis.capability import CapabilitySet
from survey.analysis.change.flips import flips_of
from survey.analysis.change.paired import paired_change
from survey.analysis.change.ranks import signed_ranks
from survey.analysis.comparison.families import benjamini_hochberg, holm
from survey.analysis.comparison.levels import compare_means, compare_ranks, difference
from survey.analysis.comparison.shares import compare_shares
from survey.analysis.frames import Record, frame
from survey.analysis.grades import mean_estimate, median_estimate, nps
from survey.analysis.method import Method
from survey.analysis.models.clustering import clustering
from survey.analysis.models.drivers import drivers
from survey.analysis.models.ordinal import ordinal
from survey.analysis.models.regression import linear, logistic
from survey.analysis.models.terms import terms
from survey.analysis.needs import needs_by_role
from survey.analysis.trajectories import association
from survey.analysis.weighting.design import Design, weighted_mean, weighted_share
from survey.analysis.weighting.nonresponse import against_frame
from survey.analysis.weighting.raking import rake
from survey.analysis.work_over_time import composition, flows, index_lines
from survey.languages import translator
from survey.questionnaires.catalogue import questionnaire

RNG = np.random.default_rng(12)
X = RNG.normal(size=120)
Y = X + RNG.normal(size=120)
COACHES = [number % 15 for number in range(120)]
FRAME = pd.DataFrame({"x": X})
SCALE = np.digitize(Y, [-0.5, 0.5]) + 1.0
MONTHS = pd.DataFrame({"months": [0, 0, 3], "status": ["paid", "none", "paid"], "hours": [20.0, 24, 30]})
ONES = np.full((3, 7), 4.0)
NEEDS = frame(questionnaire("needs-by-role"), [Record({"role": "employer", "needs": ["methods"]})] * 12)
CLASSES = {"sex": ["m", "w"] * 10}

RESULTS: dict[str, Callable[[], Method]] = {
    "capability": lambda: CapabilitySet(tuple("abcdefg"), ONES, ONES, ONES, np.ones(3, dtype=bool)).method(
        prorate=True
    ),
    "mean": lambda: mean_estimate(X, 1561).method,
    "median": lambda: median_estimate(X).method,
    "recommendation": lambda: nps(60, 50, 27, 1561).method,
    "weighted mean": lambda: weighted_mean(X, Design.of(120, np.abs(Y) + 1, COACHES, 84)).method,
    "weighted share": lambda: weighted_share(X > 0, Design.of(120)).method,
    "weights": lambda: rake(CLASSES, {"sex": {"m": 12, "w": 8}}).method,
    "nonresponse": lambda: against_frame({"m": 50, "w": 40}, {"m": 10, "w": 20}).method,
    "paired": lambda: paired_change(X, Y).method,
    "ranks": lambda: signed_ranks(X, Y).method,
    "ranks, exact": lambda: signed_ranks(X[:9], Y[:9]).method,
    "flips": lambda: flips_of([[70, 15], [6, 9]]).method,
    "flips, exact": lambda: flips_of([[70, 1], [6, 9]]).method,
    "two groups": lambda: difference(X, Y).method,
    "groups": lambda: compare_means([X, Y]).method,
    "groups by rank": lambda: compare_ranks([X, Y]).method,
    "shares": lambda: compare_shares([[12, 26, 99], [20, 30, 60]]).method,
    "shares, exact": lambda: compare_shares([[2, 15], [6, 5]]).method,
    "holm": lambda: holm([0.1, 0.2]).method,
    "bh": lambda: benjamini_hochberg([0.1, 0.2]).method,
    "linear": lambda: linear(terms(FRAME, Y, ["x"], COACHES)).method,
    "logistic": lambda: logistic(terms(FRAME, (Y > 0).astype(float), ["x"])).method,
    "ordinal": lambda: ordinal(terms(FRAME, SCALE, ["x"], COACHES)).method,
    "clustering": lambda: clustering(Y, COACHES).method,
    "drivers": lambda: drivers({"x": X}, Y).method,
    "trajectories": lambda: association(X, Y, COACHES).method,
    "needs": lambda: needs_by_role(NEEDS, "role", "needs", 10).method,
    "composition": lambda: composition(MONTHS, ["paid", "none"])[0].method,
    "index": lambda: index_lines(MONTHS, ["hours"])[0].method,
    "flows": lambda: flows(MONTHS["status"], MONTHS["status"], ["paid", "none"]).method,
    "kappa": lambda: kappa([[20, 5], [10, 15]]).method,
    **{f"alpha, {level}": lambda level=level: alpha([[1, 2, 3, 3], [1, 2, 3, 2]], level).method for level in Level},  # type: ignore[misc]
}
ASSOCIATIONS = (
    "two groups", "groups", "groups by rank", "shares", "shares, exact", "linear", "logistic", "ordinal", "drivers",
    "trajectories", "composition", "index", "flows",
)  # fmt: skip


def told(method: Method, language: str) -> Iterator[str]:
    """The sentences of a method."""
    yield from method.told(translator(language).gettext)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", RESULTS)
def test_a_text_is_whole_sentences_with_everything_filled_in(name: str, language: str) -> None:
    sentences = list(told(RESULTS[name](), language))
    assert len(sentences) >= 4
    for sentence in sentences:
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert sentences[1].startswith({"en": "Base: ", "nl": "Basis: "}[language])
    assert sentences[-1].startswith({"en": "Calculated with Python ", "nl": "Berekend met Python "}[language])


@pytest.mark.parametrize("name", RESULTS)
def test_dutch_is_dutch_throughout(name: str) -> None:
    method = RESULTS[name]()
    assert set(told(method, "nl")).isdisjoint(told(method, "en"))


@pytest.mark.parametrize("name", ASSOCIATIONS)
def test_a_comparison_says_samenhang_geen_effect(name: str) -> None:
    assert "Dit is samenhang, geen effect." in told(RESULTS[name](), "nl")


@pytest.mark.parametrize("name", RESULTS)
def test_no_text_claims_an_effect(name: str) -> None:
    said = " ".join(told(RESULTS[name](), "nl")).replace("Dit is samenhang, geen effect.", "")
    assert "effect" not in said.lower().replace("designeffect", "")
    assert not any(word in said.lower() for word in ("oorzaak", "dankzij", "leidt tot", "zorgt voor"))
