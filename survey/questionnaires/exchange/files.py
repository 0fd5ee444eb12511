"""Which file is in which format: by its extension."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.loader import load_questionnaire
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError, RefusedError
from survey.questionnaires.translating import read_source

from .document import read_json, write_json
from .received import Received
from .written import write_yaml
from .xlsform.progress import Say, in_english

MAX_BYTES = 10_000_000
TOO_LARGE = N_("The file is larger than {limit} bytes. Split it up.")
UNREADABLE = N_("The file cannot be read: {reason}.")
OLD = N_("Old Excel files (.xls) are not read. Save it as .xlsx.")
UNKNOWN = N_("This kind of file is not read. Give a file that ends in: {known}.")


class UnknownFormatError(RefusedError):
    """A questionnaire cannot be written to a file with this extension."""

    sentence = N_("“{file}” has no known extension. Write to a file that ends in: {known}.")


def _xlsx(questionnaire: Questionnaire) -> bytes:
    from .xlsform.writing import write_xlsform  # noqa: PLC0415 - most commands write no spreadsheet

    return write_xlsform(questionnaire)


WRITE: Mapping[str, Callable[[Questionnaire], bytes]] = {
    ".yaml": write_yaml,
    ".json": write_json,
    ".xlsx": _xlsx,
}
READ = (".xlsx", ".json", ".yaml", ".yml")


def receive(path: Path, language: str | None = None, say: Say = in_english) -> Received:
    """The questionnaire in the file at `path`. Texts of a spreadsheet that name no language are in `language`.

    Raises:
        ProblemsFoundError: the file cannot be read as a questionnaire.

    """
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        return Received(load_questionnaire(read_source(path)))
    if suffix not in READ:
        message = OLD if suffix == ".xls" else UNKNOWN
        raise ProblemsFoundError([Problem(str(path), 1, message, {"known": ", ".join(READ)})])
    content = _content(path)
    if suffix == ".json":
        return read_json(content, str(path))
    from .xlsform.reading import read_xlsform  # noqa: PLC0415 - most commands read no spreadsheet

    return read_xlsform(content, str(path), language, say)


def written(questionnaire: Questionnaire, path: Path, also: Iterable[str] = ()) -> bytes:
    """The questionnaire in the format of the extension of `path`.

    Raises:
        UnknownFormatError: no format has this extension; `also` are those that the caller writes itself.

    """
    suffix = path.suffix.lower().replace(".yml", ".yaml")
    if suffix not in WRITE:
        raise UnknownFormatError(file=path.name, known=", ".join([*WRITE, *also]))
    return WRITE[suffix](questionnaire)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProblemsFoundError([Problem(str(path), 1, UNREADABLE, {"reason": error.strerror})]) from error
    if len(content) > MAX_BYTES:
        raise ProblemsFoundError([Problem(str(path), 1, TOO_LARGE, {"limit": MAX_BYTES})])
    return content
