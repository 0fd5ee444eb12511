"""The fieldwork of a study: where each wave stands, what leaves when, what can be done. Never who answered."""

from collections.abc import Callable

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import ProgrammingError

from survey import posting
from survey.extensions import settings, stores
from survey.fieldwork import (
    addressees,
    designs,
    erasures,
    outlook,
    paper_letters,
    pauses,
    shelf,
    stopping,
    tally,
    waves,
)
from survey.fieldwork.tally import Tally
from survey.fieldwork.waves import Field
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study

from ..access import Rule, allow, may_open
from ..words import _, language
from .blueprint import blueprint
from .desk import ApartError, check_apart, field
from .refusals import told

DONE = {
    "resumed": N_("The study goes on."),
    "paused": N_("The study is paused. Links keep working."),
    "closed": N_("The wave is closed. Links do not work any more."),
    "stopped": N_("This person gets no more mail."),
    "erased": N_("This person was erased."),
    "later": N_("The worker finishes this."),
    "opened": N_("The wave is open. Invitations leave on the days below."),
}
"""What was done, as message ids."""

Act = Callable[[Field, Study], str]
"""Does something, and says which of DONE it did."""


@blueprint.get("/studies/<study>/fieldwork")
@allow(Rule.FIELDWORK)
def fieldwork(study: str) -> ResponseReturnValue:
    """Where the fieldwork stands."""
    return _page(study)


@blueprint.post("/studies/<study>/fieldwork/pause")
@allow(Rule.FIELDWORK)
def fieldwork_pause(study: str) -> ResponseReturnValue:
    """Let the study rest, or go on."""
    reason = request.form.get("reason", "").strip()

    def act(here: Field, design: Study) -> str:
        if request.form.get("do") == "resume":
            pauses.go_on(here, design)
            return "resumed"
        pauses.pause(here, design, reason or "-")
        return "paused"

    return _done(study, act)


@blueprint.get("/studies/<study>/fieldwork/close/<wave>")
@allow(Rule.FIELDWORK)
def fieldwork_close(study: str, wave: str) -> ResponseReturnValue:
    """What closing a wave does, and the button for it."""
    design, title = _design(study)
    chosen = design.wave(wave)
    if chosen is None:
        abort(404)
    return render_template("research/fieldwork_close.html", study=study, title=title, wave=chosen)


@blueprint.post("/studies/<study>/fieldwork/close/<wave>")
@allow(Rule.FIELDWORK)
def fieldwork_close_now(study: str, wave: str) -> ResponseReturnValue:
    """Close a wave."""

    def act(here: Field, design: Study) -> str:
        waves.close_wave(here, design, wave)
        return "closed"

    return _done(study, act)


@blueprint.post("/studies/<study>/fieldwork/stop")
@allow(Rule.FIELDWORK)
def fieldwork_stop(study: str) -> ResponseReturnValue:
    """Somebody wants no more mail."""

    def act(here: Field, design: Study) -> str:
        stopping.stop(here, design, request.form.get("who", ""))
        return "stopped"

    return _done(study, act)


@blueprint.post("/studies/<study>/fieldwork/erase")
@allow(Rule.FIELDWORK)
def fieldwork_erase(study: str) -> ResponseReturnValue:
    """Erase somebody: first what that does, then, with `sure`, it is done."""
    who = request.form.get("who", "").strip()
    if request.form.get("sure") != "yes":
        _known, title = _design(study)
        return render_template("research/fieldwork_erase.html", study=study, title=title, who=who)

    def act(here: Field, design: Study) -> str:
        erasures.erase(here, design, who)
        return "erased"

    return _done(study, act)


@blueprint.post("/studies/<study>/fieldwork/letters")
@allow(Rule.FIELDWORK)
def fieldwork_letters(study: str) -> ResponseReturnValue:
    """Letters on paper as one PDF; only then their codes work."""
    wave = request.form.get("wave", "")
    who = {each.strip().lower() for each in request.form.get("who", "").replace(",", "\n").splitlines() if each.strip()}
    try:
        with field() as here:
            design = designs.find(here.studies, study)
            people = addressees.addressees(here, design, wave, who or None)
            for _ready in addressees.make_codes_work(here, design, wave, people):
                pass
            frozen = designs.frozen_wave(here.studies, designs.wave_id(study, wave))
            here.studies.rollback()
            if frozen is None:
                abort(404)
            sender = posting.sender(settings())
            composed = [paper_letters.compose(sender, frozen, person) for person in people]
            addressees.record(here, design, wave, people)
    except RefusedError as refused:
        return _page(study, told(refused)), 409
    except ProgrammingError as fault:
        check_apart(fault)
        return _page(study, ApartError(command=f"survey letters {study} {wave} --all --out letters.pdf").told(_)), 409
    from survey.reporting.paper.letters import bound, set_letters  # noqa: PLC0415 - most pages set no letters

    if not composed:
        return _page(study, _("There is nobody to write a letter to.")), 409
    name = f"letters-{study}-{wave}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(bound(list(set_letters(composed))), content_type="application/pdf", headers=headers)


def _done(study: str, act: Act) -> ResponseReturnValue:
    """Do something about the fieldwork, and go back to its page."""
    try:
        with field() as here:
            design = designs.find(here.studies, study)
            here.studies.rollback()
            said = act(here, design)
    except designs.UnknownStudyError:
        abort(404)
    except RefusedError as refused:
        return _page(study, told(refused)), 409
    except ProgrammingError as fault:  # With roles, the worker finishes what a page may not write.
        check_apart(fault)
        said = "later"
    return redirect(url_for("research.fieldwork", study=study, done=said))


def _design(study: str) -> tuple[Study, str]:
    """The loaded study in the address and what it is called; 404 if there is none."""
    with stores().studies() as session:
        try:
            design = designs.find(session, study)
        except designs.UnknownStudyError:
            abort(404)
    return design, design.title.get(language()) or next(iter(design.title.values()))


def _page(study: str, refusal: str = "") -> str:
    with stores().studies() as session:
        entry = shelf.entry(session, study)
    if entry is None:
        abort(404)
    if not entry.stages:
        return render_template("research/fieldwork_none.html", study=study, title=entry.named(language()))
    with field() as here:
        design = designs.find(here.studies, study)
        here.studies.rollback()
        return render_template(
            "research/fieldwork.html",
            study=study,
            title=entry.named(language()),
            design=design,
            entry=entry,
            tallies=_tallies(here, design),
            standings=outlook.standings(here, design),
            calendar=outlook.calendar(here, design),
            pause=outlook.pause_of(here, design),
            said=outlook,
            may_open_waves=entry.prepared and may_open("research.setup_opening", {"study": study}),
            refusal=refusal,
            done=DONE.get(request.args.get("done", ""), ""),
        )


def _tallies(here: Field, design: Study) -> dict[str, Tally] | None:
    """The tally of each wave by its name; None where pages may not count answers."""
    try:
        return {each.wave: each for each in tally.tallies(here, design)}
    except ProgrammingError as fault:
        check_apart(fault)
        for session in (here.studies, here.contacts, here.responses):
            session.rollback()
        return None
