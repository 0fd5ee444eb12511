"""Disclosure control: the only way from raw counts to tables that people may see.

`protect` judges a whole set of tables at once, `audit` checks the result by plain arithmetic, and `restore` reads a
stored publication back. Nothing else makes a `ProtectedTable`.
"""

from .audit import Finding, UnsafePublicationError, audit, findings_in
from .changes import ProtectedChange, RawChange, Shift, Stay, audit_changes, protect_change
from .evidence import Evidence, ShiftKind
from .flows import ProtectedFlow, RawFlow, audit_flows, protect_flow
from .joined_documents import described_changes, described_flows, restore_changes, restore_flows
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
    "Evidence",
    "Finding",
    "Kind",
    "NotProtectedError",
    "ProtectedChange",
    "ProtectedFlow",
    "ProtectedGroup",
    "ProtectedTable",
    "RawChange",
    "RawFlow",
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
    "audit_flows",
    "canonical",
    "described",
    "described_changes",
    "described_flows",
    "digest_of",
    "findings_in",
    "protect",
    "protect_change",
    "protect_flow",
    "restore",
    "restore_changes",
    "restore_flows",
]
