"""The size of rooms (docs/architecture.md). `python -m tests.house.budget` prints the sizes.

Parameters and branches are counted by ruff (PLR0913, C901).
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from .sources import ROOT, under

FILE_MEDIAN, FILE_90, FILE_MOST = 120, 250, 400
FUNCTION_90, FUNCTION_MOST = 30, 50
RATIO_LEAST, RATIO_MOST = 1.0, 2.2
"""Test lines for each line of code. The aim is 1.5 to 2; with less than one line for each the build fails."""

CODE = ("survey", "benchmarks", "wsgi.py")


@dataclass(frozen=True, slots=True)
class Size:
    """How many lines something has, and where it is."""

    place: str
    lines: int


def lines(path: Path) -> int:
    """The lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def file_sizes(paths: Iterable[Path]) -> list[Size]:
    """The size of each file that has content."""
    sizes = (Size(str(path.relative_to(ROOT)), lines(path)) for path in paths)
    return [size for size in sizes if size.lines > 1]


def function_sizes(source: str, place: str) -> Iterator[Size]:
    """The size of each function in `source`, from `def` to its last line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Size(f"{place}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)


def functions(paths: Iterable[Path]) -> list[Size]:
    """The size of each function in `paths`."""
    return [
        size for path in paths for size in function_sizes(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]


def over(sizes: Iterable[Size], most: int) -> list[str]:
    """What is larger than it may be, a line each."""
    return [f"{size.place}: {size.lines} lines, at most {most}" for size in sizes if size.lines > most]


def ninetieth(sizes: Iterable[Size]) -> float:
    """The 90th percentile."""
    return quantiles([size.lines for size in sizes], n=10, method="inclusive")[-1]


def middle(sizes: Iterable[Size]) -> float:
    """The median."""
    return median(size.lines for size in sizes)


def ratio() -> float:
    """Lines of tests, with the planted and written files that they read, for each line of code."""
    code = sum(map(lines, under(*CODE)))
    tests = sum(map(lines, [*under("tests"), *under("tests", suffix=".yaml")]))
    return tests / code


def main() -> None:
    """Print the sizes."""
    files, inside = file_sizes(under(*CODE)), functions(under(*CODE))
    sys.stdout.write(
        f"{len(files)} files: median {middle(files):.0f}, 90th percentile {ninetieth(files):.0f}\n"
        f"{len(inside)} functions: 90th percentile {ninetieth(inside):.0f}\n"
        f"test lines : code lines = {ratio():.2f}\n"
    )


if __name__ == "__main__":
    main()
