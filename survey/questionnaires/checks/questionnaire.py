"""Whether a questionnaire makes sense: names, options, languages and conditions."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..kinds import ChoiceItem, Item, Place
from ..located import Located
from ..problems import N_, Problem
from .conditions import check_conditions
from .languages import check_languages
from .repeats import repeats

EXCLUSIVE_ALONE = N_("“{code}” is exclusive, but one answer is all that can be chosen here. Remove “exclusive”.")
MISSING_TOGETHER = N_("“{code}” says that there is no answer, so it cannot be combined. Add “exclusive: true”.")
SECOND_OTHER = N_("“{code}” is the second option with “other: true”. An item can have one.")


def check_questionnaire(located: Located[Questionnaire]) -> list[Problem]:
    """All problems of a questionnaire."""
    questionnaire = located.document
    items = list(_items(questionnaire))
    pages = ((("pages", position, "id"), page.id) for position, page in enumerate(questionnaire.pages))
    return [
        *repeats(located, pages),
        *repeats(located, (((*place, "id"), item.id) for place, item in items)),
        *(problem for place, item in items for problem in _options(located, place, item)),
        *check_languages(located, questionnaire.languages, _wordings(questionnaire)),
        *check_conditions(located),
    ]


def _items(questionnaire: Questionnaire) -> Iterator[tuple[Place, Item]]:
    for position, page in enumerate(questionnaire.pages):
        for at, item in enumerate(page.items):
            yield ("pages", position, "items", at), item


def _wordings(questionnaire: Questionnaire) -> Iterator[tuple[Place, Mapping[str, str]]]:
    yield ("title",), questionnaire.title
    for place, item in _items(questionnaire):
        for within, wording in item.wordings():
            yield (*place, *within), wording


def _options(located: Located[Questionnaire], place: Place, item: Item) -> Iterator[Problem]:
    """Codes used twice, and options that do not go together."""
    if not isinstance(item, ChoiceItem):
        return
    places = [(*place, "options", at) for at in range(len(item.options))]
    yield from repeats(located, (((*at, "code"), option.code) for at, option in zip(places, item.options, strict=True)))
    others = 0
    for at, option in zip(places, item.options, strict=True):
        others += option.other
        if option.exclusive and not item.several:
            yield located.problem((*at, "exclusive"), EXCLUSIVE_ALONE, code=option.code)
        if option.missing and item.several and not option.exclusive:
            yield located.problem((*at, "missing"), MISSING_TOGETHER, code=option.code)
        if option.other and others > 1:
            yield located.problem((*at, "other"), SECOND_OTHER, code=option.code)
