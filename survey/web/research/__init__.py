"""The research workspace."""

from . import fieldwork, places, setup, studies
from .blueprint import blueprint

__all__ = ["blueprint", "fieldwork", "setup", "studies"]

blueprint.record_once(places.install)
