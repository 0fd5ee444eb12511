"""The research workspace."""

from . import places
from .blueprint import blueprint

__all__ = ["blueprint"]

blueprint.record_once(places.install)
