"""Answers from a file: forms on paper that were typed in, or an earlier survey. Each row is one person's form.

The columns are those of an export (docs/exports.md), so that what was exported can be imported: an item's answer as its
code or its words, `<item>.<option>` for each option of several, `<item>.status`, and `code` for the code of a letter.
"""

from .entering import Entered, Pile, check_size, check_wave, digest_of, enter, tickets_behind
from .reading import Filled, Reading, read

__all__ = [
    "Entered",
    "Filled",
    "Pile",
    "Reading",
    "check_size",
    "check_wave",
    "digest_of",
    "enter",
    "read",
    "tickets_behind",
]
