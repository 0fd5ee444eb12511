"""Against guessing: wrong links and codes are counted per address, valid ones never."""

import secrets
from base64 import b32encode
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import text

from survey.extensions import Stores
from survey.fieldwork.clock import fixed
from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.invited import Invited, design, invite
from tests.fixtures.reader import Reader
from tests.integration.fieldwork.ground import NOW

from .test_statements import listening

UNKNOWN, MALFORMED = "/a/" + "A" * 32, "/a/nonsense/more"
LIMIT = 10


@dataclass(frozen=True)
class Tried:
    """What an address got."""

    status: int
    body: str


def tried(app: Flask, path: str, address: str = "192.0.2.1", **headers: str) -> Tried:
    """Open a link from an address."""
    environment = {"REMOTE_ADDR": address}
    response = Reader(app).ask(path, headers={"Accept-Language": "nl"} | headers, environ_overrides=environment)
    return Tried(response.status_code, response.text)


def still(settings: Settings, make_app: MakeApp, **changes: object) -> Flask:
    """The application in a minute that does not end."""
    return make_app(settings.model_copy(update=changes), fixed(NOW))


@pytest.mark.parametrize("path", [UNKNOWN, MALFORMED], ids=["unknown", "malformed"])
def test_the_eleventh_wrong_link_of_a_minute_gets_the_same_page_with_429(
    settings: Settings, make_app: MakeApp, path: str
) -> None:
    app = still(settings, make_app)
    answers = [tried(app, path) for _ in range(LIMIT + 2)]
    assert [each.status for each in answers] == [404] * LIMIT + [429] * 2
    assert len({each.body for each in answers}) == 1
    assert tried(app, path, "192.0.2.2").status == 404, "another address is another counter"


def test_links_and_codes_count_together(settings: Settings, make_app: MakeApp) -> None:
    app = still(settings, make_app)
    page = Reader(app).open("/code")
    for _ in range(LIMIT):
        page = page.press("Verder", code="ABCDEF")
        assert page.status == 404
    assert page.press("Verder", code="ABCDEF").status == 429
    assert Reader(app).open(UNKNOWN).status == 429


def test_a_class_of_thirty_behind_one_address_gets_in(settings: Settings, make_app: MakeApp) -> None:
    app = still(settings, make_app)
    invited = invite(app, *design())
    for _ in range(LIMIT + 5):
        tried(app, UNKNOWN)
    for number in range(30):
        link = invited.links[number % len(invited.links)]
        assert tried(app, link.path).status == 200
        assert Reader(app).open(link.path).press("Start").status == 200
    invited.post(invited.link)
    page = Reader(app).open("/code").press("Verder", code=invited.link.code)
    assert (page.status, page.path) == (200, invited.link.path)


def test_valid_links_leave_no_trace_in_the_counter(app: Flask, invited: Invited) -> None:
    page = Reader(app).open(invited.link.path).press("Start")
    page.reader.open(invited.link.path + "/decline")
    stores: Stores = app.extensions["stores"]
    with stores.responses() as session:
        assert session.scalar(text("SELECT count(*) FROM failures")) == 0


def test_the_limit_can_be_set_and_switched_off(settings: Settings, make_app: MakeApp) -> None:
    strict, free = (still(settings, make_app, failures_per_minute=number) for number in (1, 0))
    assert [tried(strict, UNKNOWN).status for _ in range(2)] == [404, 429]
    assert {tried(free, UNKNOWN).status for _ in range(3 * LIMIT)} == {404}


@pytest.mark.parametrize(
    ("proxies", "statuses"), [(0, [404, 429]), (1, [404, 404])], ids=["nobody is believed", "one proxy is believed"]
)
def test_what_a_proxy_says_counts_only_where_there_is_one(
    settings: Settings, make_app: MakeApp, proxies: int, statuses: list[int]
) -> None:
    app = still(settings, make_app, failures_per_minute=1, trusted_proxies=proxies)
    said = ["203.0.113.5", "203.0.113.6"]
    assert [tried(app, UNKNOWN, "127.0.0.1", **{"X-Forwarded-For": each}).status for each in said] == statuses


def test_a_visitor_cannot_choose_the_address_that_a_proxy_gives(settings: Settings, make_app: MakeApp) -> None:
    app = still(settings, make_app, failures_per_minute=1, trusted_proxies=1)
    said = ["1.1.1.1, 203.0.113.5", "2.2.2.2, 203.0.113.5"]
    assert [tried(app, UNKNOWN, "127.0.0.1", **{"X-Forwarded-For": each}).status for each in said] == [404, 429]


def test_unknown_malformed_and_expired_links_cost_the_same_statements(
    settings: Settings, make_app: MakeApp, app: Flask
) -> None:
    link = invite(app, *design()).link
    late = make_app(settings, fixed(NOW.replace(year=NOW.year + 4)))
    costs = []
    for number, path in enumerate((UNKNOWN, "/a/nonsense", link.path)):
        with listening(late) as asked:
            assert tried(late, path, f"192.0.2.{number}").status == 404
        costs.append(asked)
    assert [list(cost) for cost in costs] == [["responses"]] * 3
    assert len({tuple(cost["responses"]) for cost in costs}) == 1


@pytest.mark.full
def test_a_hundred_thousand_random_links_hit_nothing(settings: Settings, make_app: MakeApp) -> None:
    app = still(settings, make_app, failures_per_minute=0)
    invite(app, *design())
    client = app.test_client()
    base = settings.public_url
    statuses = {
        client.get(f"/a/{b32encode(secrets.token_bytes(20)).decode()}", base_url=base).status_code
        for _ in range(100_000)
    }
    assert statuses == {404}
