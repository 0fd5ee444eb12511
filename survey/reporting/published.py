"""A publication as it was stored, with the study and the questionnaire that give its codes their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from survey.analysis.disclosure import Kind, ProtectedChange, ProtectedFlow, ProtectedTable
from survey.analysis.estimates import ResponseFigures
from survey.analysis.method import Method
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.study import Measure, Study

FORMAT = 1


class UnknownFormatError(ValueError):
    """The publication was made by a newer version of this program; update this one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A frozen set of tables of one wave. Everything that may be known is in here; nothing else is read."""

    id: int
    study: Study
    wave: str
    day: date
    digest: str
    questionnaire: Questionnaire
    response: ResponseFigures
    tables: tuple[ProtectedTable, ...]
    changes: tuple[ProtectedChange, ...] = ()
    methods: Mapping[tuple[str, str | None], Method] = field(default_factory=dict)
    """How each table came about, by its measure and breakdown."""
    flows: tuple[ProtectedFlow, ...] = ()
    until: str | None = None
    """Of an interim release: the last quarter whose answers are in it."""
    kept: Mapping[tuple[str, str | None], date] = field(default_factory=dict)
    """The tables of an earlier release, and its day."""
    themes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """The names of themes by measure, code and language: a table has codes only."""
    quotes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Approved quotes by measure."""

    @property
    def audience(self) -> Audience:
        """Who answered."""
        return self.questionnaire.audience

    def table(self, measure: str, breakdown: str | None = None) -> ProtectedTable | None:
        """The table of `measure`, in total or by `breakdown`; None if the publication has no such table."""
        return next((table for table in self.tables if (table.measure, table.breakdown) == (measure, breakdown)), None)

    def measures(self) -> tuple[str, ...]:
        """The measures, in the order of the study. Parts of a measure (`capability.value_use`) are not among them."""
        totals = (table for table in self.tables if table.breakdown is None and table.kind is not Kind.BACKGROUND)
        return tuple(table.measure for table in totals if "." not in table.measure)

    def change(self, measure: str) -> ProtectedChange | None:
        """The change called `measure`; None if the publication has none."""
        return next((change for change in self.changes if change.measure == measure), None)

    def flow(self, measure: str) -> ProtectedFlow | None:
        """The flow called `measure`; None if the publication has none."""
        return next((flow for flow in self.flows if flow.measure == measure), None)

    def backgrounds(self) -> tuple[str, ...]:
        """The breakdown variables. Each also has a table of its own, with this as its measure."""
        return tuple(table.item for table in self.tables if table.kind is Kind.BACKGROUND)

    def measure(self, measure_id: str) -> Measure | None:
        """The study's words for a measure; None if the study was changed since."""
        return next((measure for measure in self.study.results.measures if measure.id == measure_id), None)
