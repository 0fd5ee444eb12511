"""The participant's pages: from a personal link to a thank-you, with no script and one question per page."""

from .accessibility import accessibility
from .blueprint import blueprint
from .links import start
from .privacy import privacy
from .questions import question
from .typed import code

__all__ = ["accessibility", "blueprint", "code", "privacy", "question", "start"]
