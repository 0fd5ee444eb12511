"""The participant's pages: from a personal link to a thank-you, with no script and one question per page."""

from . import links, questions
from .blueprint import blueprint

__all__ = ["blueprint", "links", "questions"]
