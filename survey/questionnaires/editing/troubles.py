"""What is wrong with a document, each with the item that it stands in."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..checks import check_questionnaire
from ..checks.options import NO_OPTIONS
from ..definition import Questionnaire
from ..kinds import Place
from ..loader import read
from ..located import Located
from ..mistakes import MISSING_KEY, NO_VALUE
from ..problems import N_, Problem, ProblemsFoundError, Reason, Source
from ..tree import parse
from .document import Document, opened, written
from .presentable import presentable
from .wordings import Share, completeness

STILL_EMPTY = N_("This is still empty.")
NO_QUESTIONS = N_("There are no questions yet.")
TOO_FEW = N_("Give at least two answers.")
NO_ANSWERS = N_("There is nothing to choose from. Give at least two answers.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend. `item` is where it stands (None: the questionnaire itself), `part` which part of that."""

    item: str | None
    part: str
    message: str
    values: dict[str, object]

    def told(self, translate: Callable[[str], str]) -> str:
        """What is wrong and what to do, in the reader's language."""
        values = {
            name: each.told(translate) if isinstance(each, Reason) else each for name, each in self.values.items()
        }
        return translate(self.message).format(**values)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a questionnaire is. `screens` counts the pages that somebody can see."""

    troubles: tuple[Trouble, ...]
    languages: dict[str, Share]
    screens: int
    items: int
    minutes: int | None

    def of(self, item: str) -> tuple[Trouble, ...]:
        """What is wrong with one item."""
        return tuple(each for each in self.troubles if each.item == item)


@lru_cache(maxsize=256)
def standing(text: str) -> Standing:
    """How far the questionnaire in `text` is.

    Raises:
        ProblemsFoundError: it cannot be edited as it is.
    """
    document = opened(text, "")
    shown = [page for page in document.get("pages") or [] if _is_shown(page)]
    items = sum(len(page.get("items", [page])) for page in document.get("pages") or [])
    minutes = document.get("minutes")
    return Standing(
        tuple(troubles(document)),
        completeness(document),
        len(shown),
        items,
        minutes if isinstance(minutes, int) else None,
    )


def _is_shown(page: Document) -> bool:
    return any(item.get("kind") != "calculated" for item in page.get("items", [page]))


def troubles(document: Document) -> list[Trouble]:
    """Everything that is wrong, in the order of the document."""
    source = Source("questionnaire", written(document))
    lines = parse(source).lines
    by_line = sorted(
        ((line, place) for place, line in lines.items() if place), key=lambda each: (each[0], len(each[1]))
    )
    starts = [line for line, _ in by_line]
    return [
        _trouble(document, problem, by_line[max(bisect_right(starts, problem.line) - 1, 0)][1])
        for problem in sorted(_problems(document, source, lines), key=lambda problem: problem.line)
    ]


def _problems(document: Document, source: Source, lines: Mapping[Place, int]) -> list[Problem]:
    """What is wrong with the form and, as far as can be seen then, with what it says."""
    try:
        return check_questionnaire(read(source, Questionnaire))
    except ProblemsFoundError as error:
        found = list(error.problems)
    shown = presentable(document, routed=False)
    if shown.questionnaire is None or shown.left_out:
        return found
    said = {problem.line for problem in found}
    further = check_questionnaire(Located(source.name, shown.questionnaire, lines))
    return found + [problem for problem in further if problem.line not in said and problem.line > 1]


def _trouble(document: Document, problem: Problem, place: Place) -> Trouble:
    item, part = _within(document, place)
    message, values = _plain(problem)
    if message == STILL_EMPTY and item is not None:
        part = str(problem.values.get("key", part))
    if message == NO_ANSWERS:
        part = "options"
    return Trouble(item, part, message, values)


def _plain(problem: Problem) -> tuple[str, dict[str, object]]:
    """The message for somebody who does not see the file."""
    key = problem.values.get("key")
    if problem.message in (MISSING_KEY, NO_VALUE):
        return STILL_EMPTY, {}
    if problem.message == NO_OPTIONS:
        return NO_ANSWERS, {}
    if "min_length" in problem.values and key in ("pages", "options"):
        return (NO_QUESTIONS if key == "pages" else TOO_FEW), {}
    return problem.message, problem.values


def _within(document: Document, place: Place) -> tuple[str | None, str]:
    """The item at a place, and the part of it; the part of the questionnaire where it is in no item."""
    if place[0] != "pages" or len(place) == 1:
        return None, str(place[0])
    page, rest = document["pages"][place[1]], place[2:]
    if "items" not in page:
        return str(page["id"]), _part(rest)
    if rest[:1] == ("items",) and len(rest) > 1:
        return str(page["items"][rest[1]]["id"]), _part(rest[2:])
    return str(page["items"][0]["id"]), "page"


def _part(rest: Place) -> str:
    return str(rest[0]) if rest else "text"
