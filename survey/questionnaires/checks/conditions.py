"""Conditions against the questionnaire: they name earlier items, and compare like with like."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..conditions import Comparison, ConditionError, Contains, Leaf, Operator, parse
from ..definition import Questionnaire
from ..kinds import Item, Place
from ..located import Located
from ..problems import N_, Problem

UNKNOWN_ITEM = N_("The condition names an item that does not exist: “{item}”.")
MISSPELT_ITEM = N_("The condition names an item that does not exist: “{item}”. Did you mean “{suggestion}”?")
NOT_EARLIER = N_("The condition looks at “{item}”, which is not on an earlier page. Move that item forward.")
NO_ANSWER = N_("The condition looks at “{item}”, which has no answer to compare: texts are kept apart.")
UNKNOWN_CODE = N_("“{item}” has no answer “{value}”. It has: {known}.")
NOT_A_NUMBER = N_("“{item}” is answered with a word, so it cannot be compared with the number {value}.")
NO_ORDER = N_("“{item}” is compared with the word “{value}”, which has no order. Use == or !=.")
ONE_ANSWER = N_("“{item}” has one answer. Use == instead of contains.")
MORE_ANSWERS = N_("“{item}” can have more answers. Use contains instead of {operator}.")

Said = tuple[str, dict[str, object]]
"""A message with its values."""


def check_conditions(located: Located[Questionnaire]) -> Iterator[Problem]:
    """Everything that is wrong with the conditions of pages and items."""
    items = {item.id: item for item in located.document.items()}
    earlier: set[str] = set()
    for position, page in enumerate(located.document.pages):
        here: Place = ("pages", position)
        places = [(here, page.when)]
        places += [((*here, "items", at), item.when) for at, item in enumerate(page.items)]
        for place, when in places:
            for message, values in _wrong(when, items, earlier):
                yield located.problem((*place, "when"), message, **values)
        earlier |= {item.id for item in page.items}


def _wrong(when: str | None, items: Mapping[str, Item], earlier: set[str]) -> Iterator[Said]:
    """Everything that is wrong with one condition."""
    if when is None:
        return
    try:
        condition = parse(when)
    except ConditionError as error:
        yield error.sentence, error.values
        return
    for leaf in condition.leaves():
        if leaf.item not in items:
            yield _unknown(leaf.item, items)
            continue
        item = items[leaf.item]
        if leaf.item not in earlier:
            yield NOT_EARLIER, {"item": leaf.item}
        if item.id not in item.closed_keys():
            yield NO_ANSWER, {"item": leaf.item}
        elif mismatch := _mismatch(leaf, item):
            yield mismatch


def _unknown(name: str, items: Mapping[str, Item]) -> Said:
    if suggestions := get_close_matches(name, items, n=1):
        return MISSPELT_ITEM, {"item": name, "suggestion": suggestions[0]}
    return UNKNOWN_ITEM, {"item": name}


def _mismatch(leaf: Leaf, item: Item) -> Said | None:
    """Why `leaf` cannot be asked of `item`, if it cannot."""
    if isinstance(leaf, Comparison):
        if item.several:
            return MORE_ANSWERS, {"item": item.id, "operator": leaf.operator.value}
        if isinstance(leaf.value, int):
            return None if item.numeric else (NOT_A_NUMBER, {"item": item.id, "value": leaf.value})
        if leaf.operator not in (Operator.EQUAL, Operator.UNEQUAL):
            return NO_ORDER, {"item": item.id, "value": leaf.value}
        return _unknown_code(item, leaf.value)
    if isinstance(leaf, Contains):
        return _unknown_code(item, leaf.code) if item.several else (ONE_ANSWER, {"item": item.id})
    return None


def _unknown_code(item: Item, code: str) -> Said | None:
    if code in item.codes():
        return None
    known = (["1 - 10"] if item.numeric else []) + list(item.codes())
    return UNKNOWN_CODE, {"item": item.id, "value": code, "known": ", ".join(known)}
