"""Rating scale: one of a few labelled points in their order, with a picture beside each if wished."""

from typing import Literal

from .options import OneOf, values


class RatingScale(OneOf):
    """One point of a scale; "weet ik niet" is an option marked `missing`. Stored as the code of the point."""

    kind: Literal["rating_scale"]

    def values(self) -> dict[str, int]:
        """The points counted from 1, in their order; "weet ik niet" has no value."""
        return values(self.options)
