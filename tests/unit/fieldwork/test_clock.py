"""Days are days in Amsterdam."""

from datetime import UTC, datetime

from survey.fieldwork.clock import AMSTERDAM, amsterdam_now, fixed


def test_shortly_before_midnight_in_london_it_is_the_next_day_here() -> None:
    clock = fixed(datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    assert clock().date().isoformat() == "2026-11-20"


def test_a_moment_without_a_zone_is_a_moment_in_amsterdam() -> None:
    assert fixed(datetime(2026, 7, 1, 12, 0))().utcoffset() == datetime(2026, 7, 1, tzinfo=AMSTERDAM).utcoffset()  # noqa: DTZ001 - that is the point


def test_the_clock_of_the_wall_knows_its_zone() -> None:
    assert amsterdam_now().tzinfo is AMSTERDAM
