"""The studies: which there are and where each stands, and beginning a new one."""

from collections.abc import Collection, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from survey.extensions import now, stores
from survey.fieldwork import outlook, preparing, programmes, shelf
from survey.fieldwork.preparing import DESIGN
from survey.fieldwork.shelf import Entry, Standing
from survey.languages import is_ready, languages, own_name
from survey.questionnaires.editing import design, design_beginnings
from survey.questionnaires.editing.design import Values
from survey.questionnaires.editing.design_beginnings import EXAMPLES, Beginning
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Programme

from ..access import Rule, allow, may_open, where
from ..words import _, language
from .blueprint import blueprint
from .desk import drafting, saving

EMPTY, COPY = "", "copy:"
"""What a study can begin with, besides the id of an example."""

HEADINGS = {
    Standing.PREPARING: N_("Being prepared"),
    Standing.FIELD: N_("In the field"),
    Standing.CLOSED: N_("Closed"),
}
FIRST = ("nl", "en")
NEW = "new"
"""No study is called so: it is the address of the form."""

LONGEST = 40
BEGUN = N_("New study")


@blueprint.get("/studies")
@allow(Rule.DESIGN)
def studies() -> ResponseReturnValue:
    """Every study, by where it stands."""
    with stores().studies() as session:
        known = [each for each in shelf.entries(session) if may_open("research.setup", {"study": each.id})]
    groups = [(_(words), [each for each in known if each.standing is standing]) for standing, words in HEADINGS.items()]
    shown = [(words, found) for words, found in groups if found]
    return render_template("research/studies.html", groups=shown, stages=outlook.STAGES, language_of=language())


@blueprint.route("/studies/new", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def studies_new() -> ResponseReturnValue:
    """Begin a study: empty, as an example, or as a copy."""
    if request.method == "GET":
        return _new({})
    title = " ".join(request.form.get("title", "").split())
    wrong: dict[str, str] = {}
    chosen = [tag for tag, _words in _tongues() if tag in request.form.getlist("languages")]
    if not title:
        wrong["title"] = _("Give the study a title.")
    if request.form.get("programme") not in {each.id for each in _programmes()}:
        wrong["programme"] = _("Choose a programme.")
    if not chosen:
        wrong["languages"] = _("Choose at least one language.")
    if wrong:
        return _new(wrong), 400
    try:
        with drafting() as session:
            study = _begin(session, title, chosen)
    except RefusedError as refused:
        return _new({"": refused.told(_)}), 409
    return redirect(url_for("research.setup", study=study))


def _begin(session: Session, title: str, chosen: Sequence[str]) -> str:
    """Begin the study; its id."""
    taken = {each.id for each in shelf.entries(session)}
    study = _free(programmes.slug(title)[:LONGEST].strip("-") or "study", {*taken, NEW})
    programme = programmes.find(session, request.form.get("programme", ""))
    begun = Beginning(study, title, programme.name, chosen, current_user.email, now().date())
    values, also = _values(session, begun)
    texts = {DESIGN: design.write(values)} | also
    preparing.begin(session, study, programme.id, texts, saving(BEGUN))
    return study


def _free(wanted: str, taken: Collection[str]) -> str:
    """The id, or the id with a number that nothing has yet."""
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)


def _values(session: Session, begun: Beginning) -> tuple[Values, dict[str, str]]:
    """What the study begins with, and the questionnaires that come with a copy."""
    source = request.form.get("from", EMPTY)
    if source.startswith(COPY):
        other = source.removeprefix(COPY)
        if other in {each.id for each in _copied(session)}:
            names = [name for name in preparing.names(session, other) if name != DESIGN]
            own = {name: preparing.read(session, other, name).text for name in names}
            return design_beginnings.from_other(design.read(preparing.read(session, other, DESIGN).text), begun), own
    if source in {each.id for each in EXAMPLES}:
        return design_beginnings.from_example(source, begun), {}
    return design_beginnings.empty(begun), {}


def _copied(session: Session) -> list[Entry]:
    """The studies that can be copied."""
    known = [each for each in shelf.entries(session) if each.prepared]
    return [each for each in known if may_open("research.setup", {"study": each.id})]


def _programmes() -> list[Programme]:
    """The programmes that a study can come into."""
    with stores().studies() as session:
        return [each for each in programmes.known(session) if each.id in where(Rule.DESIGN)]


def _tongues() -> list[tuple[str, str]]:
    found = [(tag, own_name(tag)) for tag in languages() if is_ready(tag)]
    return sorted(found, key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST))


def _new(wrong: dict[str, str]) -> str:
    with stores().studies() as session:
        copied = _copied(session)
    return render_template(
        "research/studies_new.html",
        wrong=wrong,
        examples=EXAMPLES,
        copies=[(f"{COPY}{each.id}", each.named(language())) for each in copied],
        tongues=_tongues(),
        programmes=_programmes(),
        sent=request.form,
        chosen=request.form.getlist("languages") if request.method == "POST" else FIRST,
    )
