"""Populations that two waves tell of, crossed with the variables of a wave, to judge them together."""

import pandas as pd

from ..breakdowns import Variable
from ..disclosure import NO_ANSWER, Kind, RawGroup, RawTable
from ..measures import Places


def crossing(
    name: str, codes: tuple[str, ...], populations: tuple[pd.DataFrame, Places], variable: Variable
) -> RawTable:
    """Populations of a wave (`codes`, and at last everybody else), crossed with a variable, to judge them together."""
    frame, places = populations
    groups = variable.groups(frame)
    counts = groups.crossed(places, len(codes) + 1).tolist()
    rows = tuple(RawGroup(code, sum(row), sum(row), tuple(row)) for code, row in zip(groups.codes, counts, strict=True))
    return RawTable(name, Kind.BACKGROUND, name, variable.id, (*codes, NO_ANSWER), rows)
