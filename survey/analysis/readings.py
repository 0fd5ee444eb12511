"""Readings: which themes two coders found in a text, and what it comes to. Needs no libraries: pages show them."""

from dataclasses import dataclass

Codes = frozenset[str]
"""Themes, by code."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The themes that were found in one text: by each of two coders, and by who decided; None where nobody did."""

    first: Codes | None = None
    second: Codes | None = None
    decided: Codes | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether the coders differ and nobody has decided."""
        differ = self.first is not None and self.second is not None and self.first != self.second
        return differ and self.decided is None

    @property
    def outcome(self) -> Codes | None:
        """What is in the text: as was decided, else as both found; None while that is open."""
        if self.decided is not None:
            return self.decided
        return self.first if self.first == self.second else None

    def only(self, themes: Codes) -> "Reading":
        """The same, looking only at these themes."""
        found = (None if each is None else each & themes for each in (self.first, self.second, self.decided))
        return Reading(*found)
