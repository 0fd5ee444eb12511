"""Setting up a study: a checklist, and a page for each step."""

from . import contacts, opening, pages, preview, removing, trial

__all__ = ["contacts", "opening", "pages", "preview", "removing", "trial"]
