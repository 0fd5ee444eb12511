"""What an exhibit is made of."""

from dataclasses import dataclass

from survey.analysis.figures import Chart
from survey.questionnaires.problems import N_

from ..labels import wave_label
from ..published import Publication
from ..reader import Reader
from .grid import Grid, Record

SOURCE = N_("Source: {study}, {organisation}, {wave}. Published on {day}.")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A result with its words, its figures and its source.

    `hidden` says what is not shown, and why; `quotes` are approved.
    """

    measure: str
    breakdown: str | None
    title: str
    wave: str
    sentences: tuple[str, ...]
    hidden: tuple[str, ...]
    methods: tuple[str, ...]
    source: str
    charts: tuple[Chart, ...]
    grids: tuple[Grid, ...]
    records: tuple[Record, ...]
    quotes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a file of it is called."""
        return "-".join(filter(None, (self.measure, self.breakdown)))


def source(published: Publication, reader: Reader) -> str:
    """Where numbers of a publication come from."""
    study = published.study
    return reader.says(
        SOURCE,
        study=reader.reads(study.title),
        organisation=reader.reads(study.organisation),
        wave=wave_label(published, reader),
        day=reader.day(published.day),
    )
