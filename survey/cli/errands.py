"""Errands: the jobs that pages ask for, done by the worker with the same functions as the commands."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from survey import faults
from survey.fieldwork.waves import Field
from survey.jobs import exchange, queue
from survey.jobs.queue import Job
from survey.questionnaires.problems import N_, ProblemsFoundError, RefusedError
from survey.storage.jobs import JobKind

from .frame import Survey

READING = (JobKind.PREVIEW, JobKind.PUBLISH, JobKind.JUDGE, JobKind.EXPORT)
"""What needs to read answers and to change none."""

BROKEN = N_("Something went wrong on our side. Whoever manages the server finds it under number {number}.")
MOST_PROBLEMS, MOST_REMEDIES = 50, 5

Outcome = dict[str, Any]


class GoneError(RefusedError):
    """Files wait for a day."""

    sentence = N_("The file is not there any more: files are kept for a day. Send it again.")


def run(survey: Survey, kinds: Collection[JobKind] = tuple(JobKind)) -> int:
    """Do every job of these kinds that waits; how many."""
    exchange.clear(survey.settings.instance, survey.clock())
    done = 0
    with survey.ready.studies() as studies:
        while job := queue.take(studies, kinds, survey.clock()):
            _do(survey, job)
            done += 1
    return done


def _do(survey: Survey, job: Job) -> None:
    """One job, in sessions of its own. Whatever happens, its row says what came of it."""
    with survey.field() as field:
        mine = replace(field, actor=job.actor)
        try:
            outcome = TASKS[job.kind](survey, mine, job)
        except RefusedError as refusal:
            queue.refuse(field.studies, job.id, refusal)
        except ProblemsFoundError as found:
            problems = [[each.line, each.place, each.message, _withheld(each.values)] for each in found.problems]
            queue.fail(field.studies, job.id, {"problems": problems[:MOST_PROBLEMS], "number": len(problems)})
        except Exception as fault:  # noqa: BLE001 - the page has to say so, and the next job has to be done
            number = faults.number()
            click.echo("\n".join([f"Fault {number}, job {job.kind}", *faults.places(fault)]), err=True)
            queue.fail(field.studies, job.id, {"sentence": BROKEN, "values": {"number": number}})
        else:
            queue.finish(field.studies, job.id, outcome)


def _withheld(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with a cell can be an answer, and answers are not in the studies database: numbers of rows stay."""
    return {name: str(value) if isinstance(value, int) else "…" for name, value in values.items()}


def _publish(_survey: Survey, field: Field, job: Job) -> Outcome:
    from .results import publish_wave

    number, waits = publish_wave(field, job.study_id, job.wave)
    return {"publication": number, "waits": waits}


def _preview(_survey: Survey, field: Field, job: Job) -> Outcome:
    from survey.reporting.preview import preview
    from survey.reporting.publish import asked_in
    from survey.reporting.wave_frames import answers_of

    found = preview(answers_of(field.responses, asked_in(field.studies, job.study_id, job.wave)))
    return {"tables": [asdict(each) for each in found.tables], "mergers": [asdict(each) for each in found.mergers]}


def _judge(_survey: Survey, field: Field, job: Job) -> Outcome:
    from .exporting import asked_of, judged

    report = judged(field, asked_of(job.study_id, job.wave, job.asked))[0]
    return {
        "known": [[each.id, each.words] for each in report.known],
        "found": asdict(report.found),
        "remedies": [asdict(each) for each in report.remedies[:MOST_REMEDIES]],
    }


def _export(survey: Survey, field: Field, job: Job) -> Outcome:
    from .exporting import asked_of, export_folder

    instance = survey.settings.instance
    name = f"{job.study_id}-{job.wave}-{job.asked['form']}"
    with tempfile.TemporaryDirectory(dir=exchange.folder(instance)) as place:
        out = Path(place) / name
        asked = replace(asked_of(job.study_id, job.wave, job.asked), out=out)
        export_folder(field, asked, lambda _line: None)
        return {"file": exchange.put(instance, _zipped(out), ".zip"), "name": f"{name}.zip"}


def _zipped(out: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(out.iterdir()):
            archive.write(path, f"{out.name}/{path.name}")
    return packed.getvalue()


def _import(survey: Survey, field: Field, job: Job) -> Outcome:
    from .taking_in import take_in

    instance, name = survey.settings.instance, str(job.asked["file"])
    path = exchange.find(instance, name)
    if path is None:
        raise GoneError
    dry_run = job.kind is JobKind.REHEARSE
    forms = take_in(field, (job.study_id, job.wave), path, job.asked.get("accept") or None, dry_run=dry_run)
    if not dry_run:
        exchange.remove(instance, name)
    return dict(forms)


TASKS: Mapping[JobKind, Callable[[Survey, Field, Job], Outcome]] = {
    JobKind.PUBLISH: _publish,
    JobKind.PREVIEW: _preview,
    JobKind.JUDGE: _judge,
    JobKind.EXPORT: _export,
    JobKind.REHEARSE: _import,
    JobKind.IMPORT: _import,
}
