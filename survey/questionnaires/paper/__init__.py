"""The questionnaire on paper: as a person would read it, with its routing in words. Pure; `form` is the way in.

A form is a value that knows nothing of lay-out: `text` writes it for a terminal, `reporting.paper` as a PDF. So is a
letter, which `fieldwork` fills in.
"""

from .form import PaperForm, paper_form
from .letter import INK, PaperLetter

__all__ = ["INK", "PaperForm", "PaperLetter", "paper_form"]
