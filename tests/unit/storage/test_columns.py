"""Moments are stored as UTC and come back with their zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from survey.storage.columns import Moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_a_moment_is_stored_as_utc() -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=AMSTERDAM)
    assert Moment().process_bind_param(summer, None) == datetime(2026, 7, 1, 10, 0)  # noqa: DTZ001 - as stored


def test_a_moment_comes_back_as_the_same_moment() -> None:
    given = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1)
    stored = Moment().process_bind_param(given, None)
    assert Moment().process_result_value(stored, None) == given.astimezone(UTC)


def test_no_moment_stays_no_moment() -> None:
    assert Moment().process_bind_param(None, None) is None
    assert Moment().process_result_value(None, None) is None


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 7, 1), None)  # noqa: DTZ001 - that is the point
