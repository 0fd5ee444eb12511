"""The page of one question: what it asks, how it is answered, and for whom it is."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing import operations, parts
from survey.questionnaires.editing.choosing import NAMES as RELATIONS
from survey.questionnaires.editing.choosing import WITHOUT_ANSWER, Rule
from survey.questionnaires.editing.document import Document, Part, written
from survey.questionnaires.editing.operations import with_key
from survey.questionnaires.editing.outline import UnknownItemError, item, item_ids
from survey.questionnaires.editing.troubles import Trouble, standing
from survey.questionnaires.kinds import KINDS, ChoiceItem, RatingScale
from survey.questionnaires.kinds.names import NAMES

from ...access import Rule as Access
from ...access import allow
from ...words import _
from ..blueprint import blueprint
from . import labels, rules
from .desk import Desk, changed, desk, page
from .item_form import item_of, moved, name_of
from .outlining import Sentences, outline, text_of
from .rules import When

LISTS = {"o": "options", "q": "questions"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as a form has it now, saved or not."""

    item: Part
    when: When


@blueprint.route("/studies/<study>/questionnaires/<name>/items/<item>", methods=["GET", "POST"])
@allow(Access.DESIGN)
def questionnaire_item(study: str, name: str, item: str) -> ResponseReturnValue:
    """One question: its form. A button in the form changes the form; only “Save” saves."""
    here = desk(study, name)
    base = _found(here, item)
    if base is None:
        flash(UnknownItemError(item=item).told(_), "refused")
        return redirect(url_for("research.questionnaire", study=study, name=name), 303)
    known = rules.earlier(here, item)
    if request.method == "GET":
        return _form(here, base, Draft(base, rules.kept(base.get("when"), known)))
    deed = request.form.get("do", "save")
    if not deed.startswith("save"):
        return _form(here, base, altered(draft(here, base, keep_blank=True), deed))
    made = draft(here, base)
    new = made.item | {"id": name_of(request.form, base, made.item, item_ids(here.document))}
    if new != base:
        flash(_("“{text}” was saved.", text=text_of(new) or new["id"]))
    return changed(
        study, name, lambda document: _saved(document, base, new), f"edit {new['id']}", _next(here, base, new)
    )


def _saved(document: Document, base: Part, new: Part) -> Document:
    """The document with the question as it was filled in; its name stays its own if another took that meanwhile."""
    return operations.replace_item(document, base["id"], new)


def _next(here: Desk, base: Part, new: Part) -> str:
    """Where to go after saving: back to the list, the next question, or this one."""
    study, name = here.kept.study, here.kept.name
    deed = request.form.get("do", "")
    if deed == "save-done":
        return url_for("research.questionnaire", study=study, name=name, _anchor=f"item-{new['id']}")
    ids = item_ids(here.document)
    at = ids.index(base["id"]) + 1
    going_on = deed == "save-next" and at < len(ids)
    item = ids[at] if going_on else new["id"]
    return url_for("research.questionnaire_item", study=study, name=name, item=item, beside=request.form.get("beside"))


def _found(here: Desk, item_id: str) -> Part | None:
    try:
        return item(here.document, item_id)
    except UnknownItemError:
        return None


def draft(here: Desk, base: Part, *, keep_blank: bool = False) -> Draft:
    """The question as it was filled in."""
    when = rules.sent(request.form, rules.earlier(here, base["id"]))
    made = item_of(request.form, base, here.languages, keep_blank=keep_blank)
    return Draft(with_key(made, "when", when.written()), when)


def altered(made: Draft, deed: str) -> Draft:
    """What a button in the form makes of it: `o-add`, `o-up:2`, `w-remove:0`."""
    what, _dash, rest = deed.partition("-")
    way, _colon, number = rest.partition(":")
    at = int(number) if number.isdecimal() else -1
    if what == "w":
        picked = made.when.chosen.rules
        left = (*picked, Rule("")) if way == "add" else tuple(each for n, each in enumerate(picked) if n != at)
        return Draft(made.item, made.when.with_rules(left or (Rule(""),)))
    if what not in LISTS:
        return made
    row = made.item.get(LISTS[what]) or []
    row = [*row, {"code": "", "text": {}}] if way == "add" else moved(row, way, at)
    return Draft({**made.item, LISTS[what]: row}, made.when)


def _form(here: Desk, base: Part, made: Draft) -> ResponseReturnValue:
    """The page. The problems are those of the question as it is shown."""
    kind = base["kind"]
    shown = with_key(made.item, "when", made.when.written())
    return page(
        "item.html",
        here,
        outline=outline(here),
        base=base,
        item=made.item,
        when=made.when,
        sentence=Sentences(here).say(made.when.written()),
        troubles=troubles(here, base, shown),
        kinds=NAMES,
        texts=parts.texts(kind),
        settings=parts.settings(kind),
        has_options=parts.has_options(kind),
        has_questions=parts.has_questions(kind),
        several=KINDS[kind].several,
        opens_text=issubclass(KINDS[kind], ChoiceItem),
        has_pictures=issubclass(KINDS[kind], RatingScale),
        shown=columns(here),
        scales=scales(here),
        labels=labels,
        relations=RELATIONS,
        without_answer=WITHOUT_ANSWER,
    )


def columns(here: Desk) -> list[str]:
    """The languages that a form shows side by side: the first one, and one beside it."""
    first, others = here.languages[0], here.languages[1:]
    wanted = request.values.get("beside", "")
    if not others or wanted == "-":
        return [first]
    return [first, wanted if wanted in others else others[0]]


def scales(here: Desk) -> dict[str, str]:
    """The shared lists of answers, each as its words in a row."""
    found = here.document.get("scales") or {}
    return {name: " / ".join(text_of(option) for option in options) for name, options in found.items()}


def troubles(here: Desk, base: Part, shown: Part) -> tuple[Trouble, ...]:
    """What would be wrong with a question if it were saved as it is shown."""
    document = operations.replace_item(here.document, base["id"], {**shown, "id": base["id"]})
    return standing(written(document)).of(base["id"])
