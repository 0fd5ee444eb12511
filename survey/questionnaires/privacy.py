"""What people are told about their data before they answer: who is responsible, on what ground, and for how long.

The privacy page of a study is made from this, from the study itself and from the state of its keys.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import EmailStr, Field

from .wording import Model, Phrase, Wording

Months = Annotated[int, Field(ge=0, le=240)]


class LegalBasis(StrEnum):
    """Why the data may be used (article 6 of the General Data Protection Regulation)."""

    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Officer(Model):
    """The data protection officer."""

    name: Phrase
    email: EmailStr


class Retention(Model):
    """How many months after the last wave something is kept. `keys` are what joins names, codes and waves."""

    contacts: Months
    keys: Months
    answers: Months


class Privacy(Model):
    """`controller` is the organisation that is responsible, with its postal address; `law` the law or decision that its
    task rests on; `changed` the day on which any of this was changed last."""

    controller: Wording
    officer: Officer
    legal_basis: LegalBasis
    law: Wording | None = None
    retention: Retention
    changed: date


class Dpia(Model):
    """The data protection impact assessment: where it can be found, who approved it (a function will do), and when."""

    reference: Phrase
    approved_by: Phrase
    date: date
