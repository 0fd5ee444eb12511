"""The questionnaire on paper: as a person would read it, with its routing in words. Pure; `form` is the way in.

A form is a value that knows nothing of lay-out: `text` writes it for a terminal, `reporting.paper` as a PDF. So are a
letter and a poster, which `fieldwork` fills in.
"""

from .form import PaperForm, paper_form
from .letter import INK, PaperLetter
from .poster import PaperPoster

__all__ = ["INK", "PaperForm", "PaperLetter", "PaperPoster", "paper_form"]
