"""Approval and opening: a study opens as an owner approved it, when an owner says so."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import ProgrammingError

from survey.extensions import stores
from survey.fieldwork import approving, assembling, designs, foresight, outlook, shelf, waves
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.permits import Reasons
from survey.fieldwork.waves import Field
from survey.languages import is_ready
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study
from survey.storage.studies import Stage, WaveRow

from ...access import Rule, allow, may_open
from ...words import _, language
from ..blueprint import blueprint
from ..desk import check_apart, field, prepared, saving
from ..refusals import told
from . import standing


@blueprint.get("/studies/<study>/setup/approval")
@allow(Rule.DESIGN)
def setup_approval(study: str) -> ResponseReturnValue:
    """Whether the study is approved, and what keeps it from being."""
    return _approval(study)


@blueprint.post("/studies/<study>/setup/approval")
@allow(Rule.OWNER)
def setup_approve(study: str) -> ResponseReturnValue:
    """Approve the study as it stands."""
    with stores().studies() as session:
        prepared(session, study)
        try:
            approving.approve(session, study, saving(""), is_ready)
        except RefusedError as refused:
            return _approval(study, told(refused)), 409
    return redirect(url_for("research.setup", study=study, _anchor="approval"))


def _approval(study: str, refusal: str = "") -> str:
    with stores().studies() as session:
        found = prepared(session, study)
        approved = approving.approval(session, found)
        begun = assembling.has_begun(session, study)
        authors = sorted(assembling.authors(session, study))
    lines = [each for each in standing.lines(found) if each.state in (standing.State.TO_DO, standing.State.PROBLEM)]
    return render_template(
        "research/setup/approval.html",
        study=study,
        title=shelf.titled(found.values, study, language()),
        found=found,
        approved=approved,
        lacking=lines,
        begun=begun,
        authors=authors,
        may=may_open("research.setup_approve", {"study": study}),
        refusal=refusal,
    )


@blueprint.get("/studies/<study>/setup/opening")
@allow(Rule.DESIGN)
def setup_opening(study: str) -> ResponseReturnValue:
    """What happens when a wave is opened, and the button for it."""
    return _opening(study)


@blueprint.post("/studies/<study>/setup/opening")
@allow(Rule.OWNER)
def setup_open(study: str) -> ResponseReturnValue:
    """Open a wave."""
    wave = request.form.get("wave", "")
    reasons = Reasons(request.form.get("small", "").strip() or None, request.form.get("cells", "").strip() or None)
    try:
        with field() as here:
            design = _loaded(here, study)
            if design is None:
                return _opening(study, _("This study is not approved as it stands now.")), 409
            waves.open_wave(here, design, wave, reasons)
    except RefusedError as refused:
        return _opening(study, told(refused), wave), 409
    except ProgrammingError as fault:  # With roles, the worker finishes what a page may not write.
        check_apart(fault)
    return redirect(url_for("research.fieldwork", study=study, done="opened"))


def _loaded(here: Field, study: str) -> Study | None:
    """The design that was approved; None if it changed since, or was not approved."""
    found = prepared(here.studies, study)
    is_current = approving.is_loaded(here.studies, found)
    design = designs.find(here.studies, study) if is_current else None
    here.studies.rollback()
    return design


def _opening(study: str, refusal: str = "", asked: str = "") -> str:
    with field() as here:
        found = prepared(here.studies, study)
        is_current = approving.is_loaded(here.studies, found)
        here.studies.rollback()
        planned = _planned(here, found) if is_current else []
    return render_template(
        "research/setup/opening.html",
        study=study,
        title=shelf.titled(found.values, study, language()),
        found=found,
        is_current=is_current,
        planned=planned,
        events=outlook.EVENTS,
        stages=outlook.STAGES,
        may=may_open("research.setup_open", {"study": study}),
        refusal=refusal,
        asked=asked,
        sent=request.form,
    )


def _planned(here: Field, found: Assembled) -> list[tuple[str, str, list[outlook.Planned]]]:
    """For each wave its name, its stage, and what would happen if it were opened now."""
    design = found.study
    every = []
    for wave in design.waves if design else ():
        row = here.studies.get(WaveRow, designs.wave_id(found.id, wave.id))
        stage = row.stage if row else Stage.PLANNED.value
        here.studies.rollback()
        what = foresight.would_open(here, design, wave.id) if design and stage == Stage.PLANNED else []
        every.append((wave.id, stage, what))
    return every
