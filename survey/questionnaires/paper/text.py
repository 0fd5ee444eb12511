"""A form as plain text, for a terminal."""

from collections.abc import Iterator
from functools import singledispatch
from textwrap import wrap

from .form import PaperForm, Question
from .marks import Boxes, Line, Mark, Numbers, Table

WIDTH = 88
INDENT = "    "
GLUE = "\xa0"
"""Keeps a box and its words on one line."""


def lines(form: PaperForm) -> Iterator[str]:
    """The lines of the form."""
    yield form.title
    yield "=" * min(WIDTH, len(form.title))
    yield from form.introduction
    for page in form.pages:
        for question in page:
            yield ""
            yield from _question(question)
    yield ""
    yield form.end


def _question(question: Question) -> Iterator[str]:
    if question.only_if:
        yield from _wrapped(f"> {question.only_if}", "", "  ")
    number = f"{question.number}." if question.number else ""
    yield from _wrapped(question.text, number.ljust(len(INDENT)) if number else "", INDENT if number else "")
    for text in (question.hint, question.instruction):
        yield from _wrapped(text, INDENT, INDENT)
    for mark in question.marks:
        yield from _marked(mark)


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    for at, paragraph in enumerate(text.splitlines()):
        wrapped = wrap(paragraph, WIDTH, initial_indent=rest if at else first, subsequent_indent=rest)
        yield from (line.replace(GLUE, " ") for line in wrapped)


@singledispatch
def _marked(mark: Mark) -> Iterator[str]:
    raise NotImplementedError(type(mark).__name__)


@_marked.register
def _(mark: Boxes) -> Iterator[str]:
    sign = "[__]" if mark.ranks else "[ ]"
    for box in mark.boxes:
        blank = ": ____________________" if box.writes else ""
        note = f"  -> {box.note}" if box.note else ""
        yield from _wrapped(f"{sign} {box.words}{blank}{note}", INDENT, INDENT + " " * (len(sign) + 1))


@_marked.register
def _(mark: Numbers) -> Iterator[str]:
    row = "  ".join(f"[ ]{GLUE}{number}" for number in mark.numbers)
    yield from _wrapped(f"{mark.numbers[0]} = {mark.low}, {mark.numbers[-1]} = {mark.high}", INDENT, INDENT)
    yield from _wrapped(row, INDENT, INDENT)


@_marked.register
def _(mark: Line) -> Iterator[str]:
    if mark.places:
        yield f"{INDENT}{'_ ' * mark.places}{mark.unit}".rstrip()
    else:
        yield from [INDENT + "_" * (WIDTH - len(INDENT))] * mark.lines


@_marked.register
def _(mark: Table) -> Iterator[str]:
    for number, text, note in mark.rows:
        if note:
            yield from _wrapped(f"> {note}", INDENT, INDENT + "  ")
        yield from _wrapped(text, f"{INDENT}{number}. ", INDENT * 2)
        yield from _wrapped(
            "  ".join(f"[ ] {point}".replace(" ", GLUE) for point in mark.points), INDENT * 2, INDENT * 2
        )
