"""An audit, gathered: everything is read, nothing is changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Mode, Study
from survey.storage.conditions import conditions
from survey.storage.engines import Store
from survey.storage.studies import Cohort, Destruction, Erasure, PublicationRow, WaveRow, Work

from .. import audit_chain, upkeep
from ..secrecy import secrecy
from ..waves import Field
from . import checks, holdings
from .sheet import Audit, Check, Outcome, Published, State, Wave, steps


def examined(field: Field, study: Study) -> Audit:
    """The audit of a study at this moment, with every check run."""
    deed = field.studies.get(Destruction, study.id)
    field.studies.rollback()
    waves = tuple(_waves(field.studies, study))
    erased = select(func.count()).select_from(Erasure).where(Erasure.study_id == study.id)
    audit = Audit(
        study=study,
        at=field.now,
        secrecy=secrecy(field.studies, field.keyring, study.id),
        keys=_state(field, study, deed, begun=any(wave.cohorts for wave in waves)),
        destroyed=deed.finished if deed else None,
        deciders=(deed.first, deed.second) if deed else (),
        waves=waves,
        upkeep=_upkeep(field.studies),
        holdings=tuple(holdings.holdings(field, study)),
        traces=holdings.traces(field.responses, study),
        conditions=tuple(each for store in Store for each in conditions(getattr(field, store.value), store)),
        publications=tuple(_publications(field.studies, study)),
        term=deed.term if deed else None,
        erasures=steps(field.studies.scalar(erased) or 0),
        log=audit_chain.verified(field.studies),
    )
    field.studies.rollback()
    found = checks.run(checks.Scene(field, audit))
    outcomes = (Check(promise, Outcome.FAILED if wrong else Outcome.PASSED, wrong or "") for promise, wrong in found)
    return replace(audit, checks=tuple(outcomes))


def _upkeep(studies: Session) -> Mapping[str, datetime | None]:
    return {work.value: upkeep.last(studies, work) for work in Work}


def _state(field: Field, study: Study, deed: Destruction | None, *, begun: bool) -> State:
    if study.mode is Mode.OPEN:
        return State.NONE
    if deed is not None:
        return State.DESTROYED if deed.finished and study.id not in field.keyring.held() else State.BEING_DESTROYED
    if study.id in field.keyring.held():
        return State.HERE
    return State.MISSING if begun else State.NOT_MADE


def _waves(studies: Session, study: Study) -> list[Wave]:
    cohorts = select(func.count(Cohort.id)).where(Cohort.wave_id == WaveRow.id).scalar_subquery()
    query = select(WaveRow.name, WaveRow.stage, cohorts, WaveRow.closed).where(WaveRow.study_id == study.id)
    found = [Wave(*row) for row in studies.execute(query.order_by(WaveRow.position)).all()]
    studies.rollback()
    return found


def _publications(studies: Session, study: Study) -> list[Published]:
    query = select(PublicationRow).where(PublicationRow.study_id == study.id).order_by(PublicationRow.id)
    found = [_published(row.wave_id, row.day, row.digest, row.document) for row in studies.scalars(query)]
    studies.rollback()
    return found


def _published(wave: str, day: date, digest: str, document: str) -> Published:
    return Published(wave, day, digest, sha256(document.encode()).hexdigest() == digest)
