"""Disclosure control: the only way from raw counts to tables that people may see.

`protect` judges a whole set of tables at once, `audit` checks the result by plain arithmetic, and `restore` reads a
stored publication back. Nothing else makes a `ProtectedTable`.
"""

from .audit import Finding, UnsafePublicationError, audit, findings_in
from .changes import (
    Evidence,
    ProtectedChange,
    RawChange,
    Shift,
    ShiftKind,
    Stay,
    audit_changes,
    protect_change,
)
from .protection import protect
from .release import (
    DamagedPublicationError,
    canonical,
    described,
    described_changes,
    digest_of,
    restore,
    restore_changes,
)
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
    "Evidence",
    "Finding",
    "Kind",
    "NotProtectedError",
    "ProtectedChange",
    "ProtectedGroup",
    "ProtectedTable",
    "RawChange",
    "RawGroup",
    "RawTable",
    "Rules",
    "RulesTooWeakError",
    "Shift",
    "ShiftKind",
    "Stay",
    "Step",
    "UnsafePublicationError",
    "audit",
    "audit_changes",
    "canonical",
    "described",
    "described_changes",
    "digest_of",
    "findings_in",
    "protect",
    "protect_change",
    "restore",
    "restore_changes",
]
