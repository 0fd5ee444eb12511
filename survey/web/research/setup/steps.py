"""The steps of the set-up: what each asks, and which parts of the design are its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from survey.fieldwork.assembling import Assembled
from survey.questionnaires.editing.design import Values, moved, removed
from survey.questionnaires.kinds import Place
from survey.questionnaires.problems import N_

from . import about, letters, results, waves
from .fields import Section

Sections = Callable[[Assembled], list[Section]]
Finish = Callable[[Values, MultiDict[str, str], Assembled], Values]
Act = Callable[[Values, list[str], Assembled, MultiDict[str, str]], Values]

MOVES = {"up": -1, "down": 1}
LETTERS = ("invitation", "reminder", "thanks", "paper")


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the set-up. `parts` are the keys of the design that are its own."""

    key: str
    title: str
    lead: str
    sections: Sections
    parts: tuple[str, ...]
    finish: Finish = lambda values, _sent, _found: values
    act: Act = lambda values, _do, _found, _sent: values

    def holds(self, place: Place) -> bool:
        """Whether a place of the design belongs to this step."""
        return part_of(place) in self.parts


def part_of(place: Place) -> str:
    """The key by which a place of the design is given to a step."""
    inner = str(place[2]) if len(place) > 2 else ""  # noqa: PLR2004
    if place and place[0] in ("audiences", "waves") and inner in LETTERS:
        return "letters"
    if place and place[0] == "audiences":
        return {"languages": "languages", "smallest_group": "results"}.get(inner, "waves")
    first = str(place[0]) if place else ""
    return "letters" if first in LETTERS else first


STEPS = (
    Step(
        "about",
        N_("The study"),
        N_("What people read about it, and whom they can ask something."),
        about.about,
        ("title", "programme", "organisation", "helpdesk", "why", "afterwards", "support", "look", "second_person", ""),
    ),
    Step(
        "waves",
        N_("Who is asked what, and when"),
        N_("Choose questionnaires. Each is asked once or several times, by hand or by itself."),
        waves.waves,
        ("waves", "sending", "mode"),
        lambda values, _sent, found: waves.fitted(values, found),
        lambda values, _do, found, sent: waves.with_chosen(values, sent, found),
    ),
    Step(
        "languages",
        N_("Languages"),
        N_("People choose a language on every page. Each text is needed in each language."),
        about.language_sections,
        ("languages",),
        lambda values, sent, _found: about.speak(values, sent),
    ),
    Step(
        "mails",
        N_("Mails"),
        N_("What is written to people. Look at each mail before it leaves."),
        letters.mails,
        ("letters",),
        act=lambda values, do, _found, _sent: letters.writing(values, do),
    ),
    Step(
        "background",
        N_("What is known of people"),
        N_("Characteristics from the register that stand with the answers. The fewer, the safer. You may have none."),
        waves.background,
        ("attributes", "smallest_cohort"),
        act=lambda values, do, _found, _sent: waves.with_more(values, do),
    ),
    Step(
        "results",
        N_("What is published"),
        N_("Tables are published when a wave has closed. Small groups are hidden, so that nobody can be recognised."),
        results.results,
        ("results",),
        results.publishing,
        lambda values, do, found, _sent: results.changing(values, do, found) if do[0] == "change" else values,
    ),
    Step(
        "privacy",
        N_("Privacy"),
        N_("What people are told about their data, and how long it is kept."),
        about.privacy,
        ("privacy", "dpia", "keeps_joins", "id", "purpose"),
        lambda values, sent, _found: about.dated(values, sent),
    ),
    Step(
        "permissions",
        N_("Permissions"),
        N_("Some questions come from instruments of others. Say in whose words you ask them."),
        about.permissions,
        ("permissions",),
    ),
)
"""In the order in which they are best done."""


def find(key: str) -> Step | None:
    """The step called so."""
    return next((each for each in STEPS if each.key == key), None)


def acted(step: Step, values: Values, found: Assembled, sent: MultiDict[str, str]) -> Values:
    """The design after a button of the form: something moved or removed, or what the step itself offers; as it is
    after a button that no form has."""
    do = sent.get("do", "save").split(".")
    place: Sequence[str | int] = [int(each) if each.isdecimal() else each for each in do[1:]]
    if do[0] in ("remove", "up", "down"):
        if len(place) < 2 or not isinstance(place[-1], int):  # noqa: PLR2004 - a list, and a place in it
            return values
        return removed(values, tuple(place)) if do[0] == "remove" else moved(values, tuple(place), MOVES[do[0]])
    return values if do[0] in ("save", "all") else step.act(values, do, found, sent)
