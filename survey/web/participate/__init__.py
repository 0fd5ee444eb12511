"""The participant's pages: from a personal link to a thank-you, one question per page, usable without script."""

from .accessibility import accessibility
from .blueprint import blueprint
from .doors import door
from .links import start
from .looks import logo_address, sheet_address
from .privacy import privacy
from .questions import question
from .stopping import stopping
from .tongues import switch
from .typed import code

for each in (switch, sheet_address, logo_address):
    blueprint.app_template_global()(each)

__all__ = ["accessibility", "blueprint", "code", "door", "privacy", "question", "start", "stopping"]
