"""A report of one publication: what it says, in order, before anything is set on pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.questionnaires.problems import N_

from ..exhibits import Exhibit, exhibits
from ..exhibits.exhibited import source
from ..headlines import DEFINITION, Headline, headlines
from ..labels import wave_label
from ..published import Publication
from ..reader import Reader
from ..registers import RegisterFigures, registers
from ..sentences import response_sentence

TITLE = N_("Results: {programme}")
SUMMARY, FIGURES, ELSEWHERE = N_("Summary"), N_("Results"), N_("Figures from elsewhere")
METHODS, RESPONSE, TABLES = N_("How this was calculated"), N_("Response"), N_("Tables")
FIGURE, TABLE = N_("Figure {number}. {title}"), N_("Table {number}. {title}")
INVITED, COMPLETE, PARTIAL, BROKEN = (
    N_("Invited"),
    N_("Filled in completely"),
    N_("Partly filled in"),
    N_("Begun and not sent"),
)
RULES = N_(
    "This report holds only numbers about groups that are large enough. A dot (.) stands for a number that is not "
    "shown, so that nobody can be recognised. A group has at least {smallest} people."
)
NO_CAUSE = N_("The numbers describe. They do not say what caused a difference.")
LONG = 4
"""From so many rows on a figure is worth half a page."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report, in the words of a reader. `figures` are drawn; `tables` stand behind, with all numbers."""

    language: str
    title: str
    subtitle: str
    cover: tuple[str, ...]
    headlines: tuple[Headline, ...]
    figures: tuple[Exhibit, ...]
    tables: tuple[Exhibit, ...]
    registers: tuple[RegisterFigures, ...]
    response: tuple[tuple[str, str], ...]
    methods: tuple[str, ...]
    source: str
    words: dict[str, str]

    def captions(self) -> tuple[str, ...]:
        """The caption of every figure."""
        return tuple(self.words["figure"].format(number=n, title=e.title) for n, e in enumerate(self.figures, start=1))

    def ranked(self) -> tuple[Exhibit, ...]:
        """The first two results that are drawn in rows: what a factsheet has room for."""
        return tuple(each for each in self.figures if each.charts and len(each.charts[0].y.ticks) >= LONG)[:2]


def report(published: Publication, waves: Sequence[Publication], reader: Reader) -> Report:
    """The report of a publication. `waves`: the newest of every wave, in the order of the study."""
    study = published.study
    before = [each for each in waves if each.audience is published.audience and each.id <= published.id]
    whole = tuple(_whole(published, waves, reader))
    return Report(
        language=reader.language,
        title=reader.says(TITLE, programme=reader.reads(study.programme)),
        subtitle=reader.reads(study.title),
        cover=(reader.reads(study.organisation), wave_label(published, reader), reader.day(published.day)),
        headlines=headlines(published, reader, sorted(before, key=lambda each: each.id)),
        figures=whole,
        tables=(*whole, *_split(published, reader)),
        registers=registers(study, reader),
        response=_response(published, reader),
        methods=_methods(published, whole, reader),
        source=source(published, reader),
        words=_words(reader),
    )


def _whole(published: Publication, waves: Sequence[Publication], reader: Reader) -> list[Exhibit]:
    """Every measure in total, every change, and what the publications of all waves show together."""
    study = published.study.results.measures
    return [shown for each in study for shown in exhibits(published, each.id, None, reader, waves)]


def _split(published: Publication, reader: Reader) -> list[Exhibit]:
    """Who answered, then every breakdown that shows anything."""
    known = [(table.measure, table.breakdown) for table in published.tables]
    parts = [key for key in known if key[1] is None and key[0] in published.backgrounds()]
    parts += [key for key in known if key[1] is not None and "." not in key[0]]
    return [shown for measure, breakdown in parts for shown in exhibits(published, measure, breakdown, reader)]


def _response(published: Publication, reader: Reader) -> tuple[tuple[str, str], ...]:
    figures = published.response
    invited = ((INVITED, figures.invited),) if figures.invited else ()  # Nobody is, in an open study.
    rows = (*invited, (COMPLETE, figures.complete), (PARTIAL, figures.partial), (BROKEN, figures.break_off))
    return tuple((reader.says(label), reader.number(number)) for label, number in rows)


def _methods(published: Publication, whole: Sequence[Exhibit], reader: Reader) -> tuple[str, ...]:
    """Every sentence on how results came about, once."""
    smallest = published.study.smallest_group(published.audience)
    said = [response_sentence(published.response, reader), reader.says(DEFINITION)]
    said += [reader.says(RULES, smallest=reader.number(smallest)), reader.says(NO_CAUSE)]
    said += [sentence for shown in whole for sentence in shown.methods]
    return tuple(dict.fromkeys(said))


def _words(reader: Reader) -> dict[str, str]:
    """The words around the numbers; what has a number keeps its place for it."""
    known = {
        "summary": SUMMARY,
        "figures": FIGURES,
        "elsewhere": ELSEWHERE,
        "methods": METHODS,
        "response": RESPONSE,
        "tables": TABLES,
        "figure": FIGURE,
        "table": TABLE,
    }
    return {name: reader.translate(message) for name, message in known.items()}
