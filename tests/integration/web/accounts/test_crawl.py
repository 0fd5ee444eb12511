"""Every page, tried by somebody of each role: for a study of their own, of another programme, and none at all.

After adding a page: `python -m tests.house.access` writes the table in docs/access.md anew; look at what it says.
"""

import pytest
from flask import Flask

from survey.web.access import ALLOWS, Rule, rule_of
from tests.house.access import DOCUMENT, WHO, Cell, Crawled, crawl, prepared, routes, told, written

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def tried(app: Flask) -> tuple[Flask, Crawled]:
    """The application, and what everybody got everywhere."""
    return app, crawl(prepared(app))


def about(pattern: str) -> bool:
    return "<study>" in pattern or "<programme>" in pattern


def strangers(cells: tuple[Cell, ...]) -> None:
    """What is of others is answered as what does not exist."""
    _, theirs, none = cells
    assert (theirs.status, theirs.body) == (none.status, none.body)


def test_every_page_is_for_the_roles_of_its_rule_and_of_other_programmes_nothing_is_there(
    tried: tuple[Flask, Crawled],
) -> None:
    app, crawled = tried
    known = routes(app)
    assert len(crawled) > 20
    for (method, pattern), seen in crawled.items():
        rule = rule_of(app, known[pattern, method].endpoint)
        for who, cells in seen.items():
            place = (method, pattern, who)
            if rule is Rule.ADMINISTRATOR:
                assert {cell.is_reached for cell in cells} == {who == "administrator"}, place
            elif about(pattern):
                assert [cell.status for cell in cells[1:]] == [404, 404], place
                strangers(cells)
                assert cells[0].is_reached == _has(rule, who), place
                assert cells[0].status in (200, 404 if who == "administrator" else 403), place
            else:
                assert {cell.is_reached for cell in cells} == {_has(rule, who) or rule is Rule.STAFF}, place


def _has(rule: Rule, who: str) -> bool:
    role = who.replace(" ", "_")
    return who != "administrator" if rule is Rule.STAFF else role in ALLOWS[rule]


def test_the_table_in_the_docs_is_what_was_found(tried: tuple[Flask, Crawled]) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == written(told(*tried)), "Run: python -m tests.house.access"


def test_the_crawl_finds_a_page_that_lets_in_too_many(app: Flask) -> None:
    prepared(app)
    app.add_url_rule("/open/<study>", "open", lambda study: study)
    app.view_functions["open"].__dict__["access_rule"] = Rule.ANYONE
    app.add_url_rule("/studies-of-all/<study>", "leaky", lambda study: study)
    app.view_functions["leaky"].__dict__["access_rule"] = Rule.STAFF
    seen = crawl(app)["GET", "/studies-of-all/<study>"]
    assert [who for who in WHO if seen[who][0].is_reached] == [who for who in WHO if who != "administrator"]
    assert not any(cell.is_reached for who in WHO for cell in seen[who][1:])


def test_a_page_for_everybody_that_names_a_study_is_known(app: Flask) -> None:
    """Pages without log-in that name a study show what is public, or nothing without a personal link."""
    known = {"public.results", "participate.privacy", "mailbox.mail", "mailbox.html"}
    named = {
        route.endpoint
        for route in app.url_map.iter_rules()
        if about(route.rule) and rule_of(app, route.endpoint) in (Rule.ANYONE, Rule.LINK)
    }
    assert {each for each in named if not each.startswith("participate.")} <= known
