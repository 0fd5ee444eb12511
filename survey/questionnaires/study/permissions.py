"""Permissions: in whose words an instrument is asked."""

import datetime as dt
from typing import Literal

from ..wording import Identifier, Model, Phrase


class Permission(Model):
    """An instrument of somebody else, in words of our own (`ours`), or `literal`: permitted by whom and when."""

    instrument: Identifier
    wording: Literal["ours", "literal"] = "ours"
    given_by: Phrase | None = None
    date: dt.date | None = None
