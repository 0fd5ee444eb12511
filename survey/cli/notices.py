"""Problems as lines on the terminal: the same thing on many rows is said once, with all its rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from survey.questionnaires.problems import Problem

from .words import _


def told_of(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each thing, in the order in which it was met first."""
    together: dict[tuple[str, str, str], list[int]] = {}
    first: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        said = replace(problem, line=0).told(_)
        key = (problem.file, problem.place, said)
        first.setdefault(key, problem)
        together.setdefault(key, []).append(problem.line)
    for key, lines in together.items():
        problem = first[key]
        if len(set(lines)) > 1:
            place = _("{place} (rows {rows})", place=problem.place, rows=ranges(lines))
            yield replace(problem, line=min(lines), place=place).told(_)
        else:
            yield problem.told(_)


def ranges(numbers: Sequence[int]) -> str:
    """`2-4, 7` for 2, 3, 4 and 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
