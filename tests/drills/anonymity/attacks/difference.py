"""L4. Both databases before and after one answer. If anything in the contacts database changed, the contact that
changed is the one that answered; anything at all that changes is a leak."""

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import Found


def attack(loot: Loot) -> Found:
    """Lines of the dump that are new or gone."""
    found = Found()
    if loot.pair is None:
        return found
    before, after = (set(each[Store.CONTACTS].splitlines()) for each in loot.pair)
    changed = before ^ after
    if changed:
        found.problems.append(f"{len(changed)} lines of the contacts database changed because somebody answered")
    answered = set(loot.pair[0][Store.RESPONSES].splitlines()) ^ set(loot.pair[1][Store.RESPONSES].splitlines())
    found.told = f"{len(changed)} lines changed in contacts, {len(answered)} in responses"
    return found
