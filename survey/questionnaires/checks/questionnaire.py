"""Whether a questionnaire makes sense: names, options, bounds, languages, wording and conditions."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..kinds import Item, Place
from ..kinds.options import option_wordings
from ..located import Located
from ..problems import N_, Problem
from .bounds import check_bounds
from .conditions import check_conditions
from .languages import check_languages
from .options import check_options
from .outcomes import check_outcomes
from .piping import check_piping
from .repeats import repeats
from .wording import check_wording

TOO_MANY_SCREENS = N_("There are {screens} pages to see, which is more than the {limit} screens that this file allows.")


def check_questionnaire(located: Located[Questionnaire]) -> list[Problem]:
    """All problems of a questionnaire."""
    questionnaire = located.document
    items = list(_items(questionnaire))
    wordings = list(_wordings(questionnaire))
    pages = ((("pages", position, "id"), page.id) for position, page in enumerate(questionnaire.pages))
    problems = [
        *repeats(located, pages),
        *repeats(located, (((*place, "id"), item.id) for place, item in items)),
        *check_options(located),
        *(problem for place, item in items for problem in check_bounds(located, place, item)),
        *check_languages(located, questionnaire.languages, wordings),
        *check_wording(located, wordings),
        *check_piping(located),
        *_screens(located),
    ]
    conditions = list(check_conditions(located))
    return problems + (conditions or list(check_outcomes(located)))


def _items(questionnaire: Questionnaire) -> Iterator[tuple[Place, Item]]:
    for position, page in enumerate(questionnaire.pages):
        for at, item in enumerate(page.items):
            yield ("pages", position, "items", at), item


def _wordings(questionnaire: Questionnaire) -> Iterator[tuple[Place, Mapping[str, str]]]:
    yield ("title",), questionnaire.title
    for name, options in questionnaire.scales.items():
        yield from option_wordings(("scales", name), options)
    for place, item in _items(questionnaire):
        for within, wording in item.wordings():
            yield (*place, *within), wording


def _screens(located: Located[Questionnaire]) -> Iterator[Problem]:
    """More pages than somebody may have to see; conditions are not counted in favour."""
    questionnaire = located.document
    screens = len([page for page in questionnaire.pages if any(item.is_shown for item in page.items)])
    if questionnaire.screens is not None and screens > questionnaire.screens:
        yield located.problem(("screens",), TOO_MANY_SCREENS, screens=screens, limit=questionnaire.screens)
