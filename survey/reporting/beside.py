"""Publications side by side: needs by role, audiences compared, and work over the months since the start.

Everything here is put together from what the publications of single waves show, and from nothing else: a matrix tells
nothing that the pages of its waves do not. Tests between audiences are calculated from the numbers that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from survey.analysis.disclosure import Kind, ProtectedTable, Step
from survey.analysis.estimates import percent, rounded
from survey.analysis.method import ASSOCIATION
from survey.analysis.reliability import is_tested
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_
from survey.questionnaires.study import AudiencesMeasure, ItemMeasure, NeedsMeasure, WorkMeasure
from survey.questionnaires.study.results import Aggregate

from .labels import class_label
from .published import Publication
from .read import Row, Share, result
from .reader import Reader
from .sentences import HIDDEN

AUDIENCES: Mapping[Audience, str] = {
    Audience.PARTICIPANT: N_("Participants"),
    Audience.EMPLOYER: N_("Employers"),
    Audience.JOB_COACH: N_("Job coaches"),
    Audience.MUNICIPALITY: N_("Municipalities"),
}
NEEDS = N_("Shares of the people in each role who were asked. They could choose more answers.")
BESIDE = N_("Every row is about other people, who were asked in their own questionnaire.")
DIFFERS = N_("Whether the answers of the rows differ by more than chance: p = {p}.")
WORK = N_("Shares of the people who answered in that month. It can be other people in each month.")
REGISTER = N_("From the register, not from the questionnaire: {source}")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows (roles, audiences or months) by columns (needs, answers or statuses).

    `apart` are rows from a register, with how many people each is about; `sources` tell where these come from.
    """

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    apart: tuple[Row, ...] = ()
    sources: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


ROLE, WHO, MONTHS = N_("Role"), N_("Who was asked"), N_("Months since the start")

Published = Sequence[Publication]


def matrix(published: Published, measure_id: str, reader: Reader) -> Matrix | None:
    """A measure that stands side by side; None for another one, and where nothing of it is shown."""
    measure = published[0].measure(measure_id) if published else None
    if isinstance(measure, NeedsMeasure):
        return _needs(published, measure, reader)
    if isinstance(measure, AudiencesMeasure):
        return _audiences(published, measure, reader)
    return _work(published, measure, reader) if isinstance(measure, WorkMeasure) else None


def matrices(published: Published) -> tuple[str, ...]:
    """The measures that stand side by side."""
    known = published[0].study.results.measures if published else ()
    return tuple(each.id for each in known if isinstance(each, NeedsMeasure | AudiencesMeasure | WorkMeasure))


def _needs(published: Published, measure: NeedsMeasure, reader: Reader) -> Matrix | None:
    if measure.by is not None:
        rows = tuple(row for each in published for row in _rows(each, measure.of, measure.by, reader))
    else:
        rows = _by_audience(published, dict.fromkeys(Audience, measure.of), reader)
    return _matrix(reader.reads(measure.title), reader.says(ROLE), rows, (reader.says(NEEDS),), reader)


def _audiences(published: Published, measure: AudiencesMeasure, reader: Reader) -> Matrix | None:
    rows = _by_audience(published, measure.of, reader)
    spoken = [reader.says(BESIDE), *_difference(published, measure, reader)]
    return _matrix(reader.reads(measure.title), reader.says(WHO), rows, tuple(spoken), reader)


def _work(published: Published, measure: WorkMeasure, reader: Reader) -> Matrix | None:
    rows: list[Row] = []
    for each in published:
        wave = each.study.wave(each.wave)
        if wave is not None and wave.months is not None:
            rows += [_named(row, reader.number(wave.months)) for row in _rows(each, measure.of, None, reader)]
    found = _matrix(reader.reads(measure.title), reader.says(MONTHS), tuple(rows), (reader.says(WORK),), reader)
    if measure.from_register is None:
        return found
    labels = found.columns if found else ()
    months = [_registered(published, measure, month, labels, reader) for month in measure.from_register.months]
    columns = labels or tuple(share.label for share in months[0].shares)
    source = reader.says(REGISTER, source=reader.reads(measure.from_register.source))
    known, spoken = (found.rows, found.sentences) if found else ((), (reader.says(ASSOCIATION.message),))
    return Matrix(reader.reads(measure.title), reader.says(MONTHS), columns, known, spoken, tuple(months), (source,))


def _registered(
    published: Published, measure: WorkMeasure, month: Aggregate, columns: tuple[str, ...], reader: Reader
) -> Row:
    """A month in the register, in the same columns as the months of the questionnaire."""
    named = {_status(published, measure, code, reader): count for code, count in month.counts.items()}
    base = sum(named.values())
    shares = tuple(
        Share(label, named.get(label), percent(named[label], base) if label in named and base else None, None, None)
        for label in columns or named
    )
    return Row(reader.number(month.months), base, shares, None, None, indicative=False)


def _status(published: Published, measure: WorkMeasure, code: str, reader: Reader) -> str:
    """The words for a status, from the first questionnaire that has it."""
    choice = published[0].measure(measure.of)
    item = choice.item if isinstance(choice, ItemMeasure) else measure.of
    labels = (class_label(each, item, code, reader) for each in published)
    return next((label for label in labels if label != code), code)


def _rows(published: Publication, measure: str, breakdown: str | None, reader: Reader) -> tuple[Row, ...]:
    """What a publication shows of a measure or, where it is one, of a breakdown variable."""
    table = published.table(measure, breakdown)
    if table is None or table.step is Step.NOTHING:
        return ()
    told = result(published, measure, breakdown, reader)
    return tuple(row for row in told.rows if row.base is not None) if told else ()


def _by_audience(published: Published, of: Mapping[Audience, str], reader: Reader) -> tuple[Row, ...]:
    """One row per audience: its newest publication that shows its measure."""
    rows: list[Row] = []
    for audience, measure in of.items():
        asked = [each for each in published if _audience(each) is audience]
        newest = [found for each in asked if (found := _rows(each, measure, None, reader))][-1:]
        rows += [_named(row, reader.says(AUDIENCES[audience])) for found in newest for row in found]
    return tuple(rows)


def _audience(published: Publication) -> Audience:
    return published.questionnaire.audience


def _named(row: Row, label: str) -> Row:
    return replace(row, label=label)


def _matrix(title: str, corner: str, rows: tuple[Row, ...], spoken: tuple[str, ...], reader: Reader) -> Matrix | None:
    """Rows in the columns of all of them: a row without a column has no number there."""
    if not rows:
        return None
    columns = tuple(dict.fromkeys(share.label for row in rows for share in row.shares))
    aligned = []
    for row in rows:
        known = {share.label: share for share in row.shares}
        shares = tuple(known.get(label, Share(label, None, None, None, None)) for label in columns)
        aligned.append(replace(row, shares=shares))
    dots = any(share.count is None for row in aligned for share in row.shares)
    return Matrix(title, corner, columns, tuple(aligned), (*spoken, *([reader.says(HIDDEN)] if dots else [])))


def _difference(published: Published, measure: AudiencesMeasure, reader: Reader) -> list[str]:
    """The test of the counts that are shown, where every audience has 30 people or more."""
    tables = [
        found[-1]
        for audience, name in measure.of.items()
        if (found := [t for each in published if _audience(each) is audience and (t := _whole(each, name))])
    ]
    codes = [tuple(cell.code for cell in table.groups[0].cells) for table in tables]
    counts = [[cell.count or 0 for cell in table.groups[0].cells] for table in tables]
    if len(tables) < len(measure.of) or len(set(codes)) > 1 or not is_tested(*map(sum, counts)):
        return []
    from survey.analysis.comparison.shares import compare_shares  # noqa: PLC0415 - scipy loads only for a test.
    from survey.analysis.scales import TooFewError  # noqa: PLC0415

    try:
        found_p = compare_shares(counts).p
    except TooFewError:
        return []
    told = reader.says(DIFFERS, p=reader.number(rounded(round(found_p, 9), 3)))
    return [told, reader.says(ASSOCIATION.message)]


def _whole(published: Publication, measure: str) -> ProtectedTable | None:
    """The total of a distribution of which every cell is shown."""
    table = published.table(measure)
    if table is None or table.kind is Kind.MENTIONS or not table.groups[0].cells:
        return None
    return table if all(cell.count is not None for cell in table.groups[0].cells) else None
