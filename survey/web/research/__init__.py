"""The research workspace."""

from . import (
    fieldwork,
    log,
    open_answers,
    open_answers_clearing,
    open_answers_codebook,
    open_answers_reading,
    places,
    questionnaires,
    setup,
    studies,
)
from .blueprint import blueprint

__all__ = [
    "blueprint",
    "fieldwork",
    "log",
    "open_answers",
    "open_answers_clearing",
    "open_answers_codebook",
    "open_answers_reading",
    "questionnaires",
    "setup",
    "studies",
]

blueprint.record_once(places.install)
