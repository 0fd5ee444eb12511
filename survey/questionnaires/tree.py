"""YAML text to plain values, with the line of each: strict, bounded, and without any of YAML's surprises."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .kinds import Place
from .problems import MAX_BYTES, N_, TOO_LARGE, Problem, ProblemsFoundError, Source

MAX_NODES = 300_000
MAX_DEPTH = 30
MOST_NOTED = 1000
MAX_KEYS = 1000
"""In one mapping. The longest that a questionnaire needs has the names of its scales."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used, none of its types. The parser in C is some twenty times as fast as the one in Python."""

NOT_ALLOWED = re.compile(r"[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and what YAML takes for the end of a line but no editor does."""

INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
NUMERIC = "+-.0123456789"
"""What a number begins with."""

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True)
class Tree:
    """A document as plain values; `lines` has the line of every key and list entry; `problems` could be read past.

    `elsewhere` has the file and line of what came from another file.
    """

    value: Plain
    lines: dict[Place, int]
    problems: tuple[Problem, ...]
    elsewhere: Mapping[Place, tuple[str, int]] = field(default_factory=dict)


def parse(source: Source) -> Tree:
    """The one YAML document in `source`.

    Plain words follow YAML 1.2: `no` is a word; only `true`, `false`, `null` and whole numbers are special.

    Raises:
        ProblemsFoundError: the text is not YAML, too large or too deep, or uses anchors, tags or several documents.

    """
    if len(source.text.encode(errors="replace")) > MAX_BYTES:
        raise ProblemsFoundError([Problem(source.name, 1, TOO_LARGE, {"limit": MAX_BYTES})])
    if found := NOT_ALLOWED.search(source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        message = N_("This character is not allowed: {code}. Remove it.")
        raise _refused(source, line, message, code=f"U+{ord(found[0]):04X}")
    try:
        return _Reading(source).tree()
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line, source.text.count("\n")) + 1 if error.problem_mark else 1
        raise _refused(source, line, NOT_YAML, reason=error.problem) from error
    except yaml.YAMLError as error:
        raise _refused(source, 1, NOT_YAML, reason=str(error)) from error


NOT_YAML = N_("This is not valid YAML: {reason}. Check the indents, colons and quotes here and just above.")


def _refused(source: Source, line: int, message: str, **values: object) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(source.name, line, message, values)])


class _Reading:
    """One pass over the events of one document. What cannot be read on is raised; what can, is collected."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: Iterator[Event] = yaml.parse(source.text, Loader=LOADER)
        self.nodes = 0
        self.lines: dict[Place, int] = {(): 1}
        self.problems: list[Problem] = []

    def tree(self) -> Tree:
        """The whole document."""
        value: Plain = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop(event, N_("The file has more than one document. Keep one; remove “---”."))
            elif isinstance(event, NodeEvent):
                value = self._value(event, ())
        return Tree(value, self.lines, tuple(self.problems))

    def _value(self, event: Event, place: Place) -> Plain:
        self._guard(event, place)
        self.lines.setdefault(place, _line(event))
        if isinstance(event, MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(place)
        assert isinstance(event, ScalarEvent)  # noqa: S101 - there is no other kind of event here
        return self._scalar(event)

    def _guard(self, event: Event, place: Place) -> None:
        """Raise on what makes a small file grow, or a value mean something else than it says."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._stop(event, N_("The file has more than {limit} values. Split it up."), limit=MAX_NODES)
        if len(place) > MAX_DEPTH:
            raise self._stop(event, N_("This is nested more than {limit} levels deep."), limit=MAX_DEPTH)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._stop(event, N_("Anchors and aliases (& and *) are not allowed. Write it out, or use quotes."))
        if getattr(event, "tag", None):
            raise self._stop(event, N_("Tags (words that start with “!”) are not allowed. Use quotes around a text."))

    def _mapping(self, place: Place) -> Plain:
        result: dict[str, Plain] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, place)
            if len(result) == MAX_KEYS:
                raise self._stop(event, N_("There are more than {limit} keys side by side."), limit=MAX_KEYS)
            here = (*place, key)
            if key in result:
                message = N_("The key “{key}” was already used on line {first}.")
                self._note(event, message, key=key, first=self.lines[here])
                self._value(next(self.events), (*place, f"{key} (repeated)"))
            else:
                self.lines[here] = _line(event)
                result[key] = self._value(next(self.events), here)
        return result

    def _key(self, event: Event, place: Place) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._stop(event, N_("A key must be one word, followed by a colon."))
        self._guard(event, place)
        value = self._scalar(event)
        if not isinstance(value, str):
            self._note(event, N_("The key “{key}” must be a text. Put quotes around it."), key=event.value)
        return str(event.value)

    def _sequence(self, place: Place) -> Plain:
        result: list[Plain] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._value(event, (*place, len(result))))
        return result

    def _scalar(self, event: ScalarEvent) -> Plain:
        text = str(event.value)
        if not event.implicit[0]:
            return text
        if text in WORDS:
            return WORDS[text]
        if text[0] not in NUMERIC:
            return text
        if INTEGER.fullmatch(text):
            return int(text)
        if FLOAT.fullmatch(text):
            self._note(event, N_("{value} is not a whole number. If it is a text, put quotes around it."), value=text)
        return text

    def _note(self, event: Event, message: str, **values: object) -> None:
        if len(self.problems) == MOST_NOTED:
            raise ProblemsFoundError(self.problems)
        self.problems.append(Problem(self.source.name, _line(event), message, values))

    def _stop(self, event: Event, message: str, **values: object) -> ProblemsFoundError:
        return _refused(self.source, _line(event), message, **values)


def _line(event: Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1
