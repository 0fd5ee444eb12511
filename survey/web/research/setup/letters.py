"""The step about mails: what is written to people, to everybody or to one audience."""

from collections.abc import Sequence
from copy import deepcopy

from survey.fieldwork.assembling import Assembled
from survey.questionnaires.editing.design import Values, at, put
from survey.questionnaires.editing.design_languages import languages as spoken_in
from survey.questionnaires.kinds import Place
from survey.questionnaires.problems import N_
from survey.questionnaires.study import PLACEHOLDERS, LetterKind

from ...words import _
from .about import AUDIENCES, audiences
from .fields import Kind, Press, Section, wording

KINDS = {"invitation": N_("Invitation"), "reminder": N_("Reminder"), "thanks": N_("Thank-you")}
WHEN = {
    "invitation": N_("The first mail. It needs {link}, the place of the personal link."),
    "reminder": N_("Without words of its own there is no reminder. It needs {link} too."),
    "thanks": N_("Goes to everybody after the last day, also to who did not answer. May be left empty."),
}


def mails(found: Assembled) -> list[Section]:
    """What is written to people."""
    whom = audiences(found.values)
    own = [(name, kind.value) for name in (whom if len(whom) > 1 else ()) for kind in LetterKind]
    sections = [
        *(_letter(found, (kind.value,), kind.value, "") for kind in LetterKind),
        *(
            _letter(found, ("audiences", name, kind), kind, _(AUDIENCES[name]))
            for name, kind in own
            if at(found.values, ("audiences", name, kind))
        ),
    ]
    presses = [
        Press(f"own.{name}", _("An invitation of their own for {audience}", audience=_(AUDIENCES[name]).lower()))
        for name in (whom if len(whom) > 1 else ())
        if not at(found.values, ("audiences", name, "invitation"))
    ]
    return [*sections, *([Section(_("Other words for some"), [], presses=presses)] if presses else [])]


def _letter(found: Assembled, place: Place, kind: str, whom: str) -> Section:
    spoken = spoken_in(found.values)
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    filled = _("Filled in for each person: {known}.", known=known)
    fields = []
    for each in spoken:
        fields += wording((*place, "subject"), _("Subject"), [each])
        fields += wording((*place, "body"), _("Text"), [each], Kind.PARAGRAPHS, filled)
    title = _("{letter} for {audience}", letter=_(KINDS[kind]), audience=whom.lower()) if whom else _(KINDS[kind])
    presses = [Press(f"drop.{'.'.join(map(str, place))}", _("Remove"), title)] if whom else []
    return Section(title, fields, _(WHEN[kind]), presses, folded=at(found.values, place) is None)


def writing(values: Values, do: Sequence[str]) -> Values:
    """The design with an audience's own invitation, which begins as everybody's; or without a letter.
    As it is after a button that is not there."""
    if do[0] == "drop" and do[1:2] == ["audiences"]:
        return put(values, tuple(do[1:]), None)
    if do[0] == "own" and len(do) == 2 and do[1] in audiences(values):  # noqa: PLR2004 - and for whom
        return put(values, ("audiences", do[1], "invitation"), deepcopy(at(values, ("invitation",))))
    return values
