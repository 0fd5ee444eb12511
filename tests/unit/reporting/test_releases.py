"""When interim releases are, and what their refusals say."""

from datetime import date

from survey.questionnaires.problems import RefusedError
from survey.reporting.releases import CohortStillOpenError, NotOpenError, TooLittleChangedError, half_year, last_day


def test_half_years_end_with_june_and_december() -> None:
    assert [half_year(date(2026, month, 1)) for month in (1, 6, 7, 12)] == ["2025Q4", "2025Q4", "2026Q2", "2026Q2"]
    assert [last_day(each) for each in ("2026Q2", "2026Q4")] == [date(2026, 6, 30), date(2026, 12, 31)]


def test_every_refusal_says_why() -> None:
    known: list[RefusedError] = [
        NotOpenError(wave="w"),
        CohortStillOpenError(wave="w", until="2026Q2", day="2026-08-06"),
        TooLittleChangedError(wave="w", day="2026-07-20"),
    ]
    assert all("w" in each.told(str) for each in known)
