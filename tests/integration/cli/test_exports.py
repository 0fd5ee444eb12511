"""`survey responses export`: a folder for researchers, judged and recorded before it is there."""

import csv
import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pyreadstat
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from survey.storage.studies import AuditEntry, Stage, WaveRow
from tests.fixtures.studies import AGE, a_study, a_wave
from tests.integration.reporting.exports import ground

from .terminal import Terminal

Engines = Mapping[Store, Engine]

ANSWERS = [
    {"grade": 6 + number % 4, "good": ["kind"], "recommend": "yes" if number % 2 else "no"} for number in range(40)
]
WHY = ("--reason", "Thesis on job coaching")


@pytest.fixture
def closed(terminal: Terminal, engines: Engines) -> Terminal:
    """A terminal with a study of two closed waves."""
    ground.load(engines, a_study(attributes=[AGE], waves=[a_wave("before"), a_wave("after")]))
    ground.answer(engines, ANSWERS, "before", attributes={"age": "young"})
    ground.answer(engines, ANSWERS, "after", attributes={"age": "young"})
    ground.write(engines, ["=1+1", "Zeer prettig: één aanspreekpunt"], "before")
    return terminal


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def audit(engines: Engines) -> list[str]:
    with Session(engines[Store.STUDIES]) as session:
        return list(session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "export")))


def test_an_export_is_a_folder_with_data_meanings_and_scripts(closed: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = closed.done("responses", "export", "proef", "before", "--as", "csv", *WHY, "--out", str(out))
    assert said == f"Written to {out}.\n"
    assert {path.name for path in out.iterdir()} == {"before.csv", "before-variables.csv", "read.R", "read.py"}
    rows = read(out / "before.csv")
    assert sorted(row["grade"] for row in rows) == sorted(str(each["grade"]) for each in ANSWERS)
    assert {row["register:age"] for row in rows} == {"young"}
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_the_script_for_python_reads_the_folder(closed: Terminal, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        out = tmp_path / form
        closed.done("responses", "export", "proef", "before", "--as", form, *WHY, "--out", str(out))
        told = subprocess.run([sys.executable, out / "read.py"], check=True, capture_output=True, text=True).stdout
        assert told == "before (40, 13)\n"


@pytest.mark.parametrize("form", ["xlsx", "sav", "dta", "parquet"])
def test_every_kind_of_file_is_written(closed: Terminal, tmp_path: Path, form: str) -> None:
    closed.done("responses", "export", "proef", "before", "--as", form, *WHY, "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / f"before.{form}").stat().st_size > 500


def test_the_audit_log_has_who_what_why_and_the_digest_and_no_answer(
    closed: Terminal, tmp_path: Path, engines: Engines
) -> None:
    out = tmp_path / "out"
    closed.done("responses", "export", "proef", "before", "--as", "sav", *WHY, "--without", "good", "--out", str(out))
    digest = hashlib.sha256((out / "before.sav").read_bytes()).hexdigest()
    assert audit(engines) == [f"before as sav: Thesis on job coaching; before.sav sha256 {digest}; without good"]


def test_labels_are_in_the_language_that_is_asked_for(closed: Terminal, tmp_path: Path) -> None:
    for language, answer in (("nl", "Ja"), ("en", "Yes")):
        out = tmp_path / language
        closed.done(
            "responses", "export", "proef", "before", "--as", "sav", "--lang", language, *WHY, "--out", str(out)
        )
        assert pyreadstat.read_sav(out / "before.sav")[1].variable_value_labels["recommend"][1.0] == answer


def test_small_cells_are_refused_with_what_would_help(closed: Terminal, tmp_path: Path, engines: Engines) -> None:
    ground.answer(engines, ANSWERS[:1], "before", attributes={"age": "old"}, pseudonym=b"x" * 16, trajectory=b"x" * 16)
    words = ("responses", "export", "proef", "before", "--as", "csv", *WHY, "--out", str(tmp_path / "out"))
    said = closed.refused(*words)
    assert "Of 41 people, 1 are the only ones, and 1 share it with fewer than 10." in said
    assert "  - --without register:age: 0 and 0." in said
    assert not (tmp_path / "out").exists()
    assert audit(engines) == []
    closed.done(*words, "--without", "register:age")
    accepted = (*words[:-1], str(tmp_path / "accepted"), "--accept", "Sealed room, DPIA 12")
    closed.done(*accepted)
    assert audit(engines)[-1].endswith("; small cells accepted (1 of 41): Sealed room, DPIA 12")


def test_waves_are_joined_only_with_an_approval(closed: Terminal, tmp_path: Path, engines: Engines) -> None:
    words = ("responses", "export", "proef", "before", "--waves", "after", "--as", "csv", *WHY)
    assert "--accepted-by" in closed.refused(*words, "--out", str(tmp_path / "no"))
    out = tmp_path / "out"
    closed.done(*words, "--accepted-by", "Research lead", "--out", str(out))
    cases = [{row["response:case"]: row["grade"] for row in read(out / f"{wave}.csv")} for wave in ("before", "after")]
    assert cases[0] == cases[1]
    assert len(cases[0]) == 40
    assert audit(engines)[0].endswith("; joined, approved by Research lead")


def test_peoples_own_words_come_in_a_file_apart_and_only_when_asked_for(closed: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    closed.done("responses", "export", "proef", "before", "--as", "csv", *WHY, "--with-texts", "--out", str(out))
    rows = read(out / "before-texts.csv")
    assert sorted((row["question"], row["text"]) for row in rows) == [
        ("why", "'=1+1"),
        ("why", "Zeer prettig: één aanspreekpunt"),
    ]
    assert len({row["id"] for row in rows}) == 2
    assert "aanspreekpunt" not in (out / "before.csv").read_text("utf-8-sig")


def test_nothing_is_overwritten_and_nothing_is_left_behind(closed: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    words = ("responses", "export", "proef", "before", "--as", "csv", *WHY, "--out")
    assert "is there already" in closed.refused(*words, str(out))
    assert "There is no folder" in closed.refused(*words, str(tmp_path / "nowhere" / "out"))
    assert list(out.iterdir()) == []


def test_a_reason_is_needed_and_an_open_wave_is_refused(closed: Terminal, tmp_path: Path, engines: Engines) -> None:
    words = ("responses", "export", "proef", "before", "--as", "csv", "--out", str(tmp_path / "out"))
    assert "--reason" in closed.refused(*words, "--reason", " ")
    assert closed("responses", "export", "proef", "before", "--as", "csv").exit_code == 2
    with Session(engines[Store.STUDIES]) as session:
        session.get_one(WaveRow, "proef/before").stage = Stage.OPEN
        session.commit()
    assert "is not closed" in closed.refused(*words, *WHY)
    assert "no variable “agee”" in closed.refused(
        "responses", "export", "proef", "after", "--as", "csv", *WHY, "--without", "agee", "--out", str(tmp_path / "b")
    )


def test_a_merge_that_cannot_be_read_is_a_mistake_in_the_command(closed: Terminal) -> None:
    result = closed("responses", "export", "proef", "before", "--as", "csv", *WHY, "--merge", "age")
    assert (result.exit_code, "is not like age=young+old" in result.stderr) == (2, True)
