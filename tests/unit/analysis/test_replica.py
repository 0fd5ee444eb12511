"""The published figures of Amsterdam come out of 143 responses, and their breakdowns withstand the audit."""

from functools import cache

import pytest

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import ProtectedTable, Rules, Step, audit, protect
from survey.analysis.estimates import ResponseFigures, percent
from survey.analysis.frames import COMPLETE, frame
from tests.unit.analysis import replica

RULES = Rules()


@cache
def published(seed: int = 1) -> dict[tuple[str, str | None], ProtectedTable]:
    """The protected tables of the replica by measure and breakdown."""
    study, questionnaire = replica.study()
    table = frame(questionnaire, replica.records(seed))
    protected = protect(tabulate(table, study, questionnaire, replica.INVITED), RULES)
    return {(each.measure, each.breakdown): each for each in protected}


def percents(measure: str) -> dict[str, int | None]:
    """The whole percentages of a total."""
    (group,) = published()[measure, None].groups
    return {c.code: None if c.count is None else percent(c.count, group.base or 0) for c in group.cells}


def test_nine_nineteen_and_seventytwo_percent_and_an_eight() -> None:
    (group,) = published()["grade", None].groups
    assert percents("grade") == {"low": 9, "middle": 19, "high": 72}
    assert (group.base, str(group.mean), group.mean_base) == (137, "8.0", 137)


def test_over_eighty_percent_recommend_and_eleven_do_not() -> None:
    assert percents("recommend") == {"yes": 81, "no": 11, "dont_know": 8, "-": 0}


def test_sixtyfive_percent_got_much_or_very_much() -> None:
    (group,) = published()["yield", None].groups
    assert group.merged is not None
    assert percent(group.merged.count or 0, group.base or 0) == 65


def test_always_there_and_not_always() -> None:
    (group,) = published()["there", None].groups
    counts = {cell.code: cell.count or 0 for cell in group.cells}
    assert percents("there")["always"] == 66
    assert percent(sum(counts[code] for code in ("mostly", "sometimes", "never")), group.base or 0) == 10


@pytest.mark.parametrize(
    ("variable", "code", "expected"),
    [("age_class", "age_37_56", 39), ("age_class", "age_57_plus", 27), ("last_help", "under_half_year", 52)],
)
def test_characteristics_of_the_respondents(variable: str, code: str, expected: int) -> None:
    assert percents(variable)[code] == expected


def test_paid_work() -> None:
    assert percents("paid_work") == {"yes": 83, "no": 17}


def test_what_is_good_and_what_could_be_better_in_the_published_order() -> None:
    assert list(percents("good").values())[:5] == [17, 14, 12, 11, 10]
    assert list(percents("better").values())[:2] == [6, 6]
    gains = percents("gains")
    assert (gains["fitting_job"] or 0) > (gains["confidence"] or 0) > (gains["motivation"] or 0)


def test_the_reasons_of_the_sixteen_who_would_not_recommend() -> None:
    (group,) = published()["why_not", None].groups
    assert (group.base, [cell.count for cell in group.cells]) == (16, [8, 6, 5, None])


def test_the_response_rate() -> None:
    table = frame(replica.study()[1], replica.records())
    complete = int(table[COMPLETE].sum())
    figures = ResponseFigures(replica.INVITED, complete, len(table) - complete, 0)
    assert (figures.complete, figures.partial) == (141, 2)
    assert percent(figures.complete, figures.invited) == 9


@pytest.mark.parametrize("seed", range(10))
def test_however_the_answers_combine_the_audit_finds_nothing_and_much_is_shown(seed: int) -> None:
    tables = published(seed)
    audit(list(tables.values()), RULES)
    choices = [
        table for table in tables.values() if table.breakdown and table.measure in ("grade", "recommend", "yield")
    ]
    assert sum(table.step is not Step.NOTHING for table in choices) >= 9
