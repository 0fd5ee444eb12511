"""Month: a month of a year."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from .domain import Sort
from .moments import FIRST_YEAR, LAST_YEAR, MONTH, Moment

YearAndMonth = Annotated[str, StringConstraints(pattern=f"^{MONTH.pattern}$")]


class Month(Moment):
    """A month from `earliest` to `latest`. Stored as "2026-03"."""

    sort: ClassVar[Sort] = Sort.MONTH

    kind: Literal["month"]
    earliest: YearAndMonth = f"{FIRST_YEAR}-01"
    latest: YearAndMonth = f"{LAST_YEAR}-12"
