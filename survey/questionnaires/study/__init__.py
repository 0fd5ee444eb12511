"""The study: one research design for a programme."""

from .audiences import Attribute, AudienceRules, Class
from .beside import Beside, BesideFigure, Unit
from .design import Helpdesk, Mode, Purpose, Study, Support
from .letters import LINK, ON_PAPER, PLACEHOLDERS, Letter, LetterKind, Letters
from .permissions import Permission
from .results import (
    AmountMeasure,
    AudiencesMeasure,
    CapabilityMeasure,
    ChangeMeasure,
    ChoiceMeasure,
    GradeMeasure,
    ItemMeasure,
    LikelihoodMeasure,
    Measure,
    MentionsMeasure,
    Merged,
    NeedsMeasure,
    RecommendationMeasure,
    Register,
    Results,
    WorkMeasure,
)
from .waves import DAYS, OFFICE_HOURS, Reminders, Sending, Wave

__all__ = [
    "DAYS",
    "LINK",
    "OFFICE_HOURS",
    "ON_PAPER",
    "PLACEHOLDERS",
    "AmountMeasure",
    "Attribute",
    "AudienceRules",
    "AudiencesMeasure",
    "Beside",
    "BesideFigure",
    "CapabilityMeasure",
    "ChangeMeasure",
    "ChoiceMeasure",
    "Class",
    "GradeMeasure",
    "Helpdesk",
    "ItemMeasure",
    "Letter",
    "LetterKind",
    "Letters",
    "LikelihoodMeasure",
    "Measure",
    "MentionsMeasure",
    "Merged",
    "Mode",
    "NeedsMeasure",
    "Permission",
    "Purpose",
    "RecommendationMeasure",
    "Register",
    "Reminders",
    "Results",
    "Sending",
    "Study",
    "Support",
    "Unit",
    "Wave",
    "WorkMeasure",
]
