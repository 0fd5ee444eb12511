"""Every page says who may see it, and nothing of the staff's is open."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from survey.fieldwork import memberships
from survey.fieldwork.memberships import Seat
from survey.fieldwork.programmes import Office
from survey.storage.staff import Role
from survey.storage.studies import StudyRow
from survey.web.access import PACKAGED, WHOEVER, NoRuleError, Rule, allow, rule_of
from tests.fixtures.invited import invite
from tests.fixtures.publications import publish_replica
from tests.fixtures.staff import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    ELSEWHERE,
    FIELDWORKER,
    LEAD,
    OWNER,
    RESEARCHER,
    ROLES,
    STRANGER,
    Visitor,
    stores_of,
)
from tests.fixtures.studies import a_questionnaire, a_study
from tests.house.access import address


def test_every_page_declares_who_may_see_it(app: Flask) -> None:
    assert {rule_of(app, route.endpoint) for route in app.url_map.iter_rules()} <= set(Rule)


def test_every_page_for_staff_asks_to_log_in(app: Flask) -> None:
    visitor = Visitor(app)
    token = visitor.token()
    routes = [route for route in app.url_map.iter_rules() if rule_of(app, route.endpoint) not in WHOEVER]
    assert {"dashboard.start", "dashboard.overview", "dashboard.explore"} <= {route.endpoint for route in routes}
    for route in routes:
        path = address(route)
        reads = "GET" in (route.methods or ())
        answer = visitor.get(path) if reads else visitor.post(path, token)
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login"), path


def test_a_page_without_a_rule_is_an_error(app: Flask) -> None:
    app.add_url_rule("/ruleless", "ruleless", lambda: "secret")
    with pytest.raises(NoRuleError, match="ruleless"):
        rule_of(app, "ruleless")
    answer = Visitor(app).get("/ruleless")
    assert answer.status_code == 500
    assert "secret" not in answer.text


@pytest.mark.parametrize(("email", "status"), [(LEAD, 403), (RESEARCHER, 200), (STRANGER, 200)])
def test_a_page_for_researchers_refuses_program_leads(staff: Flask, email: str, status: int) -> None:
    staff.add_url_rule("/design", "design", allow(Rule.DESIGN)(lambda: "the design"))
    visitor = Visitor(staff)
    visitor.log_in(email)
    answer = visitor.get("/design")
    assert answer.status_code == status
    assert ("the design" in answer.text) is (status == 200)


def test_of_the_package_only_log_in_and_log_out_exist(app: Flask) -> None:
    packaged = {route.endpoint for route in app.url_map.iter_rules() if route.endpoint.startswith("security.")}
    assert packaged == {"security.login", "security.logout"} == set(PACKAGED)


@pytest.mark.parametrize("path", ["/register", "/reset", "/change", "/confirm", "/verify", "/fs-static/js/base64.js"])
def test_what_the_package_could_do_besides_is_not_there(app: Flask, path: str) -> None:
    assert Visitor(app).get(path).status_code == 404


SEEN = {
    Rule.STAFF: {LEAD, OWNER, FIELDWORKER, ANALYST, AUDITOR},
    Rule.RESULTS: {LEAD, OWNER, ANALYST, AUDITOR},
    Rule.DESIGN: {OWNER, FIELDWORKER, ANALYST},
    Rule.FIELDWORK: {FIELDWORKER},
    Rule.ANSWERS: {ANALYST},
    Rule.AUDIT: {OWNER, AUDITOR},
    Rule.OWNER: {OWNER},
}
"""Who passes which rule about a study."""


@pytest.fixture
def ruled(staff: Flask) -> Flask:
    """The application with a study, and three pages for each rule about studies, and one for administrators."""
    invite(staff, a_study(), a_questionnaire())
    for rule in SEEN:
        for where in ("", "/<study>", "/of/<programme>"):
            view = allow(rule)(lambda **_given: "inside")
            staff.add_url_rule(f"/ruled/{rule}{where}", f"ruled_{rule}{where}", view)
    staff.add_url_rule("/ruled/administrator", "ruled_administrator", allow(Rule.ADMINISTRATOR)(lambda: "inside"))
    return staff


@pytest.mark.parametrize("email", [*ROLES, STRANGER])
def test_each_rule_lets_those_roles_in_and_others_are_strangers(ruled: Flask, email: str) -> None:
    visitor = Visitor(ruled)
    visitor.log_in(email)
    is_member = email not in (STRANGER, ADMINISTRATOR)
    for rule, seen in SEEN.items():
        passes = email in {*seen, RESEARCHER}
        expected = 200 if passes else 403 if is_member else 404
        assert visitor.get(f"/ruled/{rule}/proef").status_code == expected, rule
        assert visitor.get(f"/ruled/{rule}/of/proef").status_code == expected, rule
        anywhere = passes or email == STRANGER or rule is Rule.STAFF
        assert visitor.get(f"/ruled/{rule}").status_code == (200 if anywhere else 403), rule
    administers = email in (ADMINISTRATOR, RESEARCHER)
    assert visitor.get("/ruled/administrator").status_code == (200 if administers else 403)


def test_the_study_of_another_programme_is_as_little_there_as_none(ruled: Flask) -> None:
    visitor = Visitor(ruled)
    visitor.log_in(STRANGER)
    for rule in SEEN:
        theirs, none = (visitor.get(f"/ruled/{rule}/{study}") for study in ("proef", "no-such-study"))
        assert (theirs.status_code, theirs.text) == (none.status_code, none.text) == (404, none.text)
        other, nowhere = (visitor.get(f"/ruled/{rule}/of/{each}") for each in ("proef", "nergens"))
        assert (other.status_code, other.text) == (nowhere.status_code, nowhere.text) == (404, nowhere.text)


def test_a_study_without_a_programme_is_nobodys(ruled: Flask) -> None:
    with stores_of(ruled).studies() as session:
        session.execute(update(StudyRow).values(programme_id=None))
        session.commit()
    visitor = Visitor(ruled)
    visitor.log_in(RESEARCHER)
    assert visitor.get("/ruled/owner/proef").status_code == 404


def test_a_role_that_is_taken_away_is_gone_at_once(ruled: Flask) -> None:
    visitor = Visitor(ruled)
    visitor.log_in(AUDITOR)
    assert visitor.get("/ruled/audit/proef").status_code == 200
    with stores_of(ruled).studies() as session:
        office = Office(session, datetime.now(UTC), "test")
        memberships.revoke(office, Seat(AUDITOR, "proef", Role.AUDITOR))
        session.commit()
    assert visitor.get("/ruled/audit/proef").status_code == 404


def test_lists_show_only_studies_of_ones_own_programmes(staff: Flask) -> None:
    with stores_of(staff).studies() as studies, stores_of(staff).responses() as responses:
        publish_replica(studies, responses)
    for email, way in ((LEAD, "/"), (OWNER, "/audit")):
        mine, theirs = Visitor(staff), Visitor(staff)
        mine.log_in(email)
        theirs.log_in(STRANGER)
        assert "/amsterdam-jobcoaching" in mine.get(way).text
        assert "amsterdam-jobcoaching" not in theirs.get(way).text


def test_a_publication_of_another_programme_cannot_be_put_beside_ones_own(staff: Flask) -> None:
    with stores_of(staff).studies() as studies, stores_of(staff).responses() as responses:
        publish_replica(studies, responses)
        publish_replica(studies, responses, "elsewhere")
        studies.execute(update(StudyRow).where(StudyRow.id == "elsewhere").values(programme_id=ELSEWHERE))
        studies.commit()
    visitor = Visitor(staff)
    visitor.log_in(LEAD)
    page = visitor.get("/dashboard/amsterdam-jobcoaching/grade")
    assert page.status_code == 200
    assert "elsewhere" not in page.text
    for other in ("elsewhere/single", "no-such-study/single"):
        assert visitor.get(f"/dashboard/amsterdam-jobcoaching/grade?beside={other}").status_code == 404
