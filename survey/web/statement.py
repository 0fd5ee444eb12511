"""The accessibility statement: what was tested when, and what does not work yet, from `accessibility.toml`."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from survey.questionnaires.problems import N_
from survey.questionnaires.wording import Model

FILE = Path(__file__).parent / "accessibility.toml"
LASTS = timedelta(days=365)

METHODS = {
    "axe": N_("A program (axe) checks every page, in light and in dark colours."),
    "keyboard": N_("The whole way is walked with the keyboard alone."),
    "without_scripts": N_("The whole way is walked without JavaScript."),
    "narrow": N_("Pages fit on a screen of 320 pixels, so that you can enlarge everything four times."),
    "targets": N_("Everything to press is at least 44 pixels high."),
    "screen_reader": N_("People who use a screen reader have tried the pages."),
}
GAPS = {
    "no_people": N_("People with a disability have not tried the pages yet."),
    "no_audit": N_("No independent expert has tested the pages yet."),
    "charts": N_("The charts for researchers need a mouse for details. A table beside each has the same numbers."),
}


class Statement(Model):
    """What the page says: words of METHODS and GAPS by name."""

    tested: date
    standard: str
    status: Literal["fully", "partly"]
    methods: tuple[str, ...]
    gaps: tuple[str, ...]

    def said(self) -> tuple[list[str], list[str]]:
        """How it was tested and what does not work yet, as message ids."""
        return [METHODS[each] for each in self.methods], [GAPS[each] for each in self.gaps]

    def is_old(self, today: date) -> bool:
        """Whether the last test is more than a year ago."""
        return today - self.tested > LASTS


@cache
def statement(path: Path = FILE) -> Statement:
    """The statement that comes with this version."""
    return Statement.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
