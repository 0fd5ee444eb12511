"""The participant's pages: from a personal link to a thank-you, with no script and one question per page."""

from .blueprint import blueprint
from .links import start
from .questions import question
from .tongues import switch

blueprint.app_template_global()(switch)

__all__ = ["blueprint", "question", "start"]
