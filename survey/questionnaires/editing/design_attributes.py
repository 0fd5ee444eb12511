"""Attributes of a design that is edited: a new one, with its first two classes, and another class."""

from ..kinds import Place
from ..tree import Plain
from .design import Values, added, entries
from .design_waves import free_name

ATTRIBUTES = ("attributes",)


def with_attribute(values: Values, audience: str) -> Values:
    """The design with another attribute, to be filled in."""
    taken = [each.get("id") for each in entries(values, ATTRIBUTES) if isinstance(each, dict)]
    classes: list[Plain] = [{"code": "first"}, {"code": "second"}]
    return added(values, ATTRIBUTES, {"id": free_name("attribute", taken), "audience": audience, "classes": classes})


def with_class(values: Values, position: int) -> Values:
    """The design with another class of the attribute at a position."""
    place: Place = (*ATTRIBUTES, position, "classes")
    taken = [each.get("code") for each in entries(values, place) if isinstance(each, dict)]
    return added(values, place, {"code": free_name("class", taken)})
