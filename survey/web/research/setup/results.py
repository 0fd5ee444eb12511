"""The step about what is published, and how."""

from werkzeug.datastructures import MultiDict

from survey.fieldwork.assembling import Assembled
from survey.questionnaires.editing.design import Values, at, entries
from survey.questionnaires.editing.design_languages import languages as spoken_in
from survey.questionnaires.editing.design_results import (
    CAPABILITY,
    MEASURES,
    THEMES,
    asked,
    cards,
    chosen,
    comparable,
    publish,
    publishable,
    splitting,
    with_change,
)
from survey.questionnaires.kinds import Item
from survey.questionnaires.problems import N_
from survey.questionnaires.wording import spoken

from ...words import _, language
from .fields import Choices, Field, Kind, Press, Section, wording, words_of

PUBLISH = "publish"
"""The field with what is published."""

APPROVALS = {
    "none": N_("No, results are shown when they are published"),
    "required": N_("Yes, somebody else than who publishes them"),
}


def results(found: Assembled) -> list[Section]:
    """What is published."""
    items = asked(found.values, found.found)
    offered = _offered(items)
    if not offered:
        return []
    what = Field(
        (PUBLISH,), _("Publish the answers to"), Kind.MANY, choices=offered, default=[*chosen(found.values)], apart=True
    )
    measures = [_measure(found, position, items) for position in range(len(entries(found.values, MEASURES)))]
    first = Section(_("What is published"), [what], presses=[Press("all", _("Publish everything"))])
    return [first, *measures, *_changes(found), _rules(found, items)]


def _offered(items: dict[str, Item]) -> Choices:
    """The questions of which something can be published."""
    single = tuple((name, spoken(items[name].text, language())) for name in publishable(items))
    together = ((CAPABILITY, _("The value cards together")),) if cards(items.values()) else ()
    return (*single, *together)


def _measure(found: Assembled, position: int, items: dict[str, Item]) -> Section:
    """How one thing is published."""
    values = found.values
    place = (*MEASURES, position)
    tongues = spoken_in(values)
    fields = wording((*place, "title"), _("Title"), tongues)
    item = items.get(str(at(values, (*place, "item"))))
    if at(values, (*place, "kind")) == "choice" and item is not None:
        options = tuple((option.code, spoken(option.text, language())) for option in item.choices(item.id))
        hint = _("Where groups are too small for every answer, only these together are shown, against the others.")
        fields = [
            *fields,
            Field((*place, "merged", "codes"), _("Answers taken together"), Kind.MANY, hint, options),
            *wording((*place, "merged", "text"), _("What these are called together"), tongues),
            *wording((*place, "merged", "rest"), _("What the others are called together"), tongues),
        ]
    title = at(values, (*place, "title"))
    named = (
        spoken({key: str(text) for key, text in title.items()}, language()) if isinstance(title, dict) and title else ""
    )
    made = item is None and at(values, (*place, "kind")) != CAPABILITY
    presses = [Press(f"remove.results.measures.{position}", _("Remove"), named)] if made else []
    return Section(named or str(at(values, (*place, "id"))), fields, presses=presses, folded=True)


def _changes(found: Assembled) -> list[Section]:
    """Waves between which change can be published and is not yet."""
    there = [at(each, ("waves",)) for each in entries(found.values, MEASURES)]
    pairs = [(one, two) for one, two, _of in comparable(found.values, found.found) if [one, two] not in there]
    presses = [
        Press(f"change.{one}.{two}", _("Publish what changed from {one} to {two}", one=one, two=two))
        for one, two in pairs
    ]
    return [Section(_("Change"), [], presses=presses)] if presses else []


def _rules(found: Assembled, items: dict[str, Item]) -> Section:
    by = tuple((name, _by(found, name, items)) for name in splitting(found.values, items))
    place = ("results",)
    fewest = _("Smaller groups are hidden. At least 5.")
    fields = [
        Field((*place, "breakdowns"), _("Show everything by"), Kind.MANY, choices=by),
        Field((*place, "smallest_group"), _("Fewest people in a group that is shown"), Kind.NUMBER, fewest, default=10),
        Field((*place, "norm"), _("A grade to compare with"), hint=_("May be left empty. From 1 to 10.")),
        Field(
            (*place, "approval"),
            _("Has a second person to approve what is published?"),
            Kind.RADIOS,
            choices=words_of(APPROVALS),
            default="none",
        ),
        Field((*place, "public"), _("Everybody may see the results, without logging in"), Kind.TICK),
    ]
    return Section(_("Rules"), fields)


def _by(found: Assembled, name: str, items: dict[str, Item]) -> str:
    """What a breakdown is called."""
    if name in items:
        return spoken(items[name].text, language())
    named = next(each for each in entries(found.values, ("attributes",)) if at(each, ("id",)) == name)
    text = at(named, ("text",))
    return (
        spoken({key: str(each) for key, each in text.items()}, language()) if isinstance(text, dict) and text else name
    )


def publishing(values: Values, sent: MultiDict[str, str], found: Assembled) -> Values:
    """The design with what was ticked; everything, if that was asked."""
    items = asked(values, found.found)
    wanted = sent.getlist(PUBLISH)
    if sent.get("do") == "all":
        coded = {name for name, kind in publishable(items).items() if kind == THEMES}
        wanted += [name for name, _words in _offered(items) if name not in coded]
    return publish(values, wanted, items)


def changing(values: Values, do: list[str], found: Assembled) -> Values:
    """The design with the change between two waves."""
    return with_change(values, do[1], do[2], found.found) if len(do) == 3 else values  # noqa: PLR2004 - two waves
