"""The research workspace."""

from . import places, questionnaires
from .blueprint import blueprint

__all__ = ["blueprint", "questionnaires"]

blueprint.record_once(places.install)
