"""Find secrets that somebody is about to commit."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

KNOWN = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY",
    "age key": r"AGE-SECRET-KEY-1[A-Z0-9]{20}",
    "AWS key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40})",
    "GitLab token": r"\bglpat-[\w-]{20}",
    "Slack token": r"\bxox[abprs]-[\w-]{10}",
    "Google key": r"\bAIza[\w-]{35}",
    "Stripe key": r"\b[rs]k_live_\w{16}",
    "npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "PyPI token": r"\bpypi-AgE[\w-]{20}",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
}
PATTERN = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(KNOWN.values())))
ADDRESS = re.compile(r"\w://[^\s:/@\"'{}<>]+:(?P<value>[^\s/@\"'{}<>]{6,})@")
GIVEN = re.compile(
    r"(?i)(?:password|passwd|secret|token|api_?key)\w*[\"']?\s*[:=]+\s*[bfr]?[\"'](?P<value>[^\s\"'{}]{12,})[\"']"
)
RANDOM_BITS = 3.5
"""Bits per character; words are below, generated secrets above."""

EXAMPLE = "password"
"""The password of addresses in examples."""


def entropy(text: str) -> float:
    """Shannon entropy in bits per character."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def in_line(line: str) -> str | None:
    """What kind of secret is in the line, if any."""
    if match := PATTERN.search(line):
        return list(KNOWN)[int(str(match.lastgroup)[1:])]
    if (match := ADDRESS.search(line)) and match["value"] != EXAMPLE:
        return "password in an address"
    if (match := GIVEN.search(line)) and entropy(match["value"]) > RANDOM_BITS:
        return "password"
    return None


def found(text: str, name: str) -> Iterator[str]:
    """A line for each secret in `text`, never with the secret itself."""
    for number, line in enumerate(text.splitlines(), start=1):
        if kind := in_line(line):
            yield f"{name}:{number}: {kind}"
