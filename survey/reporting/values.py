"""The values of work in words: what each is for people, and how importance and achievement lie apart."""

from dataclasses import dataclass
from decimal import Decimal

from survey.analysis.disclosure import ProtectedTable, Step
from survey.questionnaires.problems import N_
from survey.questionnaires.study import CapabilityMeasure

from .labels import measure_label
from .published import Publication
from .read import Share, result
from .reader import Reader

SHARES = N_("Per value: shares of the people with work.")
GAPS = N_("Gap: mean importance (1 to 5) less mean achievement. A positive gap means that less succeeds than matters.")
REALISED = N_("Of what people find important, {share}% succeeds on average.")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its own table's name, the shares per status, and the means of importance, possibility, achievement.

    A gap is the difference between the rounded means that stand beside it, so that it can be checked. None: not shown.
    """

    measure: str
    label: str
    base: int | None
    shares: tuple[Share, ...]
    important: Decimal | None
    possible: Decimal | None
    achieved: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """Importance less achievement."""
        return None if self.important is None or self.achieved is None else self.important - self.achieved


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a capability measure; `columns` are the labels of the shares."""

    columns: tuple[str, ...]
    rows: tuple[Value, ...]
    sentences: tuple[str, ...]


def values(published: Publication, measure_id: str, reader: Reader) -> Values | None:
    """The values of a capability measure; None for another one, and where nothing of them is shown."""
    measure = published.measure(measure_id)
    if not isinstance(measure, CapabilityMeasure):
        return None
    rows = tuple(_value(published, f"{measure_id}.{card}", reader) for card in measure.cards)
    columns = next((tuple(share.label for share in row.shares) for row in rows if row.shares), ())
    if not columns:
        return None
    realised = _mean(published.table(f"{measure_id}.realised"))
    spoken = [reader.says(SHARES), reader.says(GAPS)]
    if realised is not None:
        spoken.append(reader.says(REALISED, share=reader.number(realised)))
    return Values(columns, rows, tuple(spoken))


def _value(published: Publication, name: str, reader: Reader) -> Value:
    told = result(published, name, None, reader)
    row = told.rows[0] if told and told.rows else None
    means = (_mean(published.table(f"{name}.{question}")) for question in ("a", "b", "c"))
    return Value(
        name, measure_label(published, name, reader), row.base if row else None, row.shares if row else (), *means
    )


def _mean(table: ProtectedTable | None) -> Decimal | None:
    return table.groups[0].mean if table is not None and table.step is not Step.NOTHING else None
