"""The audit of a study as a page, for staff with the auditor's eye: it prints well, and holds nothing of anybody."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_security import current_user
from sqlalchemy.exc import ProgrammingError

from survey.extensions import keyring, now, settings, stores
from survey.fieldwork import designs
from survey.fieldwork.auditing import Told, examined, kept, told
from survey.fieldwork.waves import Field
from survey.languages import translator
from survey.questionnaires.study import Study
from survey.questionnaires.teller import Teller
from survey.questionnaires.wording import spoken

from . import access
from .access import Rule, allow
from .words import language

blueprint = Blueprint("auditing", __name__)

NOT_ALLOWED = "42501"
"""PostgreSQL's code for a right that a role does not have: with roles, pages for staff do not reach the answers."""


@blueprint.get("/audit")
@allow(Rule.AUDIT)
def studies() -> ResponseReturnValue:
    """Which study to audit."""
    with stores().studies() as session:
        found = [designs.find(session, name) for name in sorted(access.studies(Rule.AUDIT))]
    named = [(study.id, spoken(study.title, language())) for study in found]
    return render_template("auditing/studies.html", studies=named)


@blueprint.get("/audit/<study>")
@allow(Rule.AUDIT)
def study(study: str) -> ResponseReturnValue:
    """The audit, made now; or last night, where pages may not read answers."""
    here = stores()
    with here.studies() as studies, here.contacts() as contacts, here.responses() as responses:
        field = Field(studies, contacts, responses, keyring(), now(), current_user.email, bool(settings().smtp_url))
        try:
            found = examined(field, designs.find(studies, study))
        except designs.UnknownStudyError:
            abort(404)
        except ProgrammingError as fault:
            if getattr(fault.orig, "sqlstate", "") != NOT_ALLOWED:
                raise
            return _kept(study)
    teller = Teller(language(), translator(language()).gettext, lambda day: str(format_date(day, "long")))
    return _page(found.study, told(found, teller), kept=False)


def _kept(study_id: str) -> ResponseReturnValue:
    """The audit that the worker made last night; where there is none yet, how to make one."""
    with stores().studies() as studies:
        found = kept.find(studies, study_id, language())
        study = designs.find(studies, study_id)
    if found is None:
        return render_template("auditing/apart.html", study=study_id), 403
    return _page(study, found, kept=True)


def _page(study: Study, audit: Told, *, kept: bool) -> str:
    title = spoken(study.title, language())
    return render_template("auditing/audit.html", audit=audit, title=title, kept=kept)
