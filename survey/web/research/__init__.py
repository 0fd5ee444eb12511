"""The research workspace."""

from . import (
    data,
    log,
    open_answers,
    open_answers_clearing,
    open_answers_codebook,
    open_answers_reading,
    places,
    results,
)
from .blueprint import blueprint

__all__ = [
    "blueprint",
    "data",
    "log",
    "open_answers",
    "open_answers_clearing",
    "open_answers_codebook",
    "open_answers_reading",
    "results",
]

blueprint.record_once(places.install)
