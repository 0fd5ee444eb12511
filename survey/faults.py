"""What is written down of a fault: its kind, where in the code it happened, and a number. Never what was in the hands
of the code at that moment: a message or a parameter can hold an address, a link or an answer.

For web and worker alike. Messages of our own are whole sentences without values of people; of what libraries log only
the sentence and its numbers are kept.
"""

import logging
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

DAY = "%Y-%m-%d"
"""Faults carry a day and no time: the time of somebody's fault is about the time of their answers."""
LEFT_OUT = "..."
PLACES = 12
"""So many of the innermost places of a fault are told."""
_ROOTS = sorted({str(Path(__file__).parents[1]), str(Path(logging.__file__).parents[1])}, key=len, reverse=True)


def number() -> str:
    """A new number for a fault, to find it again in the log."""
    return secrets.token_hex(4)


def places(error: BaseException) -> list[str]:
    """The kind of a fault and of those behind it, each with its places in the code, outermost first."""
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        kind = type(each)
        lines += [f"{kind.__module__}.{kind.__qualname__}", *_where(each.__traceback__)]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return lines


def _where(trace: TracebackType | None) -> list[str]:
    frames = [(frame.f_code, line) for frame, line in walk_tb(trace)][-PLACES:]
    return [f"    {_short(code.co_filename)}:{line} {code.co_name}" for code, line in frames]


def _short(path: str) -> str:
    """The path of a file of code without what is before the package."""
    root = next((root for root in _ROOTS if path.startswith(root)), "")
    return path.removeprefix(root).lstrip("/").removeprefix("site-packages/")


class Formatter(logging.Formatter):
    """Writes records without what libraries fill into them: numbers stay, everything else is left out."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s [%(process)d] %(levelname)s %(message)s", DAY)

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with a line per place where it is about a fault."""
        shown = logging.makeLogRecord(record.__dict__)
        shown.msg, shown.args = _sentence(record), None
        fault = record.exc_info[1] if record.exc_info else None
        shown.exc_info = shown.exc_text = shown.stack_info = None
        return "\n".join([super().format(shown), *(places(fault) if fault else ())])


def _sentence(record: logging.LogRecord) -> str:
    """The sentence of a record with its numbers; what cannot be filled in is only named."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if not record.args:
        return record.msg
    given = record.args if isinstance(record.args, tuple) else (record.args,)
    kept = tuple(each if isinstance(each, int | float) else LEFT_OUT for each in given)
    try:
        return record.msg % kept
    except (TypeError, ValueError):
        return record.msg


@contextmanager
def told(known: tuple[type[Exception], ...]) -> Iterator[None]:
    """For a program that runs by itself, whose output is kept: a fault ends it with exit code 1 and its places only.
    Those that are `known` go on to whoever has words for them."""
    try:
        yield
    except known:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever it is, its values are not for the log.
        sys.stderr.write("\n".join([*places(fault), ""]))
        raise SystemExit(1) from None
