"""Checks: whether a well-formed questionnaire or study makes sense. Each returns all problems, with their lines."""

from .look import with_logo
from .questionnaire import check_questionnaire
from .study import check_study

__all__ = ["check_questionnaire", "check_study", "with_logo"]
