"""The questionnaire on paper: as a person would read it, with its routing in words. Pure; `form` is the way in.

A form is a value that knows nothing of lay-out: `text` writes it for a terminal, `reporting.paper` as a PDF.
"""

from .form import PaperForm, paper_form

__all__ = ["PaperForm", "paper_form"]
