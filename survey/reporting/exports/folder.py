"""The folder of an export: the data, what the columns mean, and scripts that read it. There whole, or not at all."""

import hashlib
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from survey.questionnaires.problems import N_, RefusedError

from . import comma_separated, excel, parquet
from .samples import Sample, chance_label
from .table import Table
from .words import Words

SCRIPTS = Path(__file__).parent / "scripts"


class Format(StrEnum):
    """The kinds of data files, each named like the extension of its files."""

    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"
    DTA = "dta"
    PARQUET = "parquet"


class ThereAlreadyError(RefusedError):
    """An export would be overwritten."""

    sentence = N_("{out} is there already. Choose another name (--out).")


class NoParentError(RefusedError):
    """The folder to make the new one in is not there."""

    sentence = N_("There is no folder {folder}. Make it first.")


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into a folder. `samples` also hold people's own words, which are written `with_texts` only."""

    form: Format
    words: Words
    samples: Sequence[Sample]
    tables: Sequence[Table]
    with_texts: bool = False


def check_free(out: Path) -> None:
    """Refuse before any work is done.

    Raises:
        ThereAlreadyError, NoParentError: the folder cannot be made.
    """
    if out.exists():
        raise ThereAlreadyError(out=out)
    if not out.absolute().parent.is_dir():
        raise NoParentError(folder=out.absolute().parent)


def write(export: Export, out: Path, before: Callable[[dict[str, str]], None]) -> None:
    """Write the folder beside its place and put it there; for the owner's eyes only.

    `before` hears the SHA-256 of each file by its name just before the folder appears: what it raises prevents that.
    """
    check_free(out)
    with tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=f".{out.name}-") as draft:
        made = Path(draft) / "export"
        made.mkdir(mode=0o700)
        for name, content in _files(export, made):
            if content is not None:
                (made / name).write_bytes(content)
            (made / name).chmod(0o600)
        before({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(made.iterdir())})
        made.rename(out)


def _files(export: Export, folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Name and content of each file; None where a library wrote it into `folder` itself."""
    for sample, table in zip(export.samples, export.tables, strict=True):
        name = f"{table.wave}.{export.form.value}"
        yield name, _data(export, table, folder / name)
        if export.form in (Format.CSV, Format.PARQUET):
            yield f"{table.wave}-variables.csv", comma_separated.written(comma_separated.meanings(table, export.words))
        if export.with_texts:
            rows = list(_texts(sample.texts))
            spread = export.form is Format.XLSX
            texts = excel.texts(rows) if spread else comma_separated.texts(rows)
            yield f"{table.wave}-texts.{'xlsx' if spread else 'csv'}", texts
    if export.form in (Format.CSV, Format.PARQUET):
        yield from ((path.name, path.read_bytes()) for path in (SCRIPTS / "read.R", SCRIPTS / "read.py"))


def _data(export: Export, table: Table, path: Path) -> bytes | None:
    match export.form:
        case Format.CSV:
            return comma_separated.responses(table)
        case Format.XLSX:
            return excel.responses(table, export.words)
        case Format.PARQUET:
            return parquet.responses(table)
        case Format.SAV:
            from . import spss  # noqa: PLC0415 - the library takes a second to load

            spss.write(path, table, export.words)
        case Format.DTA:
            from . import stata  # noqa: PLC0415 - as above

            stata.write(path, table, export.words)
    return None


def _texts(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """People's own words in an order of chance, with ids of chance that lead to nothing."""
    shuffled = list(texts)
    secrets.SystemRandom().shuffle(shuffled)
    yield from ((chance_label(), item, text) for item, text in shuffled)
