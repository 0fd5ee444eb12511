"""Recommendation: would you recommend it? Yes, no, don't know."""

from typing import ClassVar, Literal

from ..wording import Wording
from .options import FixedChoice


class Recommendation(FixedChoice):
    """`yes`, `no` or `dont_know`, with the words for each. Stored as the code."""

    fixed: ClassVar[tuple[str, ...]] = ("yes", "no", "dont_know")

    kind: Literal["recommendation"]
    yes: Wording
    no: Wording
    dont_know: Wording
