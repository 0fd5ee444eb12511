"""What each store holds of a study: tables, columns and numbers of rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import OpenText
from survey.storage.studies import AuditEntry, Cohort, PublicationRow, WaveRow

from .. import designs, terms
from ..waves import Field
from .sheet import Holding, steps


def holdings(field: Field, study: Study) -> Iterator[Holding]:
    """First what is about people, with its term; then what the study itself consists of."""
    since = terms.over_since(field.studies, study, field.now.date())
    for lot in terms.lots(study):
        session: Session = getattr(field, lot.store.value)
        rows = session.scalar(select(func.count()).select_from(lot.table).where(lot.here)) or 0
        session.rollback()
        table, columns = lot.table.__tablename__, tuple(lot.table.__table__.columns.keys())
        until = _until(since, lot.months)
        yield Holding(lot.store, table, lot.what, columns, steps(rows), months=lot.months, until=until)
    cohorts = select(WaveRow.id).where(WaveRow.study_id == study.id)
    for what, model, here in (
        (N_("waves"), WaveRow, WaveRow.study_id == study.id),
        (N_("cohorts"), Cohort, Cohort.wave_id.in_(cohorts)),
        (N_("publications"), PublicationRow, PublicationRow.study_id == study.id),
        (N_("deeds in the audit log"), AuditEntry, AuditEntry.study_id == study.id),
    ):
        number = field.studies.scalar(select(func.count()).select_from(model).where(here)) or 0
        columns = tuple(model.__table__.columns.keys())
        yield Holding(Store.STUDIES, model.__tablename__, what, columns, number, about_people=False)
    field.studies.rollback()


def _until(since: date | None, months: int) -> date | None:
    return terms.ends(since, months) if since else None


def traces(responses: Session, study: Study) -> dict[str, int]:
    """In how many open answers each kind of trace was seen, in steps of 5."""
    waves = [designs.wave_id(study.id, wave.id) for wave in study.waves]
    marks = responses.scalars(select(OpenText.traces).where(OpenText.wave_id.in_(waves)))
    counted = Counter(kind for each in marks for kind in each)
    responses.rollback()
    return {kind: steps(number) for kind, number in sorted(counted.items())}
