"""Routing: which pages a person sees, given the answers so far. Pure; one pass over the questionnaire per question.

A condition looks at what is kept of earlier items only: an answer that went out of reach counts no more. So the
outcome never depends on the order in which a person went back and forth.
"""

import json
from collections.abc import Iterator

from .conditions import calculation, parse
from .definition import Page, Questionnaire
from .expressions import Domains, rounded
from .kinds import Answer, Answers, Calculated, Item
from .kinds.amounts import LARGEST, stored


def _walk(questionnaire: Questionnaire, answers: Answers, kept: Answers) -> Iterator[tuple[Page, Item]]:
    """Every shown item with its page; what stays of the answers is put in `kept` on the way.

    An item comes with only those of its options and questions that are shown; without any, it is not shown.
    """
    domains = questionnaire.domains

    def holds(when: str | None) -> bool:
        return when is None or parse(when).holds(kept, domains)

    for page in questionnaire.pages:
        if not holds(page.when):
            continue
        for item in page.items:
            if not holds(item.when):
                continue
            if isinstance(item, Calculated):
                kept[item.id] = _worked_out(item, kept, domains)
                continue
            shown = item.narrowed(holds)
            if shown is item or shown.codes():
                kept |= shown.kept(answers if shown is item else answers | _still_offered(item, shown, answers))
                yield page, shown


def _worked_out(item: Calculated, kept: Answers, domains: Domains) -> Answer:
    """The outcome of a calculation as it is stored; None where something is missing, or it is beyond all bounds."""
    value = calculation(item.value).value(kept, domains)
    if value is None or isinstance(value, str) or abs(value) > LARGEST:
        return None
    return stored(rounded(value, item.decimals), item.decimals)


def _still_offered(item: Item, shown: Item, answers: Answers) -> Answers:
    """The answers to `item` that `shown`, which has fewer options, does not have: what is left of them."""
    left: Answers = {}
    for key in shown.closed_keys():
        answer = answers.get(key)
        if item.accepts(key, answer) and not shown.accepts(key, answer):
            fewer = tuple(code for code in answer if code in shown.codes()) if isinstance(answer, tuple) else None
            left[key] = fewer if shown.accepts(key, fewer) else None
    return left


def shown_items(questionnaire: Questionnaire, answers: Answers) -> dict[str, tuple[Item, ...]]:
    """Per page that a person can see, by page id and in order: the items that are on it."""
    shown: dict[str, tuple[Item, ...]] = {}
    for page, item in _walk(questionnaire, answers, {}):
        shown[page.id] = (*shown.get(page.id, ()), item)
    return shown


def reachable(questionnaire: Questionnaire, answers: Answers) -> tuple[Page, ...]:
    """The pages that a person can see, in order: those with an item to show."""
    shown = shown_items(questionnaire, answers)
    return tuple(page for page in questionnaire.pages if page.id in shown)


def prune(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """What may be stored: every closed key of a shown item (None where left open) and the texts that were written."""
    kept: Answers = {}
    for _ in _walk(questionnaire, answers, kept):
        pass
    return kept


def first(questionnaire: Questionnaire, answers: Answers) -> Page | None:
    """The first page that a person can see, or None if there is none."""
    return next((page for page, _ in _walk(questionnaire, answers, {})), None)


def following(questionnaire: Questionnaire, answers: Answers, page_id: str) -> Page | None:
    """The page after `page_id`, or None after the last; `KeyError` if the questionnaire has no such page."""
    positions = _positions(questionnaire)
    at = positions[page_id]
    return next((page for page in reachable(questionnaire, answers) if positions[page.id] > at), None)


def preceding(questionnaire: Questionnaire, answers: Answers, page_id: str) -> Page | None:
    """The page before `page_id`, or None before the first; `KeyError` if the questionnaire has no such page."""
    positions = _positions(questionnaire)
    at = positions[page_id]
    return next((page for page in reversed(reachable(questionnaire, answers)) if positions[page.id] < at), None)


def _positions(questionnaire: Questionnaire) -> dict[str, int]:
    return {page.id: position for position, page in enumerate(questionnaire.pages)}


def is_complete(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether at least 80 % of the shown core items are answered, in `answers` as stored (a key present = shown)."""
    shown = [
        keys
        for item in questionnaire.items()
        if item.core and (keys := [key for key in item.closed_keys() if key in answers])
    ]
    answered = sum(all(answers[key] is not None for key in keys) for keys in shown)
    return answered * 5 >= len(shown) * 4


def invalid(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """The keys in `answers` that no item owns, or whose item cannot have that answer."""
    owners = {key: item for item in questionnaire.items() for key in (*item.closed_keys(), *item.text_keys())}
    return [key for key, answer in answers.items() if key not in owners or not owners[key].accepts(key, answer)]


def dump(answers: Answers) -> str:
    """`answers` as JSON, in the order of their keys: equal answers give equal text."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class UnreadableAnswersError(Exception):
    """Stored answers are not what `dump` wrote: a key has another kind of value, or there are no keys."""


def thaw(text: str) -> Answers:
    """The answers that `dump` wrote; `UnreadableAnswersError` if the text holds anything else."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UnreadableAnswersError("Stored answers are not JSON.") from error
    if not isinstance(document, dict):
        raise UnreadableAnswersError("Stored answers are not a JSON object.")
    return {key: _answer(key, value) for key, value in document.items()}


def _answer(key: str, value: object) -> Answer:
    match value:
        case bool():
            pass
        case None | int() | str():
            return value
        case list() if all(isinstance(code, str) for code in value):
            return tuple(value)
    raise UnreadableAnswersError(f"The stored answer to {key} is neither a number, a text, a list of codes nor null.")
