"""Disclosure control: the only way from raw counts to tables that people may see.

`protect` judges a whole set of tables at once, `audit` checks the result by plain arithmetic, and `restore` reads a
stored publication back. Nothing else makes a `ProtectedTable`.
"""

from .audit import Finding, UnsafePublicationError, audit, findings_in
from .protection import protect
from .release import DamagedPublicationError, canonical, described, digest_of, restore
from .rules import Rules, RulesTooWeakError
from .tables import (
    NO_ANSWER,
    Cell,
    Kind,
    NotProtectedError,
    ProtectedGroup,
    ProtectedTable,
    RawGroup,
    RawTable,
    Step,
)

__all__ = [
    "NO_ANSWER",
    "Cell",
    "DamagedPublicationError",
    "Finding",
    "Kind",
    "NotProtectedError",
    "ProtectedGroup",
    "ProtectedTable",
    "RawGroup",
    "RawTable",
    "Rules",
    "RulesTooWeakError",
    "Step",
    "UnsafePublicationError",
    "audit",
    "canonical",
    "described",
    "digest_of",
    "findings_in",
    "protect",
    "restore",
]
