"""Themes: agreement of two coders, and which themes may be published."""

import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from survey.analysis.agreement import alpha, kappa
from survey.analysis.disclosure import Kind, Rules
from survey.analysis.readings import Codes, Reading
from survey.analysis.themes import agreements, overall, table_of
from survey.cli.demo.own_words import TOPICS, TRAVEL, found_by, written
from survey.reporting.open_answers.standing import Coder

A, NONE = frozenset("a"), frozenset[str]()
CODES = [topic.code for topic in (*TOPICS, TRAVEL)]


def readings(*counts: tuple[Codes, Codes, int]) -> list[Reading]:
    return [Reading(first, second) for first, second, number in counts for _ in range(number)]


def test_the_table_of_the_statistics_gives_its_kappa() -> None:
    """20/5/10/15 gives .40 (docs/statistics.md)."""
    (found,) = agreements(readings((A, A, 20), (A, NONE, 5), (NONE, A, 10), (NONE, NONE, 15)), ["a"])
    assert (found.both, found.first, found.second, found.neither) == (20, 5, 10, 15)
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.40)


def test_three_hundred_answers_of_two_coders_agree_as_the_functions_for_agreement_say() -> None:
    answers = written(300)
    first, second = (found_by(coder, answers) for coder in (Coder.FIRST, Coder.SECOND))
    both = [Reading(*pair) for pair in zip(first, second, strict=True)]
    assert len(both) == 300
    found = {each.theme: each for each in agreements(both, CODES)}
    for code in CODES:
        one, other = ([code in each for each in coder] for coder in (first, second))
        pairs = list(zip(one, other, strict=True))
        counts = [[pairs.count((a, b)) for b in (True, False)] for a in (True, False)]
        assert found[code].kappa == kappa(counts)
        assert found[code].alpha == alpha([[float(each) for each in one], [float(each) for each in other]])
        elsewhere, here = cohens_kappa(counts), found[code].kappa
        assert here is not None
        assert (here.value, here.error) == pytest.approx((elsewhere.kappa, elsewhere.std_kappa))
    texts, same, whole = overall(both)
    assert (texts, same) == (300, sum(a == b for a, b in zip(first, second, strict=True)))
    sets = {codes: float(place) for place, codes in enumerate({*first, *second})}
    told = alpha([[sets[each] for each in coder] for coder in (first, second)])
    assert whole is not None
    assert whole.value == pytest.approx(told.value)
    assert 0.6 < whole.value < 0.95


def test_texts_that_one_coder_read_are_left_out() -> None:
    (found,) = agreements([*readings((A, A, 3), (NONE, NONE, 3)), Reading(A, None)], ["a"])
    assert (found.both, found.neither) == (3, 3)


@pytest.mark.parametrize("codes", [A, NONE])
def test_where_there_is_nothing_to_differ_about_agreement_has_no_meaning(codes: Codes) -> None:
    (found,) = agreements(readings((codes, codes, 5)), ["a"])
    assert (found.kappa, found.alpha) == (None, None)
    assert overall(readings((codes, codes, 5))) == (5, 5, None)
    assert overall([]) == (0, 0, None)


@pytest.mark.parametrize(
    ("mentions", "base", "shown"),
    [(5, 30, True), (4, 30, False), (0, 30, False), (5, 29, True), (4, 29, False), (25, 29, False), (9, 9, False)],
)
def test_a_theme_below_the_threshold_is_not_even_named(mentions: int, base: int, shown: bool) -> None:
    given = readings((A, A, mentions), (NONE, NONE, base - mentions))
    table = table_of("own_words", "tell_us", given, ["a"], Rules())
    assert table.codes == (("a",) if shown else ())
    assert (table.kind, table.breakdown, table.groups[0].counts) == (
        Kind.MENTIONS,
        None,
        ((mentions,) if shown else ()),
    )


def test_the_base_is_all_who_wrote_something() -> None:
    table = table_of("own_words", "tell_us", readings((A, A, 12), (NONE, NONE, 28)), ["a"], Rules())
    assert (table.groups[0].n, table.groups[0].shown, table.groups[0].counts) == (40, 40, (12,))
