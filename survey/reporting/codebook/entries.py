"""Entries: each variable with its name in statistical packages, its numbers, and what is published of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from survey.analysis.disclosure import NO_ANSWER, Kind, ProtectedTable
from survey.questionnaires.codebook import Level, Variable
from survey.questionnaires.kinds import Missing
from survey.questionnaires.wording import direction, spoken

from .. import read
from ..exports.coding import Numbers, legal_names, numbers
from ..exports.described import Design, described
from ..exports.samples import find_wave
from ..exports.words import Words
from ..published import Publication


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable. `counts` is how often each code was given, `base` of how many, `mean` the mean: as published."""

    variable: Variable
    name: str
    numbers: Numbers | None
    counts: Mapping[str, int] = field(default_factory=dict)
    base: int | None = None
    mean: Decimal | None = None

    def number(self, code: str) -> int | None:
        """The number of a code in SPSS; None where it has none."""
        if self.numbers is None:
            return None
        return self.numbers.flagged.get(code, self.numbers.values.get(code))


@dataclass(frozen=True, slots=True)
class Codebook:
    """The variables of a wave in words of one language; `published` is the day of the publication of its counts."""

    design: Design
    words: Words
    entries: tuple[Entry, ...]
    published: str | None = None

    @property
    def title(self) -> str:
        """The title of the study, and the words for the wave."""
        language = self.words.language
        return f"{spoken(self.design.study.title, language)}: {spoken(self.design.wave.text, language)}"

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction(self.words.language)


def find_codebook(studies: Session, study_id: str, wave: str, words: Words) -> Codebook:
    """The codebook of a wave, with the counts of its publication where it has one.

    Raises:
        NoSuchWaveError: the study or the wave is not there.
    """
    study, found, questionnaire, _stage = find_wave(studies, study_id, wave)
    listed = [each.id for each in read.publications(studies, study_id) if each.wave == wave]
    published = read.publication(studies, listed[0]) if listed else None
    studies.rollback()
    return codebook(Design(study, found, questionnaire), words, published)


def codebook(design: Design, words: Words, published: Publication | None = None) -> Codebook:
    """The codebook of a wave."""
    variables = list(described(design, words))
    names = legal_names(each.name for each in variables if not each.apart)
    known = _published(published)
    entries = []
    for variable in variables:
        coded = None if variable.level is Level.TEXT else numbers(variable)
        table, code = known.get(variable.name, (None, None))
        entry = Entry(variable, names.get(variable.name, ""), coded)
        smallest = design.study.smallest_group(design.wave.audience)
        entries.append(entry if table is None else _counted(entry, table, code, smallest))
    return Codebook(design, words, tuple(entries), published.day.isoformat() if published else None)


def _published(published: Publication | None) -> dict[str, tuple[ProtectedTable, str | None]]:
    """The table of each variable in total, and of an option of a multiple choice its code."""
    found: dict[str, tuple[ProtectedTable, str | None]] = {}
    for table in published.tables if published else ():
        if table.breakdown is not None or not table.groups:
            continue
        found[table.item] = found[f"register:{table.item}"] = (table, None)
        if table.kind is Kind.MENTIONS:
            found |= {f"{table.item}.{cell.code}": (table, cell.code) for cell in table.groups[0].cells}
    return found


def _counted(entry: Entry, table: ProtectedTable, code: str | None, smallest: int) -> Entry:
    """The entry with what is published of it, all of it or nothing: a publication may show a small number among the
    totals of a wave, a codebook does not. Classes that were put together are not told apart here either."""
    group = table.groups[0]
    single = {cell.code: cell.count for cell in group.cells if cell.count is not None and cell.codes == (cell.code,)}
    if code is not None:
        counts = {"1": single[code], "0": (group.base or 0) - single[code]} if code in single else {}
    elif table.kind is Kind.GRADE:
        counts = {}
    else:
        counts = {Missing.MISSING.value if each == NO_ANSWER else each: number for each, number in single.items()}
    if any(0 < number < smallest for number in counts.values()):
        counts = {}
    return Entry(entry.variable, entry.name, entry.numbers, counts, group.base, group.mean)
