"""Years of fieldwork: every planned mail once, on its planned day in Amsterdam; none too many, none missing."""

from datetime import date
from pathlib import Path

import click
import pytest

from tests.fixtures.databases import Urls

from .years import years

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def test_eight_months_with_a_leap_day_and_both_changes_of_the_clock(
    urls: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with years(urls, tmp_path, "2027-08", 2, 60) as found:
        assert {group.opens for group in found.groups} >= {date(2027, 8, 31), date(2028, 2, 29), date(2028, 3, 31)}
        told = found.check()
    with capsys.disabled():
        click.echo(f"\n{told}")


@pytest.mark.full
def test_two_years_of_2000_people(urls: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with years(urls, tmp_path, "2027-01", 18, 2000) as found:
        told = found.check()
    with capsys.disabled():
        click.echo(f"\n{told}")
