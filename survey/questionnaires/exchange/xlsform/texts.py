"""Texts of a form and ours: `${age}` there is `{age|...}` here, brackets are doubled, and lay-out is not kept."""

import re

from survey.questionnaires.piping import BRACKETS, PLACEHOLDER
from survey.questionnaires.problems import N_

from .asked import Questions
from .cells import clean
from .columns import Column, Row
from .losses import Notices
from .tongues import Tongues

FORMATTED = N_("Bold, colours, headings and links are not kept; the words are.")
PIPED = N_("“{name}” cannot be filled in here. An ellipsis stands in its place; change the text.")

SAME_LANGUAGE = N_("This text was left out: “{column}” is in the same language, “{language}”.")

ELLIPSIS = "…"
ASKED = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]*)\)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+", re.MULTILINE)
EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*)(?=\S)([^*\n]*?\S)\1(?![\w*])|(?<!\w)(__|_)(?=\S)([^_\n]*?\S)\3(?!\w)")


def outward(text: str) -> str:
    """Our text as it stands in a cell of a form."""

    def filled(found: re.Match[str]) -> str:
        if not found["name"]:
            return BRACKETS[found[0]]
        return (found["fallback"] or ELLIPSIS) if found["attribute"] else f"${{{found['name']}}}"

    return clean(PLACEHOLDER.sub(filled, text)) or ELLIPSIS


def plain(text: str) -> str:
    """`text` without tags and Markdown."""
    text = HEADING.sub("", TAG.sub("", text))
    text = LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[1] else found[2], text)
    text = EMPHASIS.sub(lambda found: found[2] or found[4], text)
    return text.replace("&nbsp;", " ").replace("&amp;", "&").strip()


def is_exact(text: str) -> bool:
    """Whether the cell that `text` becomes is read back as the same text."""
    cell = outward(text)
    return cell == text and plain(cell) == cell and not set(cell) & set("{}")


class Texts:
    """Reads the texts of rows, given the `questions` so far."""

    def __init__(self, tongues: Tongues, questions: Questions, notices: Notices) -> None:
        self.tongues = tongues
        self.questions = questions
        self.notices = notices

    def wording(self, row: Row, name: str) -> dict[str, str]:
        """The texts of `row` in the columns called `name`, by language code."""
        cells = self._cells(row, name)
        own = row.own().get(name)
        exact = own if isinstance(own, dict) else {}
        found: dict[str, str] = {}
        for code, column in cells.items():
            ours = exact.get(code)
            is_ours = isinstance(ours, str) and outward(ours) == row.cells[column]
            text = str(ours) if is_ours else self._inward(row, column)
            if text:
                found[code] = text
        return found

    def _cells(self, row: Row, name: str) -> dict[str, Column]:
        """The columns by language code, the first where more are in one language."""
        first: dict[str, Column] = {}
        for column, text in row.cells.items():
            if column[0] != name:
                continue
            code = self.tongues.code(column[1])
            known = first.setdefault(code, column)
            if row.cells[known] != text:
                self.notices.add(row, column, SAME_LANGUAGE, column=row.column(known), language=code)
        return first

    def _inward(self, row: Row, column: Column) -> str:
        """A cell as our text."""
        cell = row.cells[column]
        words = plain(cell)
        if words != cell.strip():
            self.notices.add(row, column, FORMATTED)
        parts = ASKED.split(words)
        texts = [each.replace("{", "{{").replace("}", "}}") for each in parts[::2]]
        fillers = [self._filler(row, column, each) for each in parts[1::2]]
        return "".join(text + filler for text, filler in zip(texts, [*fillers, ""], strict=True)).strip()

    def _filler(self, row: Row, column: Column, asked: str) -> str:
        known = self.questions.questions.get(asked)
        if known is None:
            self.notices.add(row, column, PIPED, name=asked)
            return ELLIPSIS
        self.questions.used.add(known.key)
        return f"{{{known.key}|{ELLIPSIS}}}"
