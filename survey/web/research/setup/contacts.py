"""The people: a file is looked at as a whole, its columns are named, and only then is it put on the panel."""

import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import keyring, stores
from survey.fieldwork import audit, enlisting, erasures, panel, shelf, small_cells
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.audit import Deed
from survey.fieldwork.contacts_file import Case, Mapping, of_upload, read
from survey.fieldwork.contacts_file.columns import Columns
from survey.fieldwork.enlisting import Added
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import MOST_TOLD, N_, Problem, ProblemsFoundError, RefusedError
from survey.questionnaires.study import Study
from survey.questionnaires.wording import spoken
from survey.storage.engines import writing

from ...access import Rule, allow
from ...words import _, language
from ..blueprint import blueprint
from ..desk import prepared, saving, teller
from .about import AUDIENCES

LARGEST = 12_000_000
"""Bytes of a file that is sent. A larger one comes in with a command."""

SHOWN = 3
COLUMN = "column."
TOO_LARGE = N_("This file is too large for this page. Split it up, or use the command: survey contacts import")

OURS = {
    "contact": N_("Own number"),
    "email": N_("E-mail address"),
    "language": N_("Language"),
    "trajectory": N_("Number of the trajectory"),
    "start": N_("Start of the trajectory"),
    "round": N_("How many times the trajectory began"),
    "coach": N_("Number of the coach"),
    "coach_email": N_("E-mail address of the coach"),
    "coach_language": N_("Language of the coach"),
    "employer": N_("Number of the employer"),
    "employer_email": N_("E-mail address of the employer"),
    "employer_language": N_("Language of the employer"),
}
"""What our columns hold, for who chooses among their own. A characteristic has its own words."""
ALSO_CALLED = {
    "contact": ("id", "nummer", "klantnummer", "persoonsnummer", "number"),
    "email": ("e-mail", "e-mailadres", "emailadres", "mail", "mailadres", "e-mail address"),
    "language": ("taal", "voorkeurstaal"),
    "trajectory": ("traject", "trajectnummer"),
    "start": ("startdatum", "begindatum", "start date"),
    "coach": ("jobcoach",),
    "employer": ("werkgever",),
}
"""What programmes often call our columns."""


@dataclass
class Looked:
    """What came of a file: its columns and how ours are found in them, and the rows or what is wrong with them."""

    name: str
    content: bytes
    header: Sequence[str] = ()
    names: dict[str, str] = field(default_factory=dict)
    cases: Sequence[Case] = ()
    added: Added | None = None
    erased: int = 0
    problems: Sequence[Problem] = ()

    @property
    def kept(self) -> str:
        """The file as a hidden field: nothing of it stays on the server between two pages."""
        return b64encode(zlib.compress(self.content, 9)).decode()

    def told(self) -> list[tuple[str, str, str]]:
        """What is wrong: line, column and message."""
        return [(str(each.line), each.place, _said(each)) for each in self.problems[:MOST_TOLD]]


def _said(problem: Problem) -> str:
    bare = Problem("", problem.line, problem.message, problem.values)
    return bare.told(_).removeprefix(f":{problem.line}: ")


@blueprint.url_value_preprocessor
def _room(endpoint: str | None, _values: dict[str, str] | None) -> None:
    """A file of contacts may be larger than what other pages are sent."""
    if endpoint == "research.setup_contacts":
        request.max_content_length = request.max_form_memory_size = LARGEST


@blueprint.route("/studies/<study>/setup/contacts", methods=["GET", "POST"])
@allow(Rule.FIELDWORK)
def setup_contacts(study: str) -> ResponseReturnValue:
    """The panel, and a file with people for it."""
    with stores().studies() as session:
        found = prepared(session, study)
    if found.study is None or request.method == "GET":
        return _page(found, None)
    audience = _audience(found.study)
    try:
        looked = _looked(found.study, audience)
    except (ProblemsFoundError, RefusedError) as wrong:
        reasons = wrong.problems if isinstance(wrong, ProblemsFoundError) else ()
        said = [_said(each) for each in reasons] or [wrong.told(_) if isinstance(wrong, RefusedError) else str(wrong)]
        return _page(found, None, refusal=" ".join(said)), 400
    if looked is None:
        return _page(found, None, refusal=_("Choose a file first.")), 400
    if request.form.get("do") == "import" and looked.added is not None and not looked.problems:
        added = _store(found.study, audience, looked, is_kept=True)
        here = url_for(
            "research.setup_contacts",
            study=study,
            people=added.people,
            changed=added.people_changed,
            erased=looked.erased,
        )
        return redirect(here)
    return _page(found, looked, audience=audience)


def _audience(study: Study) -> Audience:
    asked = {wave.audience.value: wave.audience for wave in study.waves}
    return asked.get(request.form.get("audience", ""), study.waves[0].audience)


def _looked(study: Study, audience: Audience) -> Looked | None:
    """The file that was sent, read and tried out; None if none was sent."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        looked = Looked(sent.filename, sent.read())
        sent.close()
    elif request.form.get("kept"):
        looked = Looked(request.form.get("name", "contacts.csv"), _unpacked(request.form["kept"]))
    else:
        return None
    table = of_upload(looked.name, looked.content)
    looked.header = next(table.rows([]), (1, []))[1]
    looked.names = _names(study, audience, looked.header)
    try:
        looked.cases = read(table, study, audience, Mapping(looked.names, ignore_rest=True))
        looked.added = _store(study, audience, looked, is_kept=False)
    except ProblemsFoundError as wrong:
        looked.problems = wrong.problems
    return looked


def _unpacked(kept: str) -> bytes:
    """The file that came back; 400 for anything else."""
    try:
        content = zlib.decompressobj().decompress(b64decode(kept, validate=True), LARGEST)
    except (NotBase64Error, zlib.error, ValueError):
        abort(400)
    return content


def _names(study: Study, audience: Audience, header: Sequence[str]) -> dict[str, str]:
    """What the file calls our columns: as was chosen, else as it is often called."""
    ours = Columns(study, audience).allowed
    if request.form.get("do"):
        chosen = {name: request.form.get(COLUMN + name, "") for name in ours}
        return {name: theirs for name, theirs in chosen.items() if theirs in header}
    folded = {theirs.casefold(): theirs for theirs in header}
    found = {}
    for name in ours:
        every = [name, *ALSO_CALLED.get(name, ())]
        theirs = next((folded[each] for each in every if each in folded), None)
        if theirs is not None:
            found[name] = theirs
    return found


def _store(study: Study, audience: Audience, looked: Looked, *, is_kept: bool) -> Added:
    """Put the rows on the panel, or only try to."""
    added = Added()
    with stores().contacts() as contacts, stores().studies() as studies:
        for each in enlisting.enlist(contacts, study, audience, looked.cases, looked.name):
            added = each
        looked.erased = erasures.drop_marked(contacts, studies, keyring(), study.id)
        if not is_kept:
            contacts.rollback()
            return added
        contacts.commit()
        note = saving("")
        deed = Deed(note.author, study.id, "import contacts", f"{audience.value}, {added.rows} rows")
        audit.record(writing(studies), note.at, deed)
        studies.commit()
    return added


def _page(found: Assembled, looked: Looked | None, audience: Audience | None = None, refusal: str = "") -> str:
    study = found.study
    audiences = list(dict.fromkeys(wave.audience for wave in study.waves)) if study else []
    return render_template(
        "research/setup/contacts.html",
        study=found.id,
        title=shelf.titled(found.values, found.id, language()),
        found=found,
        looked=looked,
        audience=audience,
        audiences=[(each.value, _(AUDIENCES[each.value])) for each in audiences],
        columns=[(each.value, _columns(study, each)) for each in audiences] if study else [],
        ours=_ours(study, audience) if study and audience else {},
        panel=_panel(study) if study else [],
        report=_report(study) if study else [],
        refusal=refusal,
        done=request.args,
        shown=SHOWN,
    )


def _ours(study: Study, audience: Audience) -> dict[str, str]:
    """Our columns, and what each holds."""
    known = {each.id: spoken(each.text, language()) for each in study.attributes_of(audience)}
    return {name: known.get(name) or _(OURS.get(name, name)) for name in Columns(study, audience).allowed}


def _columns(study: Study, audience: Audience) -> str:
    return ", ".join(Columns(study, audience).allowed)


def _panel(study: Study) -> list[tuple[str, int]]:
    """How many people of each audience are on the panel."""
    with stores().contacts() as contacts:
        asked = dict.fromkeys(wave.audience for wave in study.waves)
        return [(_(AUDIENCES[each.value]), panel.count(contacts, study.id, each)) for each in asked]


def _report(study: Study) -> list[str]:
    """What the characteristics of those on the panel give away."""
    told: list[str] = []
    for audience in dict.fromkeys(wave.audience for wave in study.waves if study.attributes_of(wave.audience)):
        with stores().contacts() as contacts:
            people = panel.register_classes(contacts, study.id, audience)
        told += [line.strip(" -") for line in small_cells.told(study, audience, people, teller())] if people else []
    return told
