"""A questionnaire as a form on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..definition import Questionnaire
from ..kinds import FixedChoice, OneOf, SingleChoice
from ..problems import N_
from ..wording import direction
from .fields import instruction, marks
from .marks import Boxes, Mark
from .reader import PaperReader, Translate, numbered
from .routes import END, Routes, Step
from .sentences import only_if

MINUTES = N_("This takes about {minutes} minutes.")
MAY_SKIP = N_("You may leave a question open. There are no wrong answers.")
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")

GO_TO = N_("Go to question {number}.")
GO_ON = N_("Go on at “{text}”.")
GO_TO_END = N_("You are done.")
THE_END = N_("This is the end. Thank you.")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing on paper: its number ("" for a text to read), its words, for whom it is, and how it is answered."""

    id: str
    number: str
    text: str
    hint: str
    only_if: str
    instruction: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole form in one language. `pages` are the questions that stand together."""

    title: str
    version: str
    language: str
    direction: str
    introduction: tuple[str, ...]
    pages: tuple[tuple[Question, ...], ...]
    end: str


def paper_form(questionnaire: Questionnaire, language: str, translate: Translate) -> PaperForm:
    """The form in `language`; `translate` gives our own words in it."""
    reader = PaperReader(questionnaire, language, translate, numbered(questionnaire))
    routes = Routes(questionnaire)
    pages: dict[str, list[Question]] = {}
    for at, step in enumerate(routes.steps):
        pages.setdefault(step.page.id, []).append(_question(reader, routes, at, step))
    return PaperForm(
        title=reader.reads(questionnaire.title),
        version=f"{questionnaire.id} {questionnaire.version}",
        language=language,
        direction=direction(language),
        introduction=(reader.says(MINUTES, minutes=questionnaire.minutes), reader.says(MAY_SKIP)),
        pages=tuple(tuple(page) for page in pages.values()),
        end=reader.says(THE_END),
    )


def _question(reader: PaperReader, routes: Routes, at: int, step: Step) -> Question:
    item = step.item
    return Question(
        id=item.id,
        number=reader.numbers.get(item.id, "") if item.asks else "",
        text=reader.reads(item.text),
        hint=reader.reads(item.hint),
        only_if=" ".join(only_if(reader, when) for when in step.whens()),
        instruction=instruction(item, reader),
        marks=tuple(_routed(reader, routes, at, mark) for mark in marks(item, reader)),
    )


def _routed(reader: PaperReader, routes: Routes, at: int, mark: Mark) -> Mark:
    """The boxes with where each answer leads."""
    item = routes.steps[at].item
    if not isinstance(mark, Boxes) or not isinstance(item, OneOf | SingleChoice | FixedChoice):
        return mark
    targets = [routes.leads_to(at, code) for code in item.codes()]
    notes = [" ".join(_notes(reader, box.note, target)) for box, target in zip(mark.boxes, targets, strict=True)]
    return replace(mark, boxes=tuple(replace(box, note=note) for box, note in zip(mark.boxes, notes, strict=True)))


def _notes(reader: PaperReader, note: str, target: str | None) -> Iterator[str]:
    if note:
        yield note
    if target == END:
        yield reader.says(GO_TO_END)
    elif target is not None and target in reader.numbers:
        yield reader.says(GO_TO, number=reader.numbers[target])
    elif target is not None:
        first, *_rest = SENTENCE_END.split(reader.reads(reader.questionnaire.item(target).text))
        yield reader.says(GO_ON, text=first.rstrip("."))
