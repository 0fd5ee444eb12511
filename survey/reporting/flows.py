"""Flows in words: from which answer to which the people in both waves went."""

from dataclasses import dataclass

from survey.analysis.disclosure import Cell, ProtectedFlow, Step
from survey.analysis.disclosure.ladders import REST
from survey.analysis.estimates import percent
from survey.analysis.reliability import NORMAL_FROM
from survey.questionnaires.problems import N_

from .labels import OTHERS, cell_label, measure_label, variable_label
from .published import Publication
from .reader import Reader
from .sentences import INDICATIVE
from .shifts import DRAWN

PAIRS = N_("{number} people gave an answer both times: {first}, and {last}.")
STAYED = N_("Of them, {number} ({share}%) gave the same answer both times.")
TOGETHER = N_("Answers of few people were taken together, so that nobody can be recognised.")
PERCENTAGES = N_("A percentage is of those who gave the same answer the first time.")


@dataclass(frozen=True, slots=True)
class Passage:
    """So many people (`count`) went this way; `percent` is of all with the same state at first (None: nobody)."""

    count: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Flows:
    """A flow with its words. `states` are the same in both waves; `passages` has a row per state at first and a column
    per state later.

    `waves` are their names. All numbers are shown: what may not be known was taken together before.
    """

    measure: str
    title: str
    of: str
    waves: tuple[str, str]
    states: tuple[str, ...]
    passages: tuple[tuple[Passage, ...], ...]
    pairs: int
    sentences: tuple[str, ...]
    methods: tuple[str, ...]

    def first(self) -> tuple[int, ...]:
        """How many people had each state at first."""
        return tuple(sum(each.count for each in row) for row in self.passages)

    def last(self) -> tuple[int, ...]:
        """How many people have each state later."""
        return tuple(sum(each.count for each in column) for column in zip(*self.passages, strict=True))


def flows(published: Publication, measure_id: str, reader: Reader) -> Flows | None:
    """A flow; None if the publication has none of this name, or shows nothing of it."""
    found = published.flow(measure_id)
    if found is None or found.counts is None:
        return None
    first, last = (published.study.wave(wave) for wave in found.waves)
    waves = (reader.reads(first.text) if first else "", reader.reads(last.text) if last else "")
    return Flows(
        measure=measure_id,
        title=measure_label(published, measure_id, reader),
        of=_of(published, found, reader),
        waves=waves,
        states=tuple(_state(published, found, place, reader) for place in range(len(found.codes))),
        passages=tuple(tuple(_passage(count, sum(row)) for count in row) for row in found.counts),
        pairs=found.pairs or 0,
        sentences=_sentences(published, found, waves, reader),
        methods=found.method.told(reader.translate) if found.method else (),
    )


def _passage(count: int, base: int) -> Passage:
    return Passage(count, percent(count, base) if base else None)


def _of(published: Publication, flow: ProtectedFlow, reader: Reader) -> str:
    known = published.measure(flow.of)
    return measure_label(published, flow.of, reader) if known else variable_label(published, flow.of, reader)


def _state(published: Publication, flow: ProtectedFlow, place: int, reader: Reader) -> str:
    code, answers = flow.codes[place], flow.answers[place]
    table = published.table(flow.of)
    if table is None:
        return code
    if code == REST and flow.step is not Step.MERGED:
        return reader.says(OTHERS)
    return cell_label(published, table, Cell(code, answers, None), reader)


def _sentences(published: Publication, flow: ProtectedFlow, waves: tuple[str, str], reader: Reader) -> tuple[str, ...]:
    counts, pairs = flow.counts or (), flow.pairs or 0
    stayed = sum(row[at] for at, row in enumerate(counts))
    told = [reader.says(PAIRS, number=reader.number(pairs), first=waves[0], last=waves[1])]
    told.append(reader.says(STAYED, number=reader.number(stayed), share=percent(stayed, pairs)))
    told.append(reader.says(PERCENTAGES))
    if flow.step is Step.MERGED or REST in flow.codes:
        told.append(reader.says(TOGETHER))
    if flow.left_out:
        what = _of(published, flow, reader)
        told.append(reader.says(DRAWN, what=what, number=reader.number(flow.left_out)))
    return (*told, *([reader.says(INDICATIVE)] if pairs < NORMAL_FROM else []))
