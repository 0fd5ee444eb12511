"""The lists of words beside this file. Lines that begin with # are for people."""

from functools import cache
from pathlib import Path


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list."""
    text = (Path(__file__).parent / "words" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list, however many stand on a line."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def given_names() -> frozenset[str]:
    """Given names that are usual in the Netherlands, in small letters; also those that are words as well."""
    return words("given_names") | words("ambiguous")
