"""The open answers to one item of one wave, as the pages about them find them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import abort
from flask_security import current_user
from sqlalchemy.orm import Session

from survey.extensions import now, stores
from survey.fieldwork import audit, designs
from survey.fieldwork.audit import Deed
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study, Wave
from survey.questionnaires.wording import spoken
from survey.reporting.open_answers import coding
from survey.reporting.open_answers.codebook import Listed, themes
from survey.reporting.open_answers.coding import Coders, Text
from survey.reporting.open_answers.standing import Coder, Standing, standing
from survey.storage.engines import writing
from survey.storage.studies import Stage, WaveRow

from ..words import language


@dataclass(frozen=True)
class Desk:
    """Where somebody reads the open answers to an item: what is there, who codes, and two databases to write to."""

    studies: Session
    responses: Session
    study: Study
    wave: Wave
    item: str
    question: str
    book: tuple[Listed, ...]
    now: Standing
    coders: Coders

    @property
    def place(self) -> dict[str, Any]:
        """The variables in the addresses of these pages."""
        return {"study": self.study.id, "wave": self.wave.id, "item": self.item}

    @property
    def wave_id(self) -> str:
        """How the databases name the wave."""
        return designs.wave_id(self.study.id, self.wave.id)

    @property
    def offered(self) -> list[Listed]:
        """The themes that can be given."""
        return [each for each in self.book if not each.retired]

    @property
    def me(self) -> Coder | None:
        """Which of the coders is logged in."""
        return self.coders.place_of(current_user.email)

    def text(self, key: uuid.UUID) -> Text:
        """An answer; 404 if it is not there."""
        found = coding.text(self.responses, self.wave_id, self.item, key)
        self.responses.rollback()
        if found is None:
            abort(404)
        return found

    def note(self, action: str, detail: str = "") -> None:
        """Write into the audit log what is done here; never an answer. Commits the studies database."""
        told = f"{self.wave.id} {self.item}" + (f": {detail}" if detail else "")
        audit.record(writing(self.studies), now(), Deed(current_user.email, self.study.id, action, told))
        self.studies.commit()


@contextmanager
def desk(study: str, wave: str, item: str) -> Iterator[Desk]:
    """The open answers of a closed wave; 404 for anything else, so that nothing is told of a wave that is open."""
    here = stores()
    with here.studies() as studies, here.responses() as responses:
        row = studies.get(WaveRow, designs.wave_id(study, wave))
        frozen = designs.frozen_wave(studies, designs.wave_id(study, wave))
        if row is None or frozen is None or row.stage != Stage.CLOSED:
            abort(404)
        question = question_of(frozen.questionnaire, item)
        who = coding.coders(studies, frozen.id, item)
        studies.rollback()
        book = themes(responses, study, item)
        found = standing(responses, frozen.id, item, [each.code for each in book if not each.retired])
        responses.rollback()
        yield Desk(studies, responses, frozen.study, frozen.wave, item, question, tuple(book), found, who)


def question_of(questionnaire: Questionnaire, item: str) -> str:
    """The words of the question behind own words; 404 if there is none."""
    found = next((each for each in questionnaire.items() if item in each.text_keys()), None)
    return spoken(found.text, language()) if found else abort(404)
