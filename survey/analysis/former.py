"""Sentences of methods that are no longer used, but stand in publications: they stay translated."""

FORMER: tuple[str, ...] = ()
"""Move a sentence here, marked with `N_`, instead of changing it."""
