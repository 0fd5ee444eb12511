"""A publication in memory: the replica, or tables of one's own."""

from datetime import date

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import ProtectedTable, Rules, protect
from survey.analysis.estimates import ResponseFigures
from survey.analysis.frames import frame
from survey.questionnaires.study import Study
from survey.reporting.published import Publication
from tests.unit.analysis import replica

STUDY, QUESTIONNAIRE = replica.study()
FIGURES = ResponseFigures(invited=replica.INVITED, complete=141, partial=2, break_off=0)


def replicated() -> tuple[ProtectedTable, ...]:
    """The protected tables of the replica."""
    table = frame(QUESTIONNAIRE, replica.records())
    return protect(tabulate(table, STUDY, QUESTIONNAIRE, replica.INVITED), Rules())


def publication(
    tables: tuple[ProtectedTable, ...] | None = None, study: Study = STUDY, figures: ResponseFigures = FIGURES
) -> Publication:
    """A publication of `tables`; of the replica if none are given."""
    return Publication(
        id=1,
        study=study,
        wave="single",
        day=date(2026, 11, 22),
        digest="0" * 64,
        questionnaire=QUESTIONNAIRE,
        response=figures,
        tables=replicated() if tables is None else tables,
    )
