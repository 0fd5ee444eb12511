"""Where one can go: only where one may, and where there is something."""

import pytest
from flask import Flask, render_template_string

from survey.web.access import Rule, allow
from survey.web.research import places
from tests.fixtures.invited import invite
from tests.fixtures.staff import LEAD, RESEARCHER, Page, Visitor
from tests.fixtures.studies import a_questionnaire, a_study

PAGE = '{% extends "research/frame.html" %}{% block main %}<h1>Here</h1>{% endblock %}'


def links(app: Flask, email: str) -> list[str]:
    """The links of a page of a study."""
    visitor = Visitor(app)
    visitor.log_in(email)
    answer = visitor.get("/studies/proef/there")
    assert answer.status_code == 200, answer.text
    return Page(answer.text).links


def furnished(app: Flask) -> Flask:
    """The application with a page about a study, for whoever sets it up."""

    def there(study: str) -> str:
        return render_template_string(PAGE, study=study, title="Proef")

    invite(app, a_study(), a_questionnaire())
    app.add_url_rule("/studies/<study>/there", "research.there", allow(Rule.STAFF)(there))
    app.add_url_rule("/studies/<study>/design", "research.design", allow(Rule.DESIGN)(lambda study: study))
    return app


def test_a_page_leads_to_the_places_that_one_may_see(staff: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = (
        places.Place("research.there", "There"),
        places.Place("research.design", "Design"),
        places.Place("research.later", "Not made yet"),
    )
    monkeypatch.setattr(places, "PLACES", offered)
    app = furnished(staff)
    seen = {email: links(app, email) for email in (LEAD, RESEARCHER)}
    assert "/studies/proef/there" in seen[LEAD]
    assert "/studies/proef/design" not in seen[LEAD]
    assert {"/studies/proef/there", "/studies/proef/design"} <= set(seen[RESEARCHER])


def test_a_place_holds_its_own_pages_and_parts() -> None:
    place = places.Place("research.data", "Data", ("research.export",))
    assert place.holds("research.data")
    assert place.holds("research.data_codebook")
    assert place.holds("research.export_now")
    assert not place.holds("research.log")
    assert not place.holds(None)
