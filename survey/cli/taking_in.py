"""An import of answers from the terminal: read, judged and stored, each with a progress bar."""

from pathlib import Path

import click

from survey.fieldwork import answers_file, designs
from survey.fieldwork.answers_file import Filled, Pile, Reading
from survey.fieldwork.answers_file.reading import quarter
from survey.fieldwork.contacts_file import open_table
from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.waves import Field

from .words import _


def take_in(
    field: Field, asked: tuple[str, str], file: Path, accept_small: str | None, *, dry_run: bool
) -> dict[str, int]:
    """Everything, or nothing; how many forms there are of each sort."""
    wave = _wave(field, *asked)
    table = open_table(file)
    digest = answers_file.digest_of(file.read_bytes())
    answers_file.check_wave(field, wave, digest)
    reading = Reading(str(file), wave.study, wave.wave, wave.questionnaire, quarter(field.now.date()))
    with click.progressbar(length=table.length, label=_("Reading")) as bar:
        forms = answers_file.read(reading, table, lambda line: bar.update(line - bar.pos))
    accepted = answers_file.check_size(wave, forms, accept_small)
    with click.progressbar(length=len(forms), label=_("Codes")) as bar:
        standings = answers_file.tickets_behind(field.responses, wave, str(file), forms, lambda: bar.update(1))
    if not dry_run:
        answers_file.enter(field, wave, Pile(forms, standings, digest, accepted))
    return _counted(forms)


def _wave(field: Field, study: str, name: str) -> FrozenWave:
    design = designs.find(field.studies, study)
    row = designs.find_wave(field.studies, design, name)
    found = designs.frozen_wave(field.studies, row.id)
    field.studies.rollback()
    if found is None:
        raise LookupError(f"Wave {study}/{name} is not in the studies database any more.")
    return found


def _counted(forms: list[Filled]) -> dict[str, int]:
    by_code = sum(bool(form.code) for form in forms)
    return {"forms": len(forms), "by_code": by_code, "added": len(forms) - by_code}
