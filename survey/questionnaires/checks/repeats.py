"""Names that may be used only once."""

from collections.abc import Iterable, Iterator

from ..kinds import Place
from ..located import Document, Located
from ..problems import N_, Problem

REPEATED = N_("“{name}” was already used on line {first}. Choose another name.")


def repeats(located: Located[Document], names: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    """Every name that stands at an earlier place too."""
    first: dict[str, Place] = {}
    for place, name in names:
        if name in first:
            yield located.problem(place, REPEATED, name=name, first=located.line(first[name]))
        first.setdefault(name, place)
