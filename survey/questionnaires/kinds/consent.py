"""Consent: yes or no to something that is explained."""

from typing import ClassVar, Literal

from ..wording import Wording
from .options import FixedChoice


class Consent(FixedChoice):
    """`yes` or `no`, with the words for each. What needs the consent has the condition `when: <item> == yes`.

    Saying no, or nothing, is never an error: the pages that need the consent are then not shown.
    """

    fixed: ClassVar[tuple[str, ...]] = ("yes", "no")

    kind: Literal["consent"]
    yes: Wording
    no: Wording
    core: bool = False
