"""Every page says who may see it, and nothing of the staff's is open."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route

from survey.web.access import PACKAGED, WHOEVER, NoRuleError, Rule, allow, rule_of
from tests.fixtures.staff import LEAD, RESEARCHER, Visitor


def address(route: Route) -> str:
    """An address of the route, with a word for each of its variables: one of a list of words, else a number."""
    listed = {name: words.split(",")[0].strip() for words, name in re.findall(r"<any\(([^)]*)\):(\w+)>", route.rule)}
    built = route.build({name: listed.get(name, "1") for name in route.arguments}, append_unknown=False)
    assert built is not None
    return built[1]


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
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    with pytest.raises(NoRuleError, match="forgotten"):
        rule_of(app, "forgotten")
    answer = Visitor(app).get("/forgotten")
    assert answer.status_code == 500
    assert "secret" not in answer.text


@pytest.mark.parametrize(("email", "status"), [(LEAD, 403), (RESEARCHER, 200)])
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
