"""The research workspace."""

from . import places, setup, studies
from .blueprint import blueprint

__all__ = ["blueprint", "setup", "studies"]

blueprint.record_once(places.install)
