"""The test round: a study is tried out as a copy that is marked as a test, and goes with one press."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import ProgrammingError

from survey.extensions import settings
from survey.fieldwork import assembling, shelf, trials
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.waves import Field
from survey.languages import is_ready, own_name
from survey.questionnaires.problems import RefusedError

from ...access import Rule, allow
from ...words import _, language
from ..blueprint import blueprint
from ..desk import ApartError, check_apart, field, prepared
from ..refusals import told
from .about import AUDIENCES


@blueprint.get("/studies/<study>/setup/trial")
@allow(Rule.FIELDWORK)
def setup_trial(study: str) -> ResponseReturnValue:
    """The links of the test round, or a button to begin one."""
    return _page(study)


@blueprint.post("/studies/<study>/setup/trial")
@allow(Rule.FIELDWORK)
def setup_trial_begin(study: str) -> ResponseReturnValue:
    """Begin a test round anew."""
    return _done(study, lambda here, found: trials.begin(here, found, is_ready))


@blueprint.post("/studies/<study>/setup/trial/remove")
@allow(Rule.FIELDWORK)
def setup_trial_remove(study: str) -> ResponseReturnValue:
    """Remove the test round, with everything that was answered in it."""
    return _done(study, lambda here, found: trials.remove(here, found.id))


def _done(study: str, act: Callable[[Field, Assembled], object]) -> ResponseReturnValue:
    """Do something with the test round, and go back to its page."""
    try:
        with field() as here:
            act(here, prepared(here.studies, study))
    except RefusedError as refused:
        return _page(study, told(refused)), 409
    except ProgrammingError as fault:
        check_apart(fault)
        why = ApartError(command=f"survey studies load {study}.yaml --as {trials.trial_id(study)} --test")
        return _page(study, why.told(_)), 409
    return redirect(url_for("research.setup_trial", study=study))


def _page(study: str, refusal: str = "") -> str:
    with field() as here:
        found = prepared(here.studies, study)
        here.studies.rollback()
        tries = trials.tries(here, study)
        begun = assembling.has_begun(here.studies, study)
    return render_template(
        "research/setup/trial.html",
        study=study,
        title=shelf.titled(found.values, study, language()),
        found=found,
        tries=tries,
        begun=begun,
        refusal=refusal,
        own_name=own_name,
        audiences=AUDIENCES,
        mailbox=None if settings().smtp_url else trials.trial_id(study),
        public_url=settings().public_url,
    )
