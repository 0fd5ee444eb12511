"""Annexes (`questionnaires.annexes`) as files: Word to go on writing in, PDF to keep."""

from .pdf import as_pdf
from .word import as_docx

FORMATS = {"docx": as_docx, "pdf": as_pdf}
"""What makes the bytes of a file, by its ending."""

__all__ = ["FORMATS", "as_docx", "as_pdf"]
