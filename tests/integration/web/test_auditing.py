"""The audit as a page: for researchers, in Dutch and English, with names for rows and columns."""

import pytest
from flask import Flask

from tests.fixtures.invited import invite
from tests.fixtures.staff import LEAD, RESEARCHER, Visitor
from tests.fixtures.studies import a_questionnaire, a_study


@pytest.fixture
def researcher(staff: Flask) -> Visitor:
    """A researcher who has logged in, with a study in the field."""
    invite(staff, a_study(), a_questionnaire())
    visitor = Visitor(staff)
    visitor.log_in(RESEARCHER)
    return visitor


def test_studies_are_listed_with_a_way_to_each(researcher: Visitor) -> None:
    page = researcher.get("/audit")
    assert page.status_code == 200
    assert 'href="/audit/proef"' in page.text
    assert "Wat vindt u?" in page.text


def test_the_page_says_what_the_terminal_says(researcher: Visitor) -> None:
    page = researcher.get("/audit/proef").text
    assert "<h1>Controle van “Wat vindt u?”</h1>" in page
    assert "De sleutels zijn waar ze horen." in page
    assert "In de sleutelbos, buiten de databases en hun reservekopieën." in page
    assert '<th scope="col">wat</th>' in page
    assert "person-1@" not in page
    assert page.count("<h2 ") == 8


def test_failed_checks_are_counted_at_the_top(researcher: Visitor) -> None:
    assert " controles zijn niet geslaagd." in researcher.get("/audit/proef").text


def test_it_can_be_read_in_english(researcher: Visitor) -> None:
    researcher.language = "en"
    assert "Checks, run now" in researcher.get("/audit/proef").text


def test_an_unknown_study_is_not_found(researcher: Visitor) -> None:
    assert researcher.get("/audit/nothing").status_code == 404


def test_a_program_lead_may_not_see_it(staff: Flask) -> None:
    invite(staff, a_study(), a_questionnaire())
    visitor = Visitor(staff)
    visitor.log_in(LEAD)
    assert visitor.get("/audit").status_code == 403
    assert visitor.get("/audit/proef").status_code == 403
