"""The research workspace."""

from . import (
    log,
    open_answers,
    open_answers_clearing,
    open_answers_codebook,
    open_answers_reading,
    places,
    questionnaires,
)
from .blueprint import blueprint

__all__ = [
    "blueprint",
    "log",
    "open_answers",
    "open_answers_clearing",
    "open_answers_codebook",
    "open_answers_reading",
    "questionnaires",
]

blueprint.record_once(places.install)
