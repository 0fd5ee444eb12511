"""Error pages: what happened, whether anything was lost, and what to do next."""

import re

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, default_exceptions

from survey.fieldwork import answers
from survey.fieldwork.answers import NotSavedError
from survey.web.access import Rule, allow
from tests.fixtures.invited import invite
from tests.fixtures.reader import Reader
from tests.fixtures.studies import a_questionnaire, a_study

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def failing(app: Flask, fault: Exception) -> Reader:
    """Somebody in an application with a page that fails."""

    @allow(Rule.ANYONE)
    def fail() -> ResponseReturnValue:
        raise fault

    app.add_url_rule("/fail", "fail", fail)
    return Reader(app)


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "Wij konden deze pagina niet lezen"),
        (403, "U mag deze pagina niet zien"),
        (404, "Deze pagina bestaat niet"),
        (413, "Dat was te veel tekst"),
        (418, "Dit lukte niet"),
        (500, "Er ging iets mis bij ons"),
        (503, "Wij kunnen nu niet bij onze gegevens"),
    ],
)
def test_an_error_is_a_page_in_plain_words(app: Flask, status: int, heading: str) -> None:
    fault: type[HTTPException] = default_exceptions[status]
    page = failing(app, fault()).open("/fail")
    assert (page.status, page.heading) == (status, heading)


def test_an_error_speaks_the_readers_language(app: Flask) -> None:
    assert Reader(app, language="en").open("/nowhere").heading == "This page does not exist"


def test_a_fault_in_the_code_tells_nothing_about_the_code(app: Flask) -> None:
    page = failing(app, ZeroDivisionError("secret")).open("/fail")
    assert (page.status, page.heading) == (500, "Er ging iets mis bij ons")
    assert "secret" not in page.response.text
    assert "Division" not in page.response.text


def test_a_fault_has_a_number_on_the_page_and_its_places_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    page = failing(app, ZeroDivisionError("secret")).open("/fail?name=secret")
    (record,) = caplog.records
    found = re.search(r"nummer: ([0-9a-f]{8})", page.text)
    assert found is not None
    lines = record.getMessage().splitlines()
    assert lines[:2] == [f"Fault {found[1]}, GET fail", "builtins.ZeroDivisionError"]
    assert re.fullmatch(r"    tests/integration/web/test_errors.py:\d+ fail", lines[-1])
    assert "secret" not in record.getMessage()
    assert record.exc_info is None


def test_a_page_that_is_handed_back_has_the_number_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Reader(app).open(invite(app, a_study(), a_questionnaire()).link.path).press("Start")
    monkeypatch.delattr(answers, "save")
    assert "Noem dan dit nummer" in page.press("Verder", item_grade="8").text


@pytest.mark.parametrize("fault", [OperationalError("SELECT secret", {}, Exception("away")), NotSavedError()])
def test_a_database_that_is_away_is_no_fault_of_the_reader(app: Flask, fault: Exception) -> None:
    page = failing(app, fault).open("/fail")
    assert (page.status, page.heading) == (503, "Wij kunnen nu niet bij onze gegevens")
    assert "secret" not in page.response.text


def test_a_method_that_a_page_does_not_know_is_refused_in_plain_words(app: Flask) -> None:
    assert Reader(app).ask("/thanks/proef", "DELETE").status_code in (400, 405)


def test_more_than_a_megabyte_is_too_much(app: Flask) -> None:
    reader = Reader(app)
    response = reader.ask("/login", "POST", data={"email": "x" * 2_000_000})
    assert response.status_code == 413
    assert "Dat was te veel tekst" in response.text


def test_the_thank_you_page_of_no_study_does_not_exist(app: Flask) -> None:
    assert Reader(app).open("/thanks/nowhere").status == 404
