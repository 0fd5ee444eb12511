"""Jobs as pages show them: asked for here, done by the worker, and looked at until they are over."""

from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import now, stores
from survey.jobs import queue
from survey.jobs.queue import Job, Wish
from survey.questionnaires.problems import N_
from survey.storage.jobs import JobKind

from ..words import _
from .studies_found import title_of, waves_of

DOING: Mapping[JobKind, str] = {
    JobKind.PREVIEW: N_("Looking at what a publication would hide"),
    JobKind.PUBLISH: N_("Publishing"),
    JobKind.JUDGE: N_("Looking at what a file would give away"),
    JobKind.EXPORT: N_("Making the file"),
    JobKind.REHEARSE: N_("Reading the file, without changing anything"),
    JobKind.IMPORT: N_("Taking in the forms"),
}


def asked(study: str, wave: str, kind: JobKind, where: str, **given: Any) -> ResponseReturnValue:
    """Ask for a job, and go to the page that shows how far it is: `where` is its endpoint."""
    wish = Wish(study, wave, kind, current_user.email, given)
    with stores().studies() as session:
        number = queue.ask(session, wish, now().date())
    return redirect(url_for(where, study=study, number=number), 303)


def found(study: str, number: int, kinds: tuple[JobKind, ...]) -> Job:
    """A job of a study; 404 if there is none of these kinds, or it is somebody else's."""
    with stores().studies() as session:
        job = queue.find(session, study, number)
    if job is None or job.kind not in kinds or job.actor != current_user.email:
        abort(404)
    return job


def told(outcome: Mapping[str, Any]) -> str:
    """Why a job was not done."""
    return _(str(outcome["sentence"])).format(**outcome.get("values", {})) if "sentence" in outcome else ""


def problems(outcome: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """What is wrong with a file: the line, the column and a sentence."""
    return [(line, place, _(said).format(**values)) for line, place, said, values in outcome.get("problems", [])]


def shown(job: Job, template: str, **words: Any) -> ResponseReturnValue:
    """The page of a job: that it waits, or what came of it."""
    design, _stages = waves_of(job.study_id)
    wave = design.wave(job.wave)
    return render_template(
        template if job.is_over else "research/waiting.html",
        study=job.study_id,
        title=title_of(design),
        design=design,
        job=job,
        wave=wave,
        doing=_(DOING[job.kind]),
        why=told(job.outcome),
        problems=problems(job.outcome),
        **words,
    )
