"""The audit log as a page: of a study, for who owns or audits it; of the installation, for administrators."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime

from survey.extensions import stores
from survey.fieldwork import audit_chain, audit_reading, designs
from survey.fieldwork.audit_reading import DEEDS
from survey.questionnaires.wording import spoken

from ..access import Rule, allow
from ..words import language
from .blueprint import blueprint


@blueprint.get("/studies/<study>/log")
@allow(Rule.AUDIT)
def log(study: str) -> ResponseReturnValue:
    """Who did what to a study and its programme."""
    with stores().studies() as session:
        shown = audit_reading.of_study(session, study, request.args.get("page", 1, type=int))
        return render_template(
            "research/log.html",
            study=study,
            title=_title(study),
            log=shown,
            deeds=DEEDS,
            moment=format_datetime,
            chain=audit_chain.verified(session),
        )


@blueprint.get("/log")
@allow(Rule.ADMINISTRATOR)
def installation_log() -> ResponseReturnValue:
    """Who did what to the installation."""
    with stores().studies() as session:
        shown = audit_reading.of_installation(session, request.args.get("page", 1, type=int))
        chain = audit_chain.verified(session)
        return render_template("research/log.html", log=shown, deeds=DEEDS, moment=format_datetime, chain=chain)


def _title(study: str) -> str:
    """What a study is called; its id while it is being set up."""
    with stores().studies() as session:
        try:
            return spoken(designs.find(session, study).title, language())
        except designs.UnknownStudyError:
            return study
