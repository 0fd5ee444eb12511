"""The answers of a study as files: what a file would give away comes first; codebooks; and forms from paper."""

from pathlib import Path
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import now, settings, stores
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.jobs import exchange
from survey.storage.engines import writing
from survey.storage.jobs import JobKind, JobState
from survey.storage.studies import Stage

from ..access import Rule, allow
from ..words import _, language
from . import errands
from .blueprint import blueprint
from .studies_found import closed_wave, title_of, waves_of

KINDS = (JobKind.JUDGE, JobKind.EXPORT, JobKind.REHEARSE, JobKind.IMPORT)
FORMS = {
    "csv": "CSV",
    "xlsx": "Excel (XLSX)",
    "sav": "SPSS (SAV)",
    "dta": "Stata (DTA)",
    "parquet": "Parquet",
}
MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "xml": "application/xml"}
SHEETS = (".csv", ".xlsx")


@blueprint.get("/studies/<study>/data")
@allow(Rule.ANSWERS)
def data(study: str) -> ResponseReturnValue:
    """Every wave: export, codebook, or forms from paper."""
    return _page(study)


def _page(study: str, problem: str = "") -> ResponseReturnValue:
    design, stages = waves_of(study)
    page = render_template(
        "research/data.html",
        study=study,
        title=title_of(design),
        design=design,
        stages={name: stage.value for name, stage in stages.items()},
        problem=problem,
    )
    return page, 409 if problem else 200


@blueprint.get("/studies/<study>/data/<wave>/export")
@allow(Rule.ANSWERS)
def data_export(study: str, wave: str) -> ResponseReturnValue:
    """What the file is for, and of which kind."""
    return _wish(study, wave)


def _wish(study: str, wave: str, problem: str = "") -> ResponseReturnValue:
    design, found = closed_wave(study, wave)
    page = render_template(
        "research/export.html",
        study=study,
        title=title_of(design),
        wave=found,
        forms=FORMS,
        form=request.form,
        problem=problem,
    )
    return page, 409 if problem else 200


@blueprint.post("/studies/<study>/data/<wave>/export")
@allow(Rule.ANSWERS)
def data_judge(study: str, wave: str) -> ResponseReturnValue:
    """Look at what the file would give away, before there is one."""
    name = closed_wave(study, wave)[1].id
    given = _given()
    if given["form"] not in FORMS or not given["reason"]:
        return _wish(study, wave, _("Say what the file is for. That is kept in the log."))
    return errands.asked(study, name, JobKind.JUDGE, ".data_job", **given)


def _given() -> dict[str, Any]:
    sent = request.form
    return {
        "form": sent.get("form", ""),
        "reason": " ".join(sent.get("reason", "").split()),
        "with_texts": sent.get("texts") == "yes",
        "without": sorted(sent.getlist("without")),
        "language": language(),
    }


@blueprint.get("/studies/<study>/data/jobs/<int:number>")
@allow(Rule.ANSWERS)
def data_job(study: str, number: int) -> ResponseReturnValue:
    """How far it is: the judgement of a file, the file, or forms from paper."""
    job = errands.found(study, number, KINDS)
    kept = bool(job.outcome.get("file")) and exchange.find(settings().instance, job.outcome["file"]) is not None
    return errands.shown(job, "research/data_job.html", forms=FORMS, kept=kept)


@blueprint.post("/studies/<study>/data/jobs/<int:number>/export")
@allow(Rule.ANSWERS)
def data_make(study: str, number: int) -> ResponseReturnValue:
    """Make the file that was judged; where it would give people away, only with a reason. The worker judges it anew."""
    job = errands.found(study, number, (JobKind.JUDGE, JobKind.EXPORT))
    accept = " ".join(request.form.get("accept", "").split())
    given = {**job.asked, "accept": accept}
    return errands.asked(study, job.wave, JobKind.EXPORT, ".data_job", **given)


@blueprint.get("/studies/<study>/data/jobs/<int:number>/file")
@allow(Rule.ANSWERS)
def data_file(study: str, number: int) -> ResponseReturnValue:
    """The file, for whoever asked for it, for a day."""
    job = errands.found(study, number, (JobKind.EXPORT,))
    path = exchange.find(settings().instance, job.outcome["file"]) if job.state is JobState.DONE else None
    if path is None:
        abort(404)
    with stores().studies() as session:
        deed = Deed(current_user.email, study, "download", f"{job.wave} as {job.asked['form']}")
        audit.record(writing(session), now(), deed)
        session.commit()
    response = Response(path.read_bytes(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{job.outcome["name"]}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/studies/<study>/data/<wave>/codebook.<any(html, pdf, xml):form>")
@allow(Rule.ANSWERS)
def data_codebook(study: str, wave: str, form: str) -> ResponseReturnValue:
    """What the columns of a file mean."""
    from survey.cli.explaining import explain  # noqa: PLC0415 - not for the pages of participants

    design, _stages = waves_of(study)
    if design.wave(wave) is None:
        abort(404)
    name = f"{study}-{wave}-codebook.{form}"
    tag = language() if language() in design.languages else design.languages[0]
    with stores().studies() as session:
        content = explain(session, (study, wave), Path(name), tag)
    response = Response(content, content_type=MEDIA[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.post("/studies/<study>/data/<wave>/import")
@allow(Rule.ANSWERS)
def data_import(study: str, wave: str) -> ResponseReturnValue:
    """Read a file of forms from paper, without changing anything yet."""
    design, stages = waves_of(study)
    if design.wave(wave) is None or stages[wave] not in (Stage.PLANNED, Stage.OPEN):
        abort(404)
    sent = request.files.get("file")
    suffix = Path(sent.filename or "").suffix.lower() if sent else ""
    if sent is None or suffix not in SHEETS:
        return _page(study, _("Choose a file in CSV or XLSX, with a row for each form."))
    name = exchange.put(settings().instance, sent.stream.read(), suffix)
    return errands.asked(study, wave, JobKind.REHEARSE, ".data_job", file=name)


@blueprint.post("/studies/<study>/data/jobs/<int:number>/import")
@allow(Rule.ANSWERS)
def data_take_in(study: str, number: int) -> ResponseReturnValue:
    """Take in the forms that were read, or read them again with a reason why so few are accepted."""
    job = errands.found(study, number, (JobKind.REHEARSE,))
    accept = " ".join(request.form.get("accept", "").split()) or str(job.asked.get("accept", ""))
    kind = JobKind.IMPORT if job.state is JobState.DONE else JobKind.REHEARSE
    return errands.asked(study, job.wave, kind, ".data_job", file=job.asked["file"], accept=accept)


@blueprint.post("/studies/<study>/data/jobs/<int:number>/forget")
@allow(Rule.ANSWERS)
def data_forget(study: str, number: int) -> ResponseReturnValue:
    """Throw the file of a job away before its day is over."""
    job = errands.found(study, number, KINDS)
    for known in (job.asked.get("file"), job.outcome.get("file")):
        exchange.remove(settings().instance, str(known or ""))
    return redirect(url_for(".data", study=study), 303)
