"""The clock: days are days in Amsterdam, whatever the server's time zone is."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Clock = Callable[[], datetime]


def amsterdam_now() -> datetime:
    """This moment, in Amsterdam."""
    return datetime.now(AMSTERDAM)


def fixed(moment: datetime) -> Clock:
    """A clock that stands still; a moment without a zone is taken to be in Amsterdam."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    return lambda: aware.astimezone(AMSTERDAM)
