"""The order of options by chance: another one for every person, and always the same one for the same person."""

from hashlib import sha256

from .kinds import ChoiceItem, Item, Option, Ranking


def ordered(item: Item, seed: bytes) -> Item:
    """The item with its options in the order that `seed` gives; those that stand apart stay at the end.

    The stored answer does not depend on it: routing puts codes back in the order of the questionnaire.
    """
    if not isinstance(item, (ChoiceItem, Ranking)) or not item.randomise:
        return item

    def chance(option: Option) -> bytes:
        return sha256(b"/".join((seed, item.id.encode(), option.code.encode()))).digest()

    ordinary = sorted((option for option in item.options if not option.apart), key=chance)
    apart = [option for option in item.options if option.apart]
    return item.model_copy(update={"options": (*ordinary, *apart)})
