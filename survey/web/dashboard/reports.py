"""Reports to take along. Making one takes seconds: it is done once, elsewhere, and meanwhile a page says so."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import settings, stores
from survey.questionnaires.problems import N_
from survey.reporting.editions import edition
from survey.reporting.exhibits import File
from survey.reporting.reports import FORMS
from survey.reporting.reports import report as composed
from survey.reporting.shelf import Slot, State, slot

from ..access import Rule, allow
from ..words import language
from .choices import asked, publication_of
from .downloads import sent
from .reading import reader
from .views import blueprint

NAMES = {
    "pdf": N_("Report as PDF"),
    "docx": N_("Report as Word document"),
    "factsheet": N_("Factsheet of one page"),
}


@blueprint.get("/dashboard/<study>/<wave>/<any(pdf, docx, factsheet):form>")
@allow(Rule.RESULTS)
def report(study: str, wave: str, form: str) -> ResponseReturnValue:
    """The report of a publication; as long as it is not there, the page that waits for it."""
    place = _place(study, wave, form)
    if place.state() is not State.READY:
        return redirect(url_for(".waiting", study=study, wave=wave, form=form, lang=language()), 303)
    ending, media, _ = FORMS[form]
    return sent(File(f"{study}-{wave}-{ending}", media, place.file.read_bytes()))


@blueprint.get("/dashboard/<study>/<wave>/<any(pdf, docx, factsheet):form>/waiting")
@allow(Rule.RESULTS)
def waiting(study: str, wave: str, form: str) -> ResponseReturnValue:
    """Has the report made, says how far it is, and leads to it. After a failure the next look tries again."""
    place = _place(study, wave, form)
    state = place.state()
    if state is State.NOWHERE:
        here, published = publication_of(study, wave)
        place.begin(form, composed(published, here.in_order(), reader()))
        state = State.BEGUN
    elif state is State.FAILED:
        place.forget()
    address = {"study": study, "wave": wave, "form": form, "lang": language()}
    return render_template("dashboard/waiting.html", state=state, name=NAMES[form], address=address)


def _place(study: str, wave: str, form: str) -> Slot:
    """Where the report is to be; 404 if there is no such publication."""
    asked()
    publication_of(study, wave)
    with stores().studies() as session:
        known = edition(session, (study,))
    return slot(settings().instance, known, wave, form, language())
