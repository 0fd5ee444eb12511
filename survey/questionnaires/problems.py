"""What is wrong in a file, where, and what to do: collected, so that a person sees all of it at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

MAX_BYTES = 4_000_000
"""The largest questionnaire or study file; a thousand long items in four languages take half of this."""

MOST_TOLD = 100
"""So many problems are told at once; whoever mends them sees the others after that."""


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message for translation; the edge translates it."""
    return message


TOO_LARGE = N_("The file is larger than {limit} bytes. Split it up.")


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a message that is a message itself: it is translated before it is filled in."""

    message: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The reason, untranslated."""
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """The reason in the reader's language."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `message` is a message id with `{names}` that `values` fill in; `place` a column or key."""

    file: str
    line: int
    message: str
    values: dict[str, object] = field(default_factory=dict, compare=False)
    place: str = ""

    def __str__(self) -> str:
        """`file:line: message`, untranslated."""
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """`file:line: place: message` in the reader's language; `place` is a column, where there is one."""
        where = f"{self.file}:{self.line}: " + (f"{self.place}: " if self.place else "")
        values = {
            name: each.told(translate) if isinstance(each, Reason) else each for name, each in self.values.items()
        }
        return where + translate(self.message).format(**values)


class RefusedError(Exception):
    """Something that was asked cannot be done; `sentence` is a message id, filled in with `values`."""

    sentence: ClassVar[str]

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.told(str))

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language: what is wrong and what to do."""
        return translate(self.sentence).format(**self.values)


class ProblemsFoundError(Exception):
    """Nothing was loaded; `problems` lists everything that has to be mended."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems[:MOST_TOLD]))


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text, with its name for messages; `translations` are files with the same texts in other languages."""

    name: str
    text: str
    translations: tuple["Source", ...] = ()

    @classmethod
    def read(cls, path: Path, limit: int = MAX_BYTES) -> "Source":
        """The file at `path` as UTF-8; `ProblemsFoundError` if it is anything else or more than `limit` bytes."""
        name = str(path)
        try:
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            reason: dict[str, object] = {"reason": error.strerror}
            raise ProblemsFoundError([Problem(name, 1, N_("The file cannot be read: {reason}."), reason)]) from error
        if len(content) > limit:
            raise ProblemsFoundError([Problem(name, 1, TOO_LARGE, {"limit": limit})])
        try:
            return cls(name, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise ProblemsFoundError(
                [Problem(name, line, N_("The file is not UTF-8 text. Save it as UTF-8."))],
            ) from error
