"""The research workspace."""

from . import log, places, questionnaires
from .blueprint import blueprint

__all__ = ["blueprint", "log", "questionnaires"]

blueprint.record_once(places.install)
