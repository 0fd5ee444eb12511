"""Open answers of a study: which there are, how far their coding is, and how far two coders agree."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import stores
from survey.fieldwork import designs
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study, Wave
from survey.questionnaires.wording import spoken
from survey.reporting.open_answers import coding
from survey.reporting.open_answers.codebook import themes
from survey.reporting.open_answers.standing import Coder, Standing, items, standing
from survey.storage.engines import writing
from survey.storage.studies import Stage

from ..access import Rule, allow
from ..words import _, language
from .blueprint import blueprint
from .own_words import Desk, desk, question_of
from .studies_found import title_of, waves_of


@dataclass(frozen=True, slots=True)
class Line:
    """The open answers to an item in a closed wave."""

    item: str
    question: str
    now: Standing


@dataclass(frozen=True, slots=True)
class Part:
    """A wave, with its open answers if it is closed."""

    wave: Wave
    closed: bool
    lines: tuple[Line, ...]


@blueprint.get("/studies/<study>/open-answers")
@allow(Rule.ANSWERS)
def open_answers(study: str) -> ResponseReturnValue:
    """Every wave with its open answers."""
    design, stages = waves_of(study)
    parts = [_part(design, wave, closed=stages[wave.id] is Stage.CLOSED) for wave in design.waves]
    return render_template("research/open_answers/list.html", study=study, title=title_of(design), parts=parts)


def _part(study: Study, wave: Wave, *, closed: bool) -> Part:
    if not closed:
        return Part(wave, closed, ())
    here, wave_id = stores(), designs.wave_id(study.id, wave.id)
    with here.studies() as studies, here.responses() as responses:
        frozen = designs.frozen_wave(studies, wave_id)
        found = []
        for item in items(responses, wave_id) if frozen else {}:
            known = [each.code for each in themes(responses, study.id, item) if not each.retired]
            question = question_of(frozen.questionnaire, item) if frozen else ""
            found.append(Line(item, question, standing(responses, wave_id, item, known)))
    return Part(wave, closed, tuple(found))


@blueprint.get("/studies/<study>/open-answers/<wave>/<item>")
@allow(Rule.ANSWERS)
def open_answers_item(study: str, wave: str, item: str) -> ResponseReturnValue:
    """How far the coding of these answers is."""
    with desk(study, wave, item) as here:
        return overview(here)


def overview(here: Desk, problem: str = "") -> ResponseReturnValue:
    """The page about these answers, perhaps with what went wrong."""
    from survey.analysis.themes import agreements, overall  # noqa: PLC0415 - not for the pages of participants

    codes = [each.code for each in here.offered]
    both = here.now.both_done
    readings = here.now.readings()
    page = render_template(
        "research/open_answers/item.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        wave=spoken(here.wave.text, language()),
        names={each.code: spoken(dict(each.names), language()) for each in here.book},
        agreements=agreements(readings, codes) if both else (),
        overall=overall(readings) if both else None,
        mentions=_mentions(here) if here.now.is_finished else {},
        quotes=[each for each in here.now.usable if each.quote],
        aside=[each for each in here.now.texts if each.aside],
        coder=Coder,
        problem=problem,
    )
    return page, 409 if problem else 200


def _mentions(here: Desk) -> dict[str, int]:
    """In how many answers each theme is, the most mentioned first."""
    outcomes = [each.outcome or frozenset() for each in here.now.readings()]
    counts = {each.code: sum(each.code in found for found in outcomes) for each in here.offered}
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


@blueprint.post("/studies/<study>/open-answers/<wave>/<item>/join")
@allow(Rule.ANSWERS)
def open_answers_join(study: str, wave: str, item: str) -> ResponseReturnValue:
    """Become one of the two coders, and begin."""
    with desk(study, wave, item) as here:
        try:
            place = coding.join(writing(here.studies), here.wave_id, item, current_user.email)
        except RefusedError as refusal:
            here.studies.rollback()
            return overview(here, refusal.told(_))
        here.studies.commit()
        if here.me is None:
            here.note("code", f"coder {place.value}")
    return redirect(url_for(".open_answers_read", **here.place), 303)
