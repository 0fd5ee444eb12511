"""Change in words: the people in both waves, then and later, with linkage and attrition beside it."""

from dataclasses import dataclass
from decimal import Decimal

from survey.analysis.disclosure import ProtectedChange, Shift, ShiftKind, Stay, Step
from survey.analysis.disclosure.splits import Part, Split
from survey.analysis.estimates import percent, rounded
from survey.analysis.method import ASSOCIATION
from survey.analysis.reliability import NORMAL_FROM
from survey.questionnaires.problems import N_

from .labels import class_label, measure_label, variable_label
from .published import Publication
from .reader import Reader
from .sentences import HIDDEN, INDICATIVE

LINKAGE = N_("{linked} people answered both times, of {earlier} the first and {later} the second time.")
SAME_PEOPLE = N_("Both columns are about the same people: those who answered the question both times.")
LEFT = N_("Who answered once only can differ from who answered twice: see below who stayed.")
DRAWN = N_("Of “{what}”, {number} people were drawn and left out, so that nobody can be recognised.")
ALL_STAYED = N_("Everybody who answered the first time answered the second time too.")
LEAST_P = Decimal("0.001")
"""A p-value of 0 is printed as smaller than this."""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One measure in two waves. Means, or whole percentages where `is_share`; None where it is hidden.

    `change`, `low` and `high` are in the same unit; `effect` is d_z. They are None where nothing may be tested.
    """

    label: str
    is_share: bool
    pairs: int | None
    first: Decimal | None
    last: Decimal | None
    change: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    p: Decimal | None = None
    effect: Decimal | None = None
    least_p: Decimal = LEAST_P


@dataclass(frozen=True, slots=True)
class StayRow:
    """A class at the start: its whole percentage among those who stayed and who left, and the standardised difference.

    None where it is hidden.
    """

    variable: str
    label: str
    stayers: int | None
    leavers: int | None
    apart: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change measure with its words."""

    title: str
    waves: tuple[str, str]
    rows: tuple[ShiftRow, ...]
    stays: tuple[StayRow, ...]
    sentences: tuple[str, ...]
    methods: tuple[str, ...]
    splits: tuple["SplitRows", ...] = ()


@dataclass(frozen=True, slots=True)
class SplitRows:
    """A shift by background: `of` is the title of its measure, `by` that of the variable; a row for each class.

    The classes are those at first. Rows are as those of the whole; their p-values are corrected for one another.
    """

    of: str
    by: str
    rows: tuple[ShiftRow, ...]


def change(published: Publication, measure_id: str, reader: Reader) -> Change | None:
    """A change measure; None if the publication has none, or shows nothing of it."""
    found = published.change(measure_id)
    if found is None or found.step is Step.NOTHING:
        return None
    first, last = (published.study.wave(wave) for wave in found.waves)
    evidence = [shift.tested for shift in found.shifts]
    evidence += [part.tested for split in found.splits for part in split.parts]
    tested = [each.method for each in evidence if each]
    methods = dict.fromkeys(sentence for method in tested for sentence in method.told(reader.translate))
    return Change(
        title=measure_label(published, measure_id, reader),
        waves=(reader.reads(first.text) if first else "", reader.reads(last.text) if last else ""),
        rows=tuple(_row(published, shift, reader) for shift in found.shifts),
        stays=tuple(row for stay in found.stays for row in _stays(published, stay, reader)),
        sentences=(*_sentences(found, reader), *_drawn(published, found, reader)),
        methods=(*methods, ASSOCIATION.told(reader.translate)),
        splits=tuple(_split(published, split, reader) for split in found.splits),
    )


def _split(published: Publication, split: Split, reader: Reader) -> SplitRows:
    rows = tuple(
        _told(class_label(published, split.variable, part.code, reader), split.kind, part) for part in split.parts
    )
    of, by = measure_label(published, split.of, reader), variable_label(published, split.variable, reader)
    return SplitRows(of, by, rows)


def _sentences(found: ProtectedChange, reader: Reader) -> list[str]:
    known = {"linked": found.linked, "earlier": found.earlier, "later": found.later}
    spoken = [reader.says(LINKAGE, **{name: reader.number(number or 0) for name, number in known.items()})]
    spoken += [reader.says(SAME_PEOPLE), reader.says(ALL_STAYED if found.linked == found.earlier else LEFT)]
    if any(shift.pairs is not None and shift.pairs < NORMAL_FROM for shift in found.shifts):
        spoken.append(reader.says(INDICATIVE))
    hides = any(shift.first is None for shift in found.shifts) or any(stay.stayers is None for stay in found.stays)
    return [*spoken, *([reader.says(HIDDEN)] if hides else [])]


def _drawn(published: Publication, found: ProtectedChange, reader: Reader) -> list[str]:
    return [
        reader.says(DRAWN, what=measure_label(published, each.of, reader), number=reader.number(each.left_out))
        for each in found.shifts
        if each.left_out and each.first is not None
    ]


def _row(published: Publication, shift: Shift, reader: Reader) -> ShiftRow:
    return _told(measure_label(published, shift.of, reader), shift.kind, shift)


def _told(label: str, kind: ShiftKind, shift: Shift | Part) -> ShiftRow:
    share = kind is ShiftKind.SHARE
    if shift.first is None or shift.last is None:
        return ShiftRow(label, share, None, None, None)

    def level(value: float, digits: int = 0) -> Decimal:
        return rounded(round(100 * value if share else value, 9), digits + (0 if share else 1))

    tested = shift.tested
    row = ShiftRow(label, share, shift.pairs, level(shift.first), level(shift.last))
    if tested is None:
        return row
    return ShiftRow(
        *(label, share, shift.pairs, row.first, row.last),
        change=level(tested.change, 1),
        low=level(tested.low, 1),
        high=level(tested.high, 1),
        p=rounded(round(tested.p, 9), 3),
        effect=rounded(round(tested.effect[0], 9), 2) if tested.effect else None,
    )


def _stays(published: Publication, stay: Stay, reader: Reader) -> list[StayRow]:
    variable = variable_label(published, stay.variable, reader)
    labels = [class_label(published, stay.variable, code, reader) for code in stay.classes]
    if stay.stayers is None or stay.leavers is None:
        return [StayRow(variable, label, None, None, None) for label in labels]
    apart = stay.standardised or (None,) * len(labels)
    bases = sum(stay.stayers), sum(stay.leavers)
    return [
        StayRow(
            variable,
            label,
            percent(one, bases[0]),
            percent(other, bases[1]),
            None if distance is None else rounded(round(distance, 9), 2),
        )
        for label, one, other, distance in zip(labels, stay.stayers, stay.leavers, apart, strict=True)
    ]
