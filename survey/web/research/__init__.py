"""The research workspace."""

from . import (
    data,
    fieldwork,
    log,
    open_answers,
    open_answers_clearing,
    open_answers_codebook,
    open_answers_reading,
    places,
    questionnaires,
    results,
    setup,
    studies,
)
from .blueprint import blueprint

__all__ = [
    "blueprint",
    "data",
    "fieldwork",
    "log",
    "open_answers",
    "open_answers_clearing",
    "open_answers_codebook",
    "open_answers_reading",
    "questionnaires",
    "results",
    "setup",
    "studies",
]

blueprint.record_once(places.install)
