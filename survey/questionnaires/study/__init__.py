"""The study: one research design for a programme."""

from .audiences import Attribute, AudienceRules, Class
from .design import Helpdesk, Mode, Purpose, Study, Support
from .letters import LINK, ON_PAPER, PLACEHOLDERS, Letter, LetterKind, Letters
from .results import ChoiceMeasure, GradeMeasure, Measure, MentionsMeasure, Merged, Results
from .waves import DAYS, OFFICE_HOURS, Reminders, Sending, Wave

__all__ = [
    "DAYS",
    "LINK",
    "OFFICE_HOURS",
    "ON_PAPER",
    "PLACEHOLDERS",
    "Attribute",
    "AudienceRules",
    "ChoiceMeasure",
    "Class",
    "GradeMeasure",
    "Helpdesk",
    "Letter",
    "LetterKind",
    "Letters",
    "Measure",
    "MentionsMeasure",
    "Merged",
    "Mode",
    "Purpose",
    "Reminders",
    "Results",
    "Sending",
    "Study",
    "Support",
    "Wave",
]
