"""A study that was loaded from a file: its questionnaires can be looked at and taken along."""

import pytest
from flask import Flask

from survey.fieldwork import designs
from survey.storage.engines import writing
from tests.fixtures.staff import RESEARCHER, Page, Visitor, stores_of
from tests.fixtures.studies import a_questionnaire, a_study
from tests.integration.fieldwork.ground import TODAY

LIST = "/studies/proef/questionnaires"


@pytest.fixture
def researcher(staff: Flask) -> Visitor:
    """A researcher, where a study was loaded from a file."""
    asked = a_questionnaire()
    with stores_of(staff).studies() as session:
        designs.load(writing(session), a_study(), {asked.id: asked}, TODAY)
        session.commit()
    visitor = Visitor(staff, "en")
    visitor.log_in(RESEARCHER)
    return visitor


def test_what_people_are_asked_is_listed_with_its_files(researcher: Visitor) -> None:
    answer = researcher.get(LIST)
    assert answer.status_code == 200
    assert "Vier vragen" in answer.text
    assert f"{LIST}/asked/single.pdf" in Page(answer.text).links
    assert "/questionnaires/new" not in answer.text


@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{"), ("yaml", b"id: four")]
)
def test_it_can_be_taken_along(researcher: Visitor, ending: str, begins: bytes) -> None:
    answer = researcher.get(f"{LIST}/asked/single.{ending}")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert f"four-questions.{ending}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path", [f"{LIST}/asked/other.pdf", f"{LIST}/asked/single.exe", "/studies/none/questionnaires"]
)
def test_what_is_not_there_is_not_found(researcher: Visitor, path: str) -> None:
    assert researcher.get(path).status_code == 404
