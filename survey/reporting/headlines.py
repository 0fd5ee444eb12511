"""The overview of a publication: one figure and one sentence per headline, and what was mentioned most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from survey.analysis.disclosure import Cell, Kind, ProtectedGroup, ProtectedTable, Step
from survey.analysis.estimates import half_up, percent
from survey.analysis.figures import Chart, Wordings
from survey.analysis.figures.means import over_waves
from survey.questionnaires.kinds import MultipleChoice
from survey.questionnaires.problems import N_

from .labels import cell_label, measure_label, wave_label
from .published import Publication
from .read import Result, Share, response, result
from .reader import Reader
from .sentences import is_indicative

MEAN = N_("{base} people gave a grade. On average it is {mean}.")
HIGH = N_("{percent}% of the {base} people who gave a grade gave an 8 or higher.")
LOW = N_("{percent}% of the {base} people who gave a grade gave a 5 or lower.")
ABOVE = N_("That is above the norm of {norm}.")
BELOW = N_("That is below the norm of {norm}.")
MET = N_("That is exactly the norm of {norm}.")
BEFORE = N_("In “{wave}” it was {mean}.")
NORM = N_("Norm: {norm}")
ANSWERED = N_("{percent}% of the {base} people who were asked answered “{answer}”.")
DEFINITION = N_("Complete means: at least 80% of the questions that were shown are answered.")
PARTIAL = N_("Partly filled in: {partial}.")

AVERAGE = N_("Average grade")
HIGH_GRADES = N_("Gave an 8 or higher")
LOW_GRADES = N_("Gave a 5 or lower")
LOW_BAND = "low"
RESPONSE = N_("Response")
MOST = 5


@dataclass(frozen=True, slots=True)
class Headline:
    """A mean or a whole percentage with its sentence. `measure` is where it comes from; None for the response.

    `shares` are the parts of the whole behind a mean, `chart` shows it over the waves.
    """

    measure: str | None
    label: str
    mean: Decimal | None
    percent: int | None
    sentence: str
    indicative: bool = False
    shares: tuple[Share, ...] = ()
    chart: Chart | None = None
    number: str = ""
    """As it is written: a mean, or a percentage."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was mentioned most: at most five options, the most mentioned first. `apart` are options like "nothing".

    `own_words`: they are themes, and the base is answers instead of people.
    """

    measure: str
    title: str
    base: int
    shares: tuple[Share, ...]
    apart: tuple[Share, ...]
    indicative: bool
    own_words: bool = False


def headlines(published: Publication, reader: Reader, waves: Sequence[Publication] = ()) -> tuple[Headline, ...]:
    """The headlines in the order of the study, then the response. What is hidden has no headline.

    The first grade has its shares too; of further ones the mean is enough.

    `waves` are the publications of the same audience up to this one, the earliest first, to compare grades with.
    """
    totals = [table for measure in published.measures() if (table := published.table(measure)) is not None]
    shown = [table for table in totals if table.step is not Step.NOTHING]
    grades = [table.measure for table in shown if table.kind is Kind.GRADE]
    found = [
        headline
        for table in shown
        for headline in _of(published, table, waves, reader)
        if table.measure not in grades[1:] or headline.mean is not None
    ]
    if len(grades) > 1:
        found = [_named(published, each, grades[0], reader) for each in found]
    return tuple(replace(each, number=_written(each, reader)) for each in (*found, _response(published, reader)))


def _written(headline: Headline, reader: Reader) -> str:
    if headline.mean is not None:
        return reader.number(headline.mean)
    return "" if headline.percent is None else f"{reader.number(headline.percent)}%"


def rankings(published: Publication, reader: Reader) -> tuple[Ranking, ...]:
    """What was mentioned most, per question of which anything is shown."""
    found = []
    for measure in published.measures():
        table = published.table(measure)
        told = result(published, measure, None, reader)
        if table is not None and told is not None and table.kind is Kind.MENTIONS and told.rows:
            found.append(_ranking(published, table, told))
    return tuple(found)


def _ranking(published: Publication, table: ProtectedTable, told: Result) -> Ranking:
    (row,) = told.rows
    item = published.questionnaire.item(table.item)
    exclusive = item.exclusive_codes() if isinstance(item, MultipleChoice) else frozenset()
    known = [
        (cell.code in exclusive, share)
        for cell, share in zip(table.groups[0].cells, row.shares, strict=True)
        if share.count
    ]
    most = sorted((share for apart, share in known if not apart), key=lambda share: -(share.count or 0))[:MOST]
    return Ranking(
        measure=table.measure,
        title=told.title,
        base=row.base or 0,
        shares=tuple(most),
        apart=tuple(share for apart, share in known if apart),
        indicative=row.indicative,
        own_words=table.measure in published.themes,
    )


def _named(published: Publication, headline: Headline, first: str, reader: Reader) -> Headline:
    """Where there are more grades, a mean stands under the title of its measure; only the first is shown at large."""
    if headline.mean is None or headline.measure is None:
        return headline
    label = measure_label(published, headline.measure, reader)
    if headline.measure == first:
        return replace(headline, label=label)
    return replace(headline, label=label, shares=(), chart=None)


def _of(
    published: Publication, table: ProtectedTable, waves: Sequence[Publication], reader: Reader
) -> Iterator[Headline]:
    (group,) = table.groups
    if table.kind is Kind.GRADE and group.mean is not None:
        yield _mean(published, table, waves, reader)
    merged = group.merged
    told = table.kind in (Kind.GRADE, Kind.CHOICE)
    if told and merged is not None and merged.count is not None and group.base:
        yield _share(published, table, group, merged, reader)
    low = next((cell for cell in group.cells if cell.code == LOW_BAND), None)
    if low is not None and low.count is not None and group.base and table.kind is Kind.GRADE:
        whole = percent(low.count, group.base)
        sentence = reader.says(LOW, percent=reader.number(whole), base=reader.number(group.base))
        yield Headline(table.measure, reader.says(LOW_GRADES), None, whole, sentence, is_indicative(group))


def _mean(published: Publication, table: ProtectedTable, waves: Sequence[Publication], reader: Reader) -> Headline:
    (group,) = table.groups
    mean = group.mean or Decimal(0)
    told = result(published, table.measure, None, reader)
    graded = [(wave_label(each, reader), total) for each in waves if (total := _graded(each, table.measure))]
    norm = published.study.results.norm
    said = [reader.says(MEAN, base=reader.number(group.mean_base or 0), mean=reader.number(mean))]
    said += _compared(mean, norm, graded, reader)
    return Headline(
        measure=table.measure,
        label=reader.says(AVERAGE),
        mean=mean,
        percent=None,
        sentence=" ".join(said),
        indicative=is_indicative(group),
        shares=told.rows[0].shares if told else (),
        chart=_trend(graded, norm, reader) if len(graded) > 1 else None,
    )


def _graded(published: Publication, measure: str) -> ProtectedTable | None:
    """The total of a grade, if its mean is shown."""
    table = published.table(measure)
    return table if table is not None and table.groups[0].mean is not None else None


def _compared(
    mean: Decimal, norm: Decimal | None, graded: Sequence[tuple[str, ProtectedTable]], reader: Reader
) -> list[str]:
    """The mean beside the norm and beside the wave before, without a word on what caused a difference."""
    said = []
    if norm is not None:
        message = MET if mean == norm else ABOVE if mean > norm else BELOW
        said.append(reader.says(message, norm=reader.number(norm)))
    if len(graded) > 1:
        wave, table = graded[-2]
        said.append(reader.says(BEFORE, wave=wave, mean=reader.number(table.groups[0].mean or 0)))
    return said


def _trend(graded: Sequence[tuple[str, ProtectedTable]], norm: Decimal | None, reader: Reader) -> Chart:
    words = Wordings({}, {}, reader.number, reader.separators)
    line = (norm, reader.says(NORM, norm=reader.number(norm))) if norm is not None else None
    return over_waves(graded, words, line)


def _share(
    published: Publication, table: ProtectedTable, group: ProtectedGroup, merged: Cell, reader: Reader
) -> Headline:
    base = group.base or 0
    whole = percent(merged.count or 0, base)
    grade = table.kind is Kind.GRADE
    label = reader.says(HIGH_GRADES) if grade else measure_label(published, table.measure, reader)
    sentence = reader.says(
        HIGH if grade else ANSWERED,
        percent=reader.number(whole),
        base=reader.number(base),
        answer=cell_label(published, table, merged, reader),
    )
    return Headline(table.measure, label, None, whole, sentence, is_indicative(group))


def _response(published: Publication, reader: Reader) -> Headline:
    figures = published.response
    rate = figures.rr1()
    said = [response(published, reader), reader.says(DEFINITION)]
    if figures.partial:
        said.append(reader.says(PARTIAL, partial=reader.number(figures.partial)))
    return Headline(
        None, reader.says(RESPONSE), None, None if rate is None else int(half_up(100 * rate)), " ".join(said)
    )
