"""A codebook from the terminal: the extension of the file says in which format."""

from pathlib import Path

from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.languages import translator
from survey.questionnaires.exchange.files import UnknownFormatError
from survey.reporting.codebook import find_codebook, page, printed
from survey.reporting.codebook.ddi import ddi
from survey.reporting.exports.words import Words

FORMATS = (".html", ".pdf", ".xml")


def explain(studies: Session, asked: tuple[str, str], file: Path, language: str | None) -> bytes:
    """The codebook of a wave in the format of the file.

    Raises:
        UnknownFormatError: there is no such format.
        NoSuchWaveError, UnknownStudyError: there is no such wave.
    """
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownFormatError(file=file.name, known=", ".join(FORMATS))
    study = designs.find(studies, asked[0])
    tag = language or study.languages[0]
    book = find_codebook(studies, *asked, Words(tag, translator(tag).gettext))
    if suffix == ".xml":
        return ddi(book)
    return printed(book) if suffix == ".pdf" else page(book).encode()
