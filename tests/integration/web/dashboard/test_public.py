"""The page that everybody can see, and how those who answered find it."""

import pytest

from tests.fixtures.publications import THREE, publish_three
from tests.fixtures.staff import Page, Visitor, stores_of

PUBLIC = f"/results/{THREE}/y2026"


def publish(visitor: Visitor, *, public: bool) -> None:
    databases = stores_of(visitor.app)
    with databases.studies() as studies, databases.responses() as responses:
        publish_three(studies, responses, public=public)


@pytest.fixture
def anybody(lead: Visitor) -> Visitor:
    """Somebody without an account, where a study is public."""
    publish(lead, public=True)
    return Visitor(lead.app)


def test_everybody_sees_the_headlines_and_the_totals(anybody: Visitor) -> None:
    answer = anybody.get(PUBLIC)
    page = Page(answer.text)
    assert answer.status_code == 200
    assert page.texts["h1"] == ["Wat eruit kwam"]
    assert "Gemiddeld is dat een 8,0." in " ".join(page.texts["p"])
    assert [row[2] for row in page.tables[0][1:4]] == ["9%", "19%", "72%"]
    assert "niet uit dit onderzoek" in answer.text


def test_it_leads_to_nothing_that_takes_an_account(anybody: Visitor) -> None:
    assert not [link for link in Page(anybody.get(PUBLIC).text).links if link.startswith("/dashboard")]


def test_it_shows_no_groups(anybody: Visitor) -> None:
    text = anybody.get(PUBLIC).text
    assert "37 tot en met 56 jaar" not in text


def test_the_address_stays_when_a_newer_wave_is_published(anybody: Visitor) -> None:
    assert "Meting 2024" in anybody.get(f"/results/{THREE}/y2024").text


@pytest.mark.parametrize(("language", "heading"), [("en", "What came out"), ("ar", "Wat eruit kwam")])
def test_it_is_in_dutch_or_english(anybody: Visitor, language: str, heading: str) -> None:
    assert Page(Visitor(anybody.app, language).get(PUBLIC).text).texts["h1"] == [heading]


def test_a_study_that_is_not_public_looks_like_one_that_is_not_there(lead: Visitor) -> None:
    publish(lead, public=False)
    answers = [lead.get(path) for path in (PUBLIC, "/results/no-such-study/single", f"/results/{THREE}/y2030")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_the_thank_you_page_leads_there_once_it_is_published(anybody: Visitor) -> None:
    assert PUBLIC in Page(anybody.get(f"/thanks/{THREE}").text).links


def test_the_thank_you_page_of_another_study_leads_nowhere(lead: Visitor, published: int) -> None:
    assert published
    assert "/results/" not in lead.get("/thanks/amsterdam-jobcoaching").text
