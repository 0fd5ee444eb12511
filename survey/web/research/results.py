"""The results of a study: which waves can be published, what is published, and who approved it."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import now, stores
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.jobs import queue
from survey.jobs.queue import Job
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study, Wave
from survey.questionnaires.wording import spoken
from survey.reporting import approval
from survey.reporting.approval import Listed
from survey.storage.engines import writing
from survey.storage.jobs import JobKind
from survey.storage.studies import Stage

from ..access import Rule, allow, may
from ..words import _, language
from . import errands
from .blueprint import blueprint
from .studies_found import closed_wave, questionnaire_of, title_of, waves_of

KINDS = (JobKind.PREVIEW, JobKind.PUBLISH)


@dataclass(frozen=True, slots=True)
class Line:
    """A wave: where it stands, what is published of it, and the newest job about it."""

    wave: Wave
    stage: Stage
    published: Listed | None
    job: Job | None


@blueprint.get("/studies/<study>/results")
@allow(Rule.RESULTS)
def results(study: str) -> ResponseReturnValue:
    """Waves and publications."""
    return _page(study)


def _page(study: str, problem: str = "") -> ResponseReturnValue:
    design, stages = waves_of(study)
    with stores().studies() as session:
        known = approval.publications(session, study)
        jobs = queue.newest(session, study, KINDS)
    mine = {wave: job for wave, job in jobs.items() if job.actor == current_user.email}
    newest = {each.wave: each for each in reversed(known)}
    lines = [Line(wave, stages[wave.id], newest.get(wave.id), mine.get(wave.id)) for wave in design.waves]
    page = render_template(
        "research/results.html",
        study=study,
        title=title_of(design),
        design=design,
        lines=lines,
        publications=known,
        names={wave.id: spoken(wave.text, language()) for wave in design.waves},
        publishes=may(Rule.ANSWERS, study),
        approves=may(Rule.OWNER, study),
        problem=problem,
    )
    return page, 409 if problem else 200


@blueprint.post("/studies/<study>/results/<wave>/preview")
@allow(Rule.ANSWERS)
def results_preview(study: str, wave: str) -> ResponseReturnValue:
    """Look at what a publication would hide."""
    return errands.asked(study, _known(study, wave), JobKind.PREVIEW, ".results_job")


@blueprint.get("/studies/<study>/results/<wave>/publish")
@allow(Rule.ANSWERS)
def results_sure(study: str, wave: str) -> ResponseReturnValue:
    """Ask before publishing: a wave is published once."""
    design, _stages = waves_of(study)
    found = design.wave(_known(study, wave))
    needs = design.results.approval == "required"
    return render_template(
        "research/publish.html", study=study, title=title_of(design), design=design, wave=found, needs=needs
    )


@blueprint.post("/studies/<study>/results/<wave>/publish")
@allow(Rule.ANSWERS)
def results_publish(study: str, wave: str) -> ResponseReturnValue:
    """Publish."""
    return errands.asked(study, _known(study, wave), JobKind.PUBLISH, ".results_job")


def _known(study: str, wave: str) -> str:
    """The name of a closed wave; 404 for any other."""
    return closed_wave(study, wave)[1].id


@blueprint.get("/studies/<study>/results/jobs/<int:number>")
@allow(Rule.ANSWERS)
def results_job(study: str, number: int) -> ResponseReturnValue:
    """How far a publication or a preview is, and what came of it."""
    job = errands.found(study, number, KINDS)
    questionnaire = questionnaire_of(study, job.wave)
    design, _stages = waves_of(study)
    return errands.shown(
        job, "research/results_job.html", measure=_measures(design), variable=_variables(design, questionnaire)
    )


def _measures(design: Study) -> dict[str, str]:
    """The titles of measures."""
    return {each.id: spoken(each.title, language()) for each in design.results.measures}


def _variables(design: Study, questionnaire: Questionnaire) -> dict[str, tuple[str, dict[str, str]]]:
    """The words of every variable by which results are broken down, and of its classes."""
    tag = language()
    known = {
        each.id: (spoken(each.text, tag), {code.code: spoken(code.text, tag) for code in each.classes})
        for each in design.attributes
    }
    for item in questionnaire.items():
        if item.id in design.results.breakdowns:
            classes = {option.code: spoken(option.text, tag) for option in item.choices(item.id)}
            known[item.id] = (spoken(item.text, tag), classes)
    return known


@blueprint.post("/studies/<study>/results/approve/<int:number>")
@allow(Rule.OWNER)
def results_approve(study: str, number: int) -> ResponseReturnValue:
    """Let dashboards show a publication, as somebody else than who made it."""
    with stores().studies() as session:
        known = {each.number for each in approval.publications(session, study)}
        session.rollback()
        try:
            if number not in known:
                raise approval.UnknownPublicationError(number=number)
            approval.approve(session, number, current_user.email, now().date())
        except RefusedError as refusal:
            session.rollback()
            return _page(study, refusal.told(_))
        audit.record(writing(session), now(), Deed(current_user.email, study, "approve", str(number)))
        session.commit()
    return redirect(url_for(".results", study=study) + "#publications", 303)
