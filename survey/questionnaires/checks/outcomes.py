"""Conditions that are never or always met, and what nobody can reach.

Every combination of the answers that a condition looks at is tried. Where there are too many answers, such as to a
number, those next to what the condition compares with stand for all. The answers tried include everything that
somebody can give, so what is reported is true; a condition with too many combinations is left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod

from ..conditions import Condition, parse
from ..definition import Questionnaire
from ..expressions import Domains
from ..kinds import Answers, Place, Sort
from ..located import Located
from ..problems import N_, Problem
from .candidates import Candidates, candidates
from .conditions import written_conditions

NEVER = N_("This condition can never be met, whatever the answers. Correct it, or remove what it stands on.")
ALWAYS = N_("This condition is always met, whatever the answers. Correct or remove it.")
UNREACHABLE = N_("Nobody gets here: this condition is not met by anyone who is asked what it looks at.")

MOST_COMBINATIONS = 3000
AROUND = 8
"""About so many answers are tried to what is no single choice."""

MOST_TRIES = 150_000
"""For a whole questionnaire; a condition on a few choices takes some tens."""

Shown = dict[str, tuple[str, ...]]
"""The conditions, of its page and its own, under which each key is asked for."""


@dataclass(slots=True)
class _Trials:
    """The questionnaire whose conditions are tried out, and how many tries are left."""

    domains: Domains
    shown: Shown
    order: dict[str, int]
    left: int = MOST_TRIES
    known: dict[tuple[str, ...], frozenset[bool]] = field(default_factory=dict)

    def outcomes(self, texts: tuple[str, ...], *, asked: bool) -> frozenset[bool]:
        """Whether all `texts` together can be met, can be not met, or both; both as well if that is not known.

        With `asked`, only answers count to what is itself asked for.
        """
        key = (*texts, "asked" if asked else "")
        if key not in self.known:
            self.known[key] = self._try([parse(text) for text in texts], asked=asked)
        return self.known[key]

    def _try(self, conditions: list[Condition], *, asked: bool) -> frozenset[bool]:
        shown = self._conditions_behind(conditions) if asked else {}
        everything = [*conditions, *(each for behind in shown.values() for each in behind)]
        found = candidates(everything, self.domains)
        if found is None or not self._affordable(found):
            return frozenset({True, False}) if not asked else self._try(conditions, asked=False)
        keys = sorted(found, key=self.order.__getitem__)
        outcomes: set[bool] = set()
        for values in product(*(found[key] for key in keys)):
            self.left -= 1
            kept = self._kept(dict(zip(keys, values, strict=True)), shown)
            outcomes.add(all(each.holds(kept, self.domains) for each in conditions))
            if len(outcomes) > 1:
                break
        return frozenset(outcomes)

    def _affordable(self, found: Candidates) -> bool:
        combinations = prod(len(each) for each in found.values())
        return combinations <= min(MOST_COMBINATIONS, self.left)

    def _kept(self, answers: Answers, shown: dict[str, list[Condition]]) -> Answers:
        """`answers` without those to what is not asked for."""
        kept: Answers = {}
        for key, answer in answers.items():
            asked = all(each.holds(kept, self.domains) for each in shown.get(key, ()))
            kept[key] = answer if asked else None
        return kept

    def _conditions_behind(self, conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
        """The conditions under which the keys that matter, directly or through others, are asked for.

        Nearest first, for as many keys as leave few enough combinations; about the others nothing is assumed.
        """
        waiting = [key for each in conditions for key in sorted(each.references(self.domains))]
        seen = set(waiting)
        combinations = prod(self._size(key) for key in seen)
        behind: dict[str, list[Condition]] = {}
        for key in waiting:
            found = [parse(text) for text in self.shown.get(key, ())]
            more = {name for each in found for name in each.references(self.domains)} - seen
            combinations *= prod(self._size(name) for name in more)
            if combinations > MOST_COMBINATIONS:
                break
            behind[key] = found
            waiting += sorted(more)
            seen |= more
        return behind

    def _size(self, key: str) -> int:
        """About how many answers to `key` are tried."""
        domain = self.domains[key]
        return len(domain.codes) + 1 if domain.sort is Sort.CODE else AROUND


def check_outcomes(located: Located[Questionnaire]) -> Iterator[Problem]:
    """Conditions whose outcome is the same for everybody. Only for a questionnaire whose conditions make sense."""
    trials = _trials(located.document)
    for _, conditions in written_conditions(located):
        for place, text in conditions:
            outcomes = trials.outcomes((text,), asked=False)
            if outcomes == {True}:
                yield located.problem(place, ALWAYS)
            elif outcomes == {False}:
                yield located.problem(place, NEVER)
    yield from _unreachable(located, trials)


def _unreachable(located: Located[Questionnaire], trials: _Trials) -> Iterator[Problem]:
    """Pages and items that nobody sees although their conditions could be met each on its own."""
    for position, page in enumerate(located.document.pages):
        here: Place = ("pages", position)
        pairs: list[tuple[Place, tuple[str | None, ...]]] = [((*here, "when"), (page.when,))]
        pairs += [((*here, "items", at, "when"), (page.when, item.when)) for at, item in enumerate(page.items)]
        for place, conditions in pairs:
            texts = tuple(text for text in conditions if text is not None)
            if conditions[-1] is None or any(trials.outcomes((text,), asked=False) == {False} for text in texts):
                continue
            if trials.outcomes(texts, asked=True) == {False}:
                yield located.problem(place, UNREACHABLE)
                if len(conditions) == 1:
                    break


def _trials(questionnaire: Questionnaire) -> _Trials:
    shown: Shown = {}
    for page in questionnaire.pages:
        for item in page.items:
            texts = tuple(text for text in (page.when, item.when) if text is not None)
            shown |= dict.fromkeys(item.closed_keys(), texts)
    order = {key: position for position, key in enumerate(questionnaire.domains)}
    return _Trials(questionnaire.domains, shown, order)
