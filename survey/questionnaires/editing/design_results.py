"""Results of a design that is edited: which questions are published, and how."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from ..checks.results import CHANGES, POINTS, SHOWS
from ..definition import Questionnaire
from ..kinds import ONE_CHOICE, Item, ValueCard
from ..tree import Plain
from .design import Found, Values, at, entries, put
from .design_languages import languages
from .design_waves import free_name

MEASURES = ("results", "measures")
FEWEST_CARDS = 5
CAPABILITY = "capability"
THEMES = "themes"
"""A measure of own words, which are coded first: it is published only for who asks for it."""

REST: dict[str, str] = {"nl": "Iets anders", "nl-x-easy": "Iets anders", "en": "Something else", "ar": "إجابة أخرى"}
"""What the other answers are called together at first."""

CAPABILITY_TITLE: dict[str, str] = {
    "nl": "Werk als waarde",
    "nl-x-easy": "Wat werk waard is",
    "en": "Work as value",
    "ar": "قيمة العمل",
}
CHANGE_TITLE: dict[str, str] = {
    "nl": "Wat veranderde",
    "nl-x-easy": "Wat veranderde",
    "en": "What changed",
    "ar": "ما تغيّر",
}


def asked(values: Values, found: Found) -> dict[str, Item]:
    """The items that the waves of a design ask, by id, in the order in which they come first."""
    items: dict[str, Item] = {}
    for questionnaire in _questionnaires(values, found):
        for item in questionnaire.items():
            items.setdefault(item.id, item)
    return items


def _questionnaires(values: Values, found: Found) -> list[Questionnaire]:
    names = dict.fromkeys(str(at(each, ("questionnaire",))) for each in entries(values, ("waves",)))
    return [each for each in (found.get(name) for name in names) if each is not None]


def publishable(items: Mapping[str, Item]) -> dict[str, str]:
    """The items of which a measure can be published, each with the kind of its measure."""
    kinds = {name: _kind(item) for name, item in items.items()}
    return {name: kind for name, kind in kinds.items() if kind}


def _kind(item: Item) -> str:
    return next((kind for kind, shown in SHOWS.items() if isinstance(item, shown)), "")


def splitting(values: Values, items: Mapping[str, Item]) -> list[str]:
    """What results can be broken down by: single choices and attributes."""
    attributes = [str(at(each, ("id",))) for each in entries(values, ("attributes",))]
    return [*attributes, *(item.id for item in items.values() if isinstance(item, ONE_CHOICE))]


def cards(items: Iterable[Item]) -> list[str]:
    """The value cards that make a capability set; empty if they are too few."""
    found = [item.id for item in items if isinstance(item, ValueCard) and _is_whole(item)]
    return found if len(found) >= FEWEST_CARDS else []


def _is_whole(card: ValueCard) -> bool:
    """Whether it asks a, b and c, each on a scale of five points."""
    parts = {part.id.rpartition("__")[2]: part for part in card.parts() if part.id != card.id}
    wide = [[option for option in part.choices(part.id) if option.missing is None] for part in parts.values()]
    return {"a", "b", "c"} <= set(parts) and all(len(options) == POINTS for options in wide)


def chosen(values: Values) -> list[str]:
    """What is published now: items by id, and `capability`."""
    measures = [each for each in entries(values, MEASURES) if isinstance(each, dict)]
    named = [str(each.get("item") or (CAPABILITY if each.get("kind") == CAPABILITY else "")) for each in measures]
    return [name for name in named if name]


def publish(values: Values, wanted: Collection[str], items: Mapping[str, Item]) -> Values:
    """The design with measures of the wanted items, in the order in which they are asked; what is there stays as it is.

    Measures made of others keep what is left of those, and go with the last.
    """
    there = [each for each in entries(values, MEASURES) if isinstance(each, dict)]
    measures = [*_own(values, there, wanted, items), *_set(values, there, wanted, items)]
    ids = {str(each["id"]) for each in measures}
    others = [each for each in there if "item" not in each and each.get("kind") != CAPABILITY]
    left = [found for each in others if (found := _left(each, ids))]
    return put(values, MEASURES, [*measures, *left])


def _own(
    values: Values, there: Sequence[Values], wanted: Collection[str], items: Mapping[str, Item]
) -> Iterator[Values]:
    """The measures of the wanted items."""
    own = {str(each.get("item")): each for each in there if "item" in each}
    for name, kind in publishable(items).items():
        if name in wanted:
            yield own.get(name) or _measure(items[name], kind, languages(values))


def _set(
    values: Values, there: Sequence[Values], wanted: Collection[str], items: Mapping[str, Item]
) -> Iterator[Values]:
    """The measure of the value cards together."""
    found = cards(items.values())
    if CAPABILITY in wanted and found:
        title = {language: text for language, text in CAPABILITY_TITLE.items() if language in languages(values)}
        new: Values = {"kind": CAPABILITY, "id": CAPABILITY, "cards": [*found], "title": {**title}}
        yield next((each for each in there if each.get("kind") == CAPABILITY), new)


def _left(measure: dict[str, Plain], ids: Collection[str]) -> dict[str, Plain] | None:
    """A measure made of others with what is left of these; None if that is too little."""
    of = measure.get("of")
    if isinstance(of, str):
        return measure if of in ids or measure.get("kind") == "work_status" else None
    if isinstance(of, list):
        rest = [each for each in of if each in ids]
        return measure | {"of": rest} if rest else None
    return measure if isinstance(of, dict) and set(of.values()) <= set(ids) else None


def _measure(item: Item, kind: str, spoken: Sequence[str]) -> dict[str, Plain]:
    """A measure of an item, called as it is asked."""
    title: dict[str, Plain] = {language: item.text[language] for language in spoken if language in item.text}
    measure: dict[str, Plain] = {"kind": kind, "id": item.id, "item": item.id, "title": title}
    if kind == "choice":
        option = item.choices(item.id)[0]
        text: dict[str, Plain] = {language: option.text[language] for language in spoken if language in option.text}
        rest: dict[str, Plain] = {language: REST[language] for language in spoken if language in REST}
        measure["merged"] = {"codes": [option.code], "text": text, "rest": rest}
    return measure


def comparable(values: Values, found: Found) -> list[tuple[str, str, list[str]]]:
    """Pairs of waves of one audience between which change can be shown, each with the measures that can change."""
    waves = [each for each in entries(values, ("waves",)) if isinstance(each, dict)]
    measures = [each for each in entries(values, MEASURES) if isinstance(each, dict) and each.get("kind") in CHANGES]
    pairs: list[tuple[str, str, list[str]]] = []
    for one, two in combinations(waves, 2) if values.get("mode", "linked") == "linked" else ():
        if one.get("audience") == two.get("audience"):
            names = [_items(each.get("questionnaire"), found) for each in (one, two)]
            both = [str(each["id"]) for each in measures if all(_needs(each) <= known for known in names)]
            if both:
                pairs.append((str(one.get("id")), str(two.get("id")), both))
    return pairs


def _items(questionnaire: Plain, found: Found) -> set[str]:
    asked_there = found.get(str(questionnaire))
    return {item.id for item in asked_there.items()} if asked_there else set()


def _needs(measure: Mapping[str, Any]) -> set[str]:
    return set(measure.get("cards", ())) or {str(measure.get("item"))}


def with_change(values: Values, one: str, two: str, found: Found) -> Values:
    """The design with a measure of the change between two waves; as it is if there is nothing to compare."""
    both = next((names for first, second, names in comparable(values, found) if (first, second) == (one, two)), [])
    if not both:
        return values
    taken = [at(each, ("id",)) for each in entries(values, MEASURES)]
    title: dict[str, Plain] = {name: text for name, text in CHANGE_TITLE.items() if name in languages(values)}
    change: dict[str, Plain] = {"kind": "change", "id": free_name("change", taken), "waves": [one, two], "of": [*both]}
    return put(values, MEASURES, [*entries(values, MEASURES), change | {"title": title}])
