"""The audit of a study: what is kept of it where, how far it is from names, and which promises hold at this moment."""

from .gathering import examined
from .sheet import Audit, Check, Holding, Outcome, Published, State, steps
from .telling import Section, sections

__all__ = [
    "Audit",
    "Check",
    "Holding",
    "Outcome",
    "Published",
    "Section",
    "State",
    "examined",
    "sections",
    "steps",
]
