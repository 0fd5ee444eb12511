"""What changed between two versions of a questionnaire, in words, and whether their waves can still be compared.

Items with the same id are linked: their answers are laid side by side. That is only fair if the same was asked, so a
change in what a linked item asks, offers or accepts, or in whom it is asked of, makes waves incomparable. A new item,
one that is gone, another place, or another language does not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .definition import Questionnaire
from .kinds import Item, Option
from .problems import N_

OTHER_ID = N_("The questionnaire “{before}” is now “{after}”.")
OTHER_VERSION = N_("Version {before} is now {after}.")
OTHER_AUDIENCE = N_("It was for “{before}” and is now for “{after}”.")
LANGUAGE_ADDED = N_("The language “{language}” was added.")
LANGUAGE_REMOVED = N_("The language “{language}” was removed.")
OTHER_TITLE = N_("The title in “{language}” was “{before}” and is now “{after}”.")
ADDED = N_("The item “{item}” was added.")
REMOVED = N_("The item “{item}” was removed.")
MOVED = N_("The item “{item}” stands in another place.")
OTHER_PAGE = N_("The item “{item}” was on the page “{before}” and is now on “{after}”.")
OTHER_KIND = N_("The item “{item}” was of kind “{before}” and is now of kind “{after}”.")
OTHER_WORDING = N_("The item “{item}”, {part} in “{language}”: was “{before}” and is now “{after}”.")
WORDING_ADDED = N_("The item “{item}” now has a text for {part}: “{after}”.")
WORDING_REMOVED = N_("The item “{item}” no longer has a text for {part}: “{before}”.")
OPTION_ADDED = N_("The item “{item}” has a new answer “{code}”.")
OPTION_REMOVED = N_("The item “{item}” no longer has the answer “{code}”.")
OPTIONS_MOVED = N_("The answers of “{item}” stand in another order: {after}.")
OTHER_OPTION = N_("The answer “{code}” of “{item}” has another meaning: {part} was {before} and is now {after}.")
OTHER_ROUTING = N_("The item “{item}” was asked if “{before}” and is now asked if “{after}”.")
NOW_ALWAYS = N_("The item “{item}” was asked if “{before}” and is now asked of everyone.")
NOW_SOMETIMES = N_("The item “{item}” was asked of everyone and is now asked if “{after}”.")
OTHER_SCALE = N_("The item “{item}” had the scale “{before}” and now has “{after}”.")
OTHER_SETTING = N_("The item “{item}”: “{part}” was {before} and is now {after}.")

SAID_APART = frozenset({"id", "kind", "when", "options", "scale", "questions"})
"""What an item says that is compared by rules of its own; wording is recognised by its languages."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `item` is a linked item that can no longer be compared because of it."""

    message: str
    values: dict[str, object] = field(default_factory=dict, hash=False)
    item: str | None = None

    def told(self, translate: Callable[[str], str]) -> str:
        """The change in the reader's language."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed, in the order of the newer questionnaire."""

    changes: tuple[Change, ...]

    @property
    def incomparable(self) -> frozenset[str]:
        """The linked items that ask something else now."""
        return frozenset(change.item for change in self.changes if change.item is not None)

    @property
    def comparable(self) -> bool:
        """Whether every linked item asks the same of the same people."""
        return not self.incomparable


def difference(before: Questionnaire, after: Questionnaire) -> Difference:
    """What changed from `before` to `after`."""
    return Difference((*_heads(before, after), *_places(before, after), *_linked(before, after)))


def _heads(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    """What the questionnaires say about themselves."""
    for message, old, new in (
        (OTHER_ID, before.id, after.id),
        (OTHER_VERSION, before.version, after.version),
        (OTHER_AUDIENCE, before.audience.value, after.audience.value),
    ):
        if old != new:
            yield Change(message, {"before": old, "after": new})
    yield from _languages(before, after)
    for language, text in before.title.items():
        now = after.title.get(language, text)
        if now != text:
            yield Change(OTHER_TITLE, {"language": language, "before": text, "after": now})


def _languages(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    for language in after.languages:
        if language not in before.languages:
            yield Change(LANGUAGE_ADDED, {"language": language})
    for language in before.languages:
        if language not in after.languages:
            yield Change(LANGUAGE_REMOVED, {"language": language})


def _pages(questionnaire: Questionnaire) -> dict[str, tuple[str, str | None]]:
    """The page of each item, and the page's condition."""
    return {item.id: (page.id, page.when) for page in questionnaire.pages for item in page.items}


def _places(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    """Items that came, went or moved."""
    old, new = _pages(before), _pages(after)
    yield from (Change(ADDED, {"item": item}) for item in new if item not in old)
    yield from (Change(REMOVED, {"item": item}) for item in old if item not in new)
    shared = [item for item in new if item in old]
    matching = SequenceMatcher(None, [item for item in old if item in new], shared, autojunk=False)
    stayed = {item for block in matching.get_matching_blocks() for item in shared[block.b : block.b + block.size]}
    for item in shared:
        if item not in stayed:
            yield Change(MOVED, {"item": item})
        elif old[item][0] != new[item][0]:
            yield Change(OTHER_PAGE, {"item": item, "before": old[item][0], "after": new[item][0]})


def _linked(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    """What changed in the items that both have."""
    old_items = {item.id: item for item in before.items()}
    old_pages, new_pages = _pages(before), _pages(after)
    for item in after.items():
        old = old_items.get(item.id)
        if old is None:
            continue
        yield from _routing(item.id, (old_pages[item.id][1], old.when), (new_pages[item.id][1], item.when))
        if type(old) is type(item):
            yield from _wording(old, item)
            yield from _options(old, item)
            yield from _settings(old, item)
        else:
            kinds = {"before": getattr(old, "kind", ""), "after": getattr(item, "kind", "")}
            yield Change(OTHER_KIND, {"item": item.id} | kinds, item.id)


def _routing(item: str, before: tuple[str | None, ...], after: tuple[str | None, ...]) -> Iterator[Change]:
    """Another condition, of the item or of its page."""
    old, new = (" and ".join(f"({each})" for each in both if each) for both in (before, after))
    if old != new:
        message = NOW_ALWAYS if not new else NOW_SOMETIMES if not old else OTHER_ROUTING
        yield Change(message, {"item": item, "before": old[1:-1], "after": new[1:-1]}, item)


Texts = dict[tuple[str, ...], Mapping[str, str]]


def _texts(item: Item) -> Texts:
    """The texts of an item and its options by name, with the codes of options and questions instead of positions."""
    found: Texts = {}
    for place, wording in item.wordings():
        if place[0] not in ("options", "questions"):
            found[tuple(str(step) for step in place)] = wording
    for part in item.parts():
        own = () if part is item else (part.id,)
        if part is not item:
            found[(*own, "text")] = part.text
        for option in part.choices(part.id):
            found[(*own, option.code)] = option.text
    return found


def _wording(before: Item, after: Item) -> Iterator[Change]:
    """Texts that read otherwise, in each language that both versions have."""
    old, new = _texts(before), _texts(after)
    codes = {option.code for item in (before, after) for part in item.parts() for option in part.choices(part.id)}
    for place in dict.fromkeys((*old, *new)):
        part = ".".join(place)
        values: dict[str, object] = {"item": after.id, "part": part}
        if place in old and place in new:
            for language, text in old[place].items():
                now = new[place].get(language, text)
                if now != text:
                    values |= {"language": language, "before": text, "after": now}
                    yield Change(OTHER_WORDING, dict(values), after.id)
        elif place[-1] not in codes:
            wording = old.get(place) or new[place]
            values |= dict.fromkeys(("before", "after"), next(iter(wording.values())))
            yield Change(WORDING_REMOVED if place in old else WORDING_ADDED, values, after.id)


def _options(before: Item, after: Item) -> Iterator[Change]:
    """Answers that came, went, moved, or mean something else."""
    old_parts = {part.id: part for part in before.parts()}
    for part in after.parts():
        if part.id not in old_parts:
            continue
        old = {option.code: option for option in old_parts[part.id].choices(part.id)}
        new = {option.code: option for option in part.choices(part.id)}
        for code in (code for code in new if code not in old):
            yield Change(OPTION_ADDED, {"item": part.id, "code": code}, after.id)
        for code in (code for code in old if code not in new):
            yield Change(OPTION_REMOVED, {"item": part.id, "code": code}, after.id)
        shared = [code for code in new if code in old]
        if shared != [code for code in old if code in new]:
            yield Change(OPTIONS_MOVED, {"item": part.id, "after": ", ".join(new)}, after.id)
        for code in shared:
            yield from _meaning(after.id, old[code], new[code])


def _meaning(item: str, before: Option, after: Option) -> Iterator[Change]:
    """What an answer says besides its words."""
    old, new = (each.model_dump(mode="json", exclude={"code", "text"}) for each in (before, after))
    for part, value in old.items():
        if new[part] != value:
            values = {"item": item, "code": after.code, "part": part, "before": value, "after": new[part]}
            yield Change(OTHER_OPTION, values, item)


def _settings(before: Item, after: Item) -> Iterator[Change]:
    """Bounds and the like; and the name of a scale, which alone changes nothing for anybody."""
    old_scale, new_scale = (getattr(item, "scale", None) for item in (before, after))
    if old_scale != new_scale:
        yield Change(OTHER_SCALE, {"item": after.id, "before": old_scale or "-", "after": new_scale or "-"})
    texts = {str(place[0]) for item in (before, after) for place, _ in item.wordings()}
    old, new = (item.model_dump(mode="json", exclude=set(SAID_APART | texts)) for item in (before, after))
    for part, value in old.items():
        if new[part] != value:
            yield Change(OTHER_SETTING, {"item": after.id, "part": part, "before": value, "after": new[part]}, after.id)
    yield from _questions(before, after)


def _questions(before: Item, after: Item) -> Iterator[Change]:
    """The conditions of the questions on a card."""
    old = {part.id: part.when for part in before.parts() if part is not before}
    for part in after.parts():
        if part.id in old:
            for change in _routing(part.id, (old[part.id],), (part.when,)):
                yield Change(change.message, change.values, after.id)
