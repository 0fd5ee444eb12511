"""Setting up a study: a checklist, and a page for each step."""

from . import pages

__all__ = ["pages"]
