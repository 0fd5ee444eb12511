"""From clues to a guess: who has which pseudonym, as one list for everybody."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from .loot import Loot

Votes = dict[tuple[int, bytes], float]
"""How much speaks for a contact having a pseudonym."""

Guess = dict[int, bytes]

CERTAIN = 1000.0


@dataclass
class Found:
    """What an attack found. `problems` are leaks that need no judge; `told` is a figure for the report; `orders` are
    pseudonyms by wave, in the orders in which their rows lie."""

    problems: list[str] = field(default_factory=list)
    votes: Votes = field(default_factory=dict)
    told: str = ""
    orders: dict[str, dict[str, list[bytes]]] = field(default_factory=dict)


def guessed(loot: Loot, votes: Votes, chance: random.Random) -> Guess:
    """The most likely list, by chance where nothing speaks for anything. Whoever can be told apart by cohort is."""
    people, labels = defaultdict(list), defaultdict(list)
    known = {int(row["id"]) for row in loot.participants}
    for contact, cell in loot.cohorts().items():
        if contact in known:
            people[cell].append(contact)
    for label, cell in loot.cells().items():
        labels[cell].append(label)
    guess: Guess = {}
    for cell, contacts in people.items():
        guess |= _within(contacts, labels[cell], votes, chance)
    return guess


def _within(contacts: list[int], labels: list[bytes], votes: Votes, chance: random.Random) -> Guess:
    chance.shuffle(contacts)
    chance.shuffle(labels)
    if not labels:
        return {}
    matrix = np.array([[votes.get((contact, label), 0.0) for label in labels] for contact in contacts])
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return {contacts[row]: labels[column] for row, column in zip(rows, columns, strict=True)}
