"""An exhibit: one result of a publication with everything that belongs to it."""

from collections.abc import Sequence

from ..beside import matrix
from ..flows import flows
from ..published import Publication
from ..reader import Reader
from ..shifts import change
from ..values import values
from .changed import changed
from .exhibited import Exhibit
from .flowed import flowed
from .tabled import tabled
from .together import together
from .valued import VALUES, valued


def exhibit(
    published: Publication,
    measure: str,
    breakdown: str | None,
    reader: Reader,
    among: Sequence[Publication] = (),
) -> Exhibit | None:
    """What is shown of a result; None where there is none, or nothing of it is shown.

    `among`: the newest publication of every wave, in the order of the study, for what stands side by side.
    """
    if breakdown is None:
        if measure.endswith(VALUES):
            found = values(published, measure.removesuffix(VALUES), reader)
            return valued(published, measure, found, reader) if found else None
        if side := matrix(tuple(among), measure, reader):
            return together(published, measure, side, reader)
        if shift := change(published, measure, reader):
            return changed(published, measure, shift, reader)
        if flow := flows(published, measure, reader):
            return flowed(published, flow, reader)
    return tabled(published, measure, breakdown, reader)


def exhibits(
    published: Publication,
    measure: str,
    breakdown: str | None,
    reader: Reader,
    among: Sequence[Publication] = (),
) -> tuple[Exhibit, ...]:
    """What is shown of a result, with the values that belong to a capability score."""
    found = [exhibit(published, measure, breakdown, reader, among)]
    if breakdown is None and not measure.endswith(VALUES):
        found.append(exhibit(published, f"{measure}{VALUES}", None, reader))
    return tuple(each for each in found if each)
