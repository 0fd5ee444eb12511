"""Permissions: literal words of somebody else say who permitted them, and when."""

from collections.abc import Iterator

from ..located import Located
from ..problems import N_, Problem
from ..study import Study

NOBODY = N_("Say who permitted the literal wording.")
NO_DAY = N_("Say on which day the literal wording was permitted.")


def check_permissions(located: Located[Study]) -> Iterator[Problem]:
    """Literal wording without a name or a day."""
    for at, each in enumerate(located.document.permissions):
        if each.wording != "literal":
            continue
        if each.given_by is None:
            yield located.problem(("permissions", at, "given_by"), NOBODY)
        if each.date is None:
            yield located.problem(("permissions", at, "date"), NO_DAY)
