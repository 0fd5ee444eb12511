"""`survey responses codebook`: what is published of a wave, and nothing else, stands beside its variables."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from survey.reporting.codebook.ddi import NAMESPACE

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"
WORDS = ("responses", "codebook", STUDY, "single")
NAME = {"ddi": NAMESPACE}


def test_counts_are_those_of_the_publication_and_no_others(published: Terminal, tmp_path: Path) -> None:
    published.done(*WORDS, str(tmp_path / "book.xml"))
    root = ET.parse(tmp_path / "book.xml").getroot()  # noqa: S314 - our own
    counted = {
        (variable.get("name"), category.findtext("ddi:catValu", namespaces=NAME)): category.findtext(
            "ddi:catStat", namespaces=NAME
        )
        for variable in root.iterfind("ddi:dataDscr/ddi:var", NAME)
        for category in variable.iterfind("ddi:catgry", NAME)
        if category.find("ddi:catStat", NAME) is not None
    }
    document = json.loads(published.done("publication", "show", STUDY, "--json"))
    totals = [table for table in document["tables"] if table["breakdown"] is None]
    shown = {cell["count"] for table in totals for group in table["groups"] for cell in group["cells"]}
    several = {str(name) for name, _code in counted if "." in str(name)}
    assert several
    assert {int(str(number)) for (name, code), number in counted.items() if name not in several or code == "1"} <= shown
    assert min(int(str(number)) for number in counted.values() if number != "0") >= 10
    measured = {table["item"] for table in totals}
    assert {str(name).partition(".")[0].removeprefix("register:") for name, _code in counted} <= measured


@pytest.mark.parametrize("suffix", ["html", "pdf", "xml"])
def test_a_codebook_is_written_in_the_format_of_its_name(published: Terminal, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"book.{suffix}"
    assert published.done(*WORDS, str(file), "--lang", "en") == f"{file} was written.\n"
    assert file.stat().st_size > 5000
    assert "is there already" in published.refused(*WORDS, str(file))
    published.done(*WORDS, str(file), "--force")
    assert [path.name for path in tmp_path.glob("*book*")] == [file.name]


def test_another_name_and_another_wave_are_refused(published: Terminal, tmp_path: Path) -> None:
    assert ".html, .pdf, .xml" in published.refused(*WORDS, str(tmp_path / "book.doc"))
    assert "no wave" in published.refused("responses", "codebook", STUDY, "spring", str(tmp_path / "book.xml"))
    assert "There is no study" in published.refused("responses", "codebook", "x", "single", str(tmp_path / "book.xml"))
