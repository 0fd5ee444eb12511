"""Several waves and programmes: the grade over time, and results side by side."""

import pytest

from tests.fixtures.publications import THREE, publish_three
from tests.fixtures.staff import Page, Visitor, stores_of

STUDY = f"/dashboard/{THREE}"


@pytest.fixture
def three(lead: Visitor, published: int) -> list[int]:
    """A study with three published waves, beside the replica."""
    assert published
    databases = stores_of(lead.app)
    with databases.studies() as studies, databases.responses() as responses:
        return publish_three(studies, responses)


@pytest.mark.usefixtures("three")
def test_the_overview_compares_the_grade_with_the_norm_and_with_the_wave_before(lead: Visitor) -> None:
    page = lead.get(STUDY).text
    text = " ".join(Page(page).texts["p"])
    assert "Gemiddeld is dat een 8,0. Dat ligt boven de norm van 7,5. Bij “Meting 2025” was dat een 7,5." in text
    assert "Meting 2024: 7,0, Meting 2025: 7,5, Meting 2026: 8,0" in page
    assert "Van de 137 mensen die een cijfer gaven, gaf 9% een 5 of lager." in text


@pytest.mark.usefixtures("three")
def test_an_earlier_wave_is_compared_with_what_came_before_it_only(lead: Visitor) -> None:
    text = lead.get(f"{STUDY}?wave=y2024").text
    assert "Dat ligt onder de norm van 7,5." in text
    assert "Bij “Meting" not in text
    assert "<h2>Gemiddeld cijfer</h2>" in text


@pytest.mark.usefixtures("three")
def test_figures_from_elsewhere_are_marked_and_have_their_source(lead: Visitor) -> None:
    text = lead.get(STUDY).text
    assert "niet uit dit onderzoek" in text
    assert "Niet uit dit onderzoek. Bron: CBS, bijstand en werk 2022." in text
    for share in ("95%", "73%", "71%", "51%"):
        assert f": {share}" in text


@pytest.mark.usefixtures("three")
def test_a_wave_stands_beside_another_one(lead: Visitor) -> None:
    page = Page(lead.get(f"{STUDY}/grade?wave=y2026&beside={THREE}/y2024").text)
    assert [rows[3][2] for rows in page.tables] == ["72%", "42%"]


@pytest.mark.usefixtures("three")
def test_a_programme_stands_beside_another_one(lead: Visitor) -> None:
    text = lead.get(f"{STUDY}/grade?wave=y2024&beside=amsterdam-jobcoaching/single").text
    assert [rows[3][2] for rows in Page(text).tables] == ["42%", "72%"]
    assert "Jobcoaching Amsterdam: Vragenlijst voor deelnemers" in text


@pytest.mark.usefixtures("three")
def test_waves_and_programmes_that_asked_the_same_are_offered(lead: Visitor) -> None:
    options = Page(lead.get(f"{STUDY}/grade").text).texts["option"]
    assert options[:3] == ["Meting 2026", "Meting 2025", "Meting 2024"]
    assert options[-4:] == [
        "Niets",
        "Meting 2025",
        "Meting 2024",
        "Jobcoaching Amsterdam: Vragenlijst voor deelnemers",
    ]


@pytest.mark.usefixtures("three")
def test_the_permanent_link_holds_the_whole_choice(lead: Visitor) -> None:
    chosen = f"{STUDY}/grade?by=paid_work&wave=y2025&beside={THREE}/y2024"
    page = Page(lead.get(chosen).text)
    assert chosen in page.links or chosen.replace("/y2024", "%2Fy2024") in page.links
    newest = Page(lead.get(f"{STUDY}/grade").text)
    assert f"{STUDY}/grade?wave=y2026" in newest.links


@pytest.mark.usefixtures("three")
def test_what_is_hidden_in_one_of_two_is_not_put_beside_the_other(lead: Visitor) -> None:
    assert lead.get(f"{STUDY}/why_not?by=paid_work&wave=y2026&beside={THREE}/y2024").status_code == 404
