"""The research workspace."""

from . import log, places
from .blueprint import blueprint

__all__ = ["blueprint", "log"]

blueprint.record_once(places.install)
