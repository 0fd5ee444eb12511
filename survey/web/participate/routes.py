"""The way through a questionnaire: where somebody goes on, and which question of how many a page is."""

from survey.fieldwork.drafts import Draft
from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers, Item

Shown = dict[str, tuple[Item, ...]]
"""The pages that somebody can see, in order, with the items on each."""


def resume(questionnaire: Questionnaire, draft: Draft) -> str:
    """The page after the last one that was sent; the last page if that was it."""
    shown = list(routing.shown_items(questionnaire, draft.answers))
    if draft.page is None or questionnaire.page(draft.page) is None:
        return shown[0]
    following = routing.following(questionnaire, draft.answers, draft.page)
    return shown[-1] if following is None else following.id


def after(questionnaire: Questionnaire, answers: Answers, page: str, seen: tuple[str, ...]) -> str | None:
    """Where to go from `page`, or None after the last.

    It is the same page again if the answers brought up an item there that is not among those `seen`.
    """
    shown = routing.shown_items(questionnaire, answers)
    if {item.id for item in shown.get(page, ())} - set(seen):
        return page
    pages = iter(questionnaire.pages)
    for each in pages:
        if each.id == page:
            break
    return next((each.id for each in pages if each.id in shown), None)


def before(shown: Shown, page: str) -> str | None:
    """The page before `page`, or None before the first."""
    pages = list(shown)
    at = pages.index(page)
    return pages[at - 1] if at else None


def count(shown: Shown, page: str) -> tuple[int, int]:
    """Which question the page is, of how many; pages with nothing to answer do not count (0 for such a page)."""
    asking = [each for each, items in shown.items() if any(item.asks for item in items)]
    return (asking.index(page) + 1 if page in asking else 0), len(asking)


def page_of(questionnaire: Questionnaire, key: str) -> str | None:
    """The page that asks for the answer under `key`, or None."""
    asked = ((page.id, item.keys()) for page in questionnaire.pages for item in page.items)
    return next((page for page, keys in asked if key in keys), None)
