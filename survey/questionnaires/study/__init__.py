"""The study: one research design for a programme."""

from .audiences import Attribute, AudienceRules, Class
from .beside import Beside, BesideFigure, Unit
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
    "Beside",
    "BesideFigure",
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
    "Unit",
    "Wave",
]
