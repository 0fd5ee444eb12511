"""Annexes: what a study does with personal data, for the DPIA and for the register of processing. Values, no files."""

from datetime import date
from enum import StrEnum

from ..study import Study
from ..teller import Teller
from .dpia import dpia
from .measures import Known
from .register import register
from .text import Part, Table, Text


class Annex(StrEnum):
    """Which one."""

    DPIA = "dpia"
    REGISTER = "register"


def composed(annex: Annex, study: Study, teller: Teller, day: date, known: Known | None = None) -> Text:
    """An annex, filled in from a study as it was on a day, and from what is `known` of the installation then."""
    return (dpia if annex is Annex.DPIA else register)(study, teller, day, known)


__all__ = ["Annex", "Known", "Part", "Table", "Text", "composed"]
