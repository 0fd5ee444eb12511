"""What joins two waves, as part of a document and back: changes and flows."""

from collections.abc import Sequence

from ..estimates import rounded
from ..method import Method
from .changes import ProtectedChange, Shift, Stay
from .evidence import Evidence, ShiftKind
from .flows import ProtectedFlow
from .release import Document
from .splits import Part, Split
from .tables import _SEAL, Step


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
            **({"splits": [_split_described(split) for split in change.splits]} if change.splits else {}),
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
    known |= {"first": _short(shift.first), "last": _short(shift.last)}
    known |= {"left_out": shift.left_out, "bases": None if shift.bases is None else list(shift.bases)}
    return known | {"tested": _evidence_described(shift.tested)}


def _evidence_described(tested: Evidence | None) -> Document | None:
    if tested is None:
        return None
    numbers = {name: _short(getattr(tested, name)) for name in ("change", "low", "high", "p")}
    effect = [_short(each) for each in tested.effect] if tested.effect else None
    return numbers | {"effect": effect, "method": tested.method.document()}


def _split_described(split: Split) -> Document:
    parts = [
        {
            "code": part.code,
            "pairs": part.pairs,
            "first": _short(part.first),
            "last": _short(part.last),
            "tested": _evidence_described(part.tested),
        }
        for part in split.parts
    ]
    return {"of": split.of, "kind": split.kind.value, "variable": split.variable, "parts": parts}


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
            tuple(_split_restored(split) for split in each.get("splits", [])),
        )
        for each in document.get("changes", [])
    )


def _stay_restored(stay: Document) -> Stay:
    counts = [None if stay[name] is None else tuple(stay[name]) for name in ("stayers", "leavers", "standardised")]
    return Stay(stay["variable"], tuple(stay["classes"]), *counts)


def _shift_restored(shift: Document) -> Shift:
    levels = shift["pairs"], shift["first"], shift["last"]
    bases = (shift["bases"][0], shift["bases"][1]) if shift["bases"] else None
    tested = _evidence_restored(shift["tested"])
    return Shift(shift["of"], ShiftKind(shift["kind"]), *levels, tested, shift["left_out"], bases)


def _evidence_restored(stored: Document | None) -> Evidence | None:
    if stored is None:
        return None
    effect = tuple(stored["effect"]) if stored["effect"] else None
    ends = stored["low"], stored["high"]
    return Evidence(stored["change"], *ends, stored["p"], Method.of(stored["method"]), effect)


def _split_restored(split: Document) -> Split:
    parts = tuple(
        Part(part["code"], part["pairs"], part["first"], part["last"], _evidence_restored(part["tested"]))
        for part in split["parts"]
    )
    return Split(split["of"], ShiftKind(split["kind"]), split["variable"], parts)


def described_flows(flows: Sequence[ProtectedFlow]) -> list[Document]:
    """The flows as JSON values."""
    return [
        {
            "measure": flow.measure,
            "of": flow.of,
            "waves": list(flow.waves),
            "step": flow.step.value,
            "codes": list(flow.codes),
            "answers": [list(answers) for answers in flow.answers],
            "counts": None if flow.counts is None else [list(row) for row in flow.counts],
            "left_out": flow.left_out,
            "bases": None if flow.bases is None else list(flow.bases),
            "method": None if flow.method is None else flow.method.document(),
        }
        for flow in flows
    ]


def restore_flows(document: Document) -> tuple[ProtectedFlow, ...]:
    """The flows in a stored document; none in one that was made before there were flows."""
    return tuple(
        ProtectedFlow(
            each["measure"],
            each["of"],
            (each["waves"][0], each["waves"][1]),
            Step(each["step"]),
            tuple(each["codes"]),
            tuple(tuple(answers) for answers in each["answers"]),
            None if each["counts"] is None else tuple(tuple(row) for row in each["counts"]),
            each["left_out"],
            None if each["bases"] is None else (each["bases"][0], each["bases"][1]),
            None if each["method"] is None else Method.of(each["method"]),
            _SEAL,
        )
        for each in document.get("flows", [])
    )
