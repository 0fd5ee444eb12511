"""Protected tables and changes as a document, and back. The digest tells whether a document is the published one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..estimates import percent, rounded, wilson
from ..method import Method
from .changes import Evidence, ProtectedChange, Shift, ShiftKind, Stay
from .tables import _SEAL, Cell, Kind, ProtectedGroup, ProtectedTable, Step

Document = dict[str, Any]


class DamagedPublicationError(ValueError):
    """A stored publication is not what was published; publish the wave again."""


def canonical(document: Mapping[str, Any]) -> str:
    """The one JSON text of a document: equal documents have equal texts."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """SHA-256 of a document's text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def described(tables: Sequence[ProtectedTable]) -> list[Document]:
    """The tables as JSON values, with whole percentages and 95 % intervals in percentages of one decimal."""
    return [
        {
            "measure": table.measure,
            "kind": table.kind.value,
            "item": table.item,
            "breakdown": table.breakdown,
            "step": table.step.value,
            "population": table.population,
            "groups": [_described(group, table.population) for group in table.groups],
        }
        for table in tables
    ]


def _described(group: ProtectedGroup, population: int | None) -> Document:
    def cell(each: Cell) -> Document:
        known: Document = {"code": each.code, "codes": list(each.codes), "count": each.count}
        if each.count is None or not group.base:
            return known
        interval = wilson(each.count, group.base, population)
        ends = {"low": round(100 * interval.low, 1), "high": round(100 * interval.high, 1)}
        return known | {"percent": percent(each.count, group.base)} | ends

    return {
        "code": group.code,
        "base": group.base,
        "cells": [cell(each) for each in group.cells],
        "merged": cell(group.merged) if group.merged else None,
        "mean": str(group.mean) if group.mean is not None else None,
        "mean_base": group.mean_base,
        **({"median": str(group.median)} if group.median is not None else {}),
    }


def described_changes(changes: Sequence[ProtectedChange]) -> list[Document]:
    """The changes as JSON values. Means and shares have four decimals, so that nothing finer is stored than read."""
    return [
        {
            "measure": change.measure,
            "waves": list(change.waves),
            "earlier": change.earlier,
            "later": change.later,
            "linked": change.linked,
            "stays": [_stay_described(stay) for stay in change.stays],
            "shifts": [_shift_described(shift) for shift in change.shifts],
        }
        for change in changes
    ]


DECIMALS = 4


def _short(value: float | None) -> float | None:
    return None if value is None else float(rounded(round(value, 9), DECIMALS))


def _stay_described(stay: Stay) -> Document:
    apart = None if stay.standardised is None else [_short(each) for each in stay.standardised]
    known: Document = {"variable": stay.variable, "classes": list(stay.classes), "standardised": apart}
    return known | {"stayers": _listed(stay.stayers), "leavers": _listed(stay.leavers)}


def _listed(counts: tuple[int, ...] | None) -> list[int] | None:
    return None if counts is None else list(counts)


def _shift_described(shift: Shift) -> Document:
    known: Document = {"of": shift.of, "kind": shift.kind.value, "pairs": shift.pairs}
    known |= {"first": _short(shift.first), "last": _short(shift.last), "tested": None}
    known |= {"left_out": shift.left_out, "bases": None if shift.bases is None else list(shift.bases)}
    if tested := shift.tested:
        numbers = {name: _short(getattr(tested, name)) for name in ("change", "low", "high", "p")}
        effect = [_short(each) for each in tested.effect] if tested.effect else None
        known["tested"] = numbers | {"effect": effect, "method": tested.method.document()}
    return known


def restore_changes(document: Document) -> tuple[ProtectedChange, ...]:
    """The changes in a stored document; none in one that was made before there were changes."""
    return tuple(
        ProtectedChange(
            each["measure"],
            tuple(each["waves"]),
            each["earlier"],
            each["later"],
            each["linked"],
            tuple(_stay_restored(stay) for stay in each["stays"]),
            tuple(_shift_restored(shift) for shift in each["shifts"]),
            _SEAL,
        )
        for each in document.get("changes", [])
    )


def _stay_restored(stay: Document) -> Stay:
    counts = [None if stay[name] is None else tuple(stay[name]) for name in ("stayers", "leavers", "standardised")]
    return Stay(stay["variable"], tuple(stay["classes"]), *counts)


def _shift_restored(shift: Document) -> Shift:
    tested = None
    if stored := shift["tested"]:
        effect = tuple(stored["effect"]) if stored["effect"] else None
        ends = stored["low"], stored["high"]
        tested = Evidence(stored["change"], *ends, stored["p"], Method.of(stored["method"]), effect)
    levels = shift["pairs"], shift["first"], shift["last"]
    bases = (shift["bases"][0], shift["bases"][1]) if shift["bases"] else None
    return Shift(shift["of"], ShiftKind(shift["kind"]), *levels, tested, shift["left_out"], bases)


def restore(text: str, digest: str) -> tuple[Document, tuple[ProtectedTable, ...]]:
    """A stored publication: its document, and the tables in it.

    Raises:
        DamagedPublicationError: the text does not have this digest.

    """
    if digest_of(text) != digest:
        raise DamagedPublicationError("The stored publication was changed after it was made; publish the wave again.")
    document: Document = json.loads(text)
    return document, tuple(_restored(table) for table in document["tables"])


def _restored(table: Document) -> ProtectedTable:
    return ProtectedTable(
        measure=table["measure"],
        kind=Kind(table["kind"]),
        item=table["item"],
        breakdown=table["breakdown"],
        step=Step(table["step"]),
        groups=tuple(_group(group) for group in table["groups"]),
        population=table["population"],
        seal=_SEAL,
    )


def _group(group: Document) -> ProtectedGroup:
    return ProtectedGroup(
        group["code"],
        group["base"],
        tuple(_cell(cell) for cell in group["cells"]),
        _cell(group["merged"]) if group["merged"] else None,
        Decimal(group["mean"]) if group["mean"] is not None else None,
        group["mean_base"],
        Decimal(group["median"]) if group.get("median") else None,
    )


def _cell(cell: Document) -> Cell:
    return Cell(cell["code"], tuple(cell["codes"]), cell["count"])
