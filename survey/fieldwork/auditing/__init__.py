"""The audit of a study: what is kept of it where, how far it is from names, and which promises hold at this moment."""

from . import kept
from .gathering import examined
from .kept import Told, told
from .sheet import Audit, Check, Holding, Outcome, Published, State, steps
from .telling import KEYS, Section, sections

__all__ = [
    "KEYS",
    "Audit",
    "Check",
    "Holding",
    "Outcome",
    "Published",
    "Section",
    "State",
    "Told",
    "examined",
    "kept",
    "sections",
    "steps",
    "told",
]
