"""Which file is read and written in which format, and what is refused with what to do."""

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.exchange.files import MAX_BYTES, UnknownFormatError, receive, written
from survey.questionnaires.problems import ProblemsFoundError

from .xlsform.books import book

LIBRARY = questionnaire("work-status")
FORM = book(survey="| type | name | label |\n| note | hello | Hello |")


def refusal(path: Path) -> str:
    """Why the file at `path` is refused."""
    started = time.process_time()
    with pytest.raises(ProblemsFoundError) as caught:
        receive(path)
    assert time.process_time() - started < 2
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return str(problem).removeprefix(f"{path}:1: ")


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a.yaml", "a.yml", "A.XLSX", "A.Json", "a.b.YAML"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(written(LIBRARY, path))
    received = receive(path)
    assert received.questionnaire.digest() == LIBRARY.digest()
    assert (received.notices, received.problems) == ((), ())


def test_each_format_is_what_its_extension_says() -> None:
    assert written(LIBRARY, Path("a.yml")) == written(LIBRARY, Path("a.yaml"))
    assert written(LIBRARY, Path("a.yaml")).startswith(b"id: work-status\n")
    assert json.loads(written(LIBRARY, Path("a.json")))["format"] == "werkpeil-questionnaire"
    assert zipfile.is_zipfile(io.BytesIO(written(LIBRARY, Path("a.xlsx"))))


@pytest.mark.parametrize("name", ["a.csv", "a.pdf", "a", "a.xls", "a.xlsx.bak"])
def test_a_format_that_is_not_written_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        written(LIBRARY, Path(name), also=[".pdf"])
    assert str(caught.value) == (
        f"“{name}” has no known extension. Write to a file that ends in: .yaml, .json, .xlsx, .pdf."
    )


KINDS = [
    "form.csv",
    "form.md",
    "form.ods",
    "form.xlsm",
    "form.xml",
    "form.docx",
    "form.lss",
    "form.txt",
    "form.pdf",
    "form",
]


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_another_kind_is_refused_with_those_that_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORM)
    said = "This kind of file is not read. Give a file that ends in: .xlsx, .json, .yaml, .yml."
    assert refusal(tmp_path / name) == said


def test_an_old_spreadsheet_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "form.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))
    assert refusal(tmp_path / "form.xls") == "Old Excel files (.xls) are not read. Save it as .xlsx."


CONTENTS = [
    (
        "a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        "This is an old Excel file (.xls), or one with a pa",
    ),
    ("csv", b"type,name,label\nnote,a,A\n", "This is not a readable .xlsx file."),
    ("html", b"<html><table><tr><td>type</td></tr></table></html>", "This is not a readable .xlsx file."),
    ("json", b'{"survey": []}', "This is not a readable .xlsx file."),
    ("nothing", b"", "This is not a readable .xlsx file."),
    ("zeros", bytes(10_000), "This is not a readable .xlsx file."),
    ("half a file", FORM[: len(FORM) // 2], "This is not a readable .xlsx file."),
    ("the end of a file", FORM[len(FORM) // 2 :], "This is not a readable .xlsx file."),
    ("too large", FORM + bytes(MAX_BYTES), f"The file is larger than {MAX_BYTES} bytes. Split it up."),
]


@pytest.mark.parametrize(("content", "reason"), [each[1:] for each in CONTENTS], ids=[each[0] for each in CONTENTS])
def test_a_spreadsheet_that_is_none_is_refused_with_what_to_do(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "form.xlsx").write_bytes(content)
    assert refusal(tmp_path / "form.xlsx").startswith(reason)


def encrypted() -> bytes:
    """A zip file of which the parts have a password, as the general purpose flag says."""
    content = bytearray(FORM)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def packed(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with one part."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", method) as archive:
        archive.writestr(name, content)
    return found.getvalue()


ARCHIVES = [
    ("parts with a password", encrypted(), "This is not a readable .xlsx file."),
    (
        "a letter",
        packed("word/document.xml", b"<document/>"),
        "This zip file is not a spreadsheet. Give an .xlsx file.",
    ),
    (
        "an open document",
        packed("content.xml", b"<office/>"),
        "This zip file is not a spreadsheet. Give an .xlsx file.",
    ),
    ("nothing in it", packed("[Content_Types].xml", b""), "This is not a readable .xlsx file."),
    ("no sheets", packed("[Content_Types].xml", b"<Types/>"), "The spreadsheet cannot be read: "),
    ("lzma", packed("[Content_Types].xml", b"<Types>", zipfile.ZIP_LZMA), "This is not a readable .xlsx file."),
    ("latin", packed("[Content_Types].xml", b"<T>\xe9</T>"), "This is not a readable .xlsx file."),
    (
        "unknown",
        packed("[Content_Types].xml", b"<?xml version='1.0' encoding='x'?><T/>"),
        "This is not a readable .xls",
    ),
]


@pytest.mark.parametrize(("content", "reason"), [each[1:] for each in ARCHIVES], ids=[each[0] for each in ARCHIVES])
def test_a_zip_file_that_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "form.xlsx").write_bytes(content)
    assert refusal(tmp_path / "form.xlsx").startswith(reason)


def test_a_spreadsheet_with_a_macro_is_read_without_it(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    content = io.BytesIO(FORM)
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    path.write_bytes(content.getvalue())
    assert [item.id for item in receive(path).questionnaire.items()] == ["hello"]


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.xlsx").startswith("The file cannot be read: No such file")
    (tmp_path / "folder.xlsx").mkdir()
    assert refusal(tmp_path / "folder.xlsx").startswith("The file cannot be read: Is a directory")


def test_a_spreadsheet_is_read_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(book(survey="| type | name | label |\n| acknowledge | ok | Akkoord |"))
    received = receive(path, "nl", lambda language, message: f"{language} {message}")
    assert received.questionnaire.languages == ("nl",)
    assert received.questionnaire.item("ok").model_dump()["yes"] == {"nl": "nl Yes"}


def test_mistakes_in_a_json_or_yaml_file_are_told_with_its_name(tmp_path: Path) -> None:
    for name in ("a.json", "a.yaml"):
        (tmp_path / name).write_bytes(b"{")
        with pytest.raises(ProblemsFoundError) as caught:
            receive(tmp_path / name)
        assert {problem.file for problem in caught.value.problems} == {str(tmp_path / name)}
