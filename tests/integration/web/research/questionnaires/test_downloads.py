"""A questionnaire as a file."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.questionnaires.exchange.files import receive

from .conftest import Maker


@pytest.mark.parametrize("ending", ["yaml", "json", "xlsx"])
def test_a_file_reads_back_as_the_same_questions(maker: Maker, tmp_path: Path, ending: str) -> None:
    answer = maker.visitor.get(maker.path(f"/download.{ending}"))
    assert answer.headers["Content-Disposition"] == f"attachment; filename=vragen.{ending}"
    path = tmp_path / f"vragen.{ending}"
    path.write_bytes(answer.data)
    assert [item.id for item in receive(path).questionnaire.items()] == ["grade", "why", "work", "hours"]


def test_on_paper_it_is_in_the_language_that_is_asked_for(maker: Maker) -> None:
    for tag, said in (("nl", "Welk cijfer?"), ("en", "Which grade?"), ("xx", "Welk cijfer?")):
        answer = maker.visitor.get(maker.path(f"/download.pdf?in={tag}"))
        assert answer.mimetype == "application/pdf"
        assert said in "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_what_is_wrong_can_only_be_had_as_text(maker: Maker) -> None:
    maker.write(maker.kept().text.replace("en: Why?", "de: Warum?"))
    answer = maker.visitor.get(maker.path("/download.xlsx"))
    assert answer.status_code == 303
    assert "Herstel eerst de problemen." in maker.page()
    assert "Warum?" in maker.visitor.get(maker.path("/download.yaml")).text
