"""Blanks: what takes the place of something that was found, so that everything else keeps its place."""

import re


def blank(found: re.Match[str]) -> str:
    """As many spaces as there were characters."""
    return " " * len(found[0])
