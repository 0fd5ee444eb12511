"""Protected tables as a document, and back. The digest tells whether a document is the published one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..estimates import percent, wilson
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
