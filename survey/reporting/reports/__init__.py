"""Reports: one publication on paper, as PDF, as a Word document, or as a factsheet of one page."""

from collections.abc import Callable, Mapping, Sequence

from ..published import Publication
from ..reader import Reader
from .report import Report, report

__all__ = ["FORMS", "Report", "made", "report"]

PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _pdf(found: Report) -> bytes:
    from .pdf import printed  # noqa: PLC0415 - WeasyPrint takes a second to load

    return printed(found)


def _word(found: Report) -> bytes:
    from .word import written  # noqa: PLC0415 - as above

    return written(found)


def _factsheet(found: Report) -> bytes:
    from .pdf import factsheet  # noqa: PLC0415 - as above

    return factsheet(found)


FORMS: Mapping[str, tuple[str, str, Callable[[Report], bytes]]] = {
    "pdf": ("report.pdf", PDF_TYPE, _pdf),
    "docx": ("report.docx", WORD_TYPE, _word),
    "factsheet": ("factsheet.pdf", PDF_TYPE, _factsheet),
}
"""Each form: how its file ends, its media type, and what makes it."""


def made(published: Publication, waves: Sequence[Publication], form: str, reader: Reader) -> bytes:
    """The report of a publication in a form, one of `FORMS`; `NoPangoError` without Pango."""
    return FORMS[form][2](report(published, waves, reader))
