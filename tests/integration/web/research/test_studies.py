"""Beginning a study, and finding it again."""

import pytest

from survey.questionnaires.editing.design_beginnings import EXAMPLES
from tests.fixtures.staff import LEAD, STRANGER, Visitor

from .sheet import Desk, Forms


def test_without_studies_the_page_says_how_to_begin(desk: Desk) -> None:
    page = desk.visitor.get("/studies").text
    assert "There are no studies yet" in page
    assert "/studies/new" in page


def test_a_new_study_is_in_preparation(desk: Desk) -> None:
    assert desk.begin().location == "/studies/proefstudie/setup"
    page = desk.visitor.get("/studies").text
    assert "Being prepared" in page
    assert ">Proefstudie</a>" in page
    assert "Not approved yet" in page


@pytest.mark.parametrize("start", [each.id for each in EXAMPLES])
def test_a_study_begins_as_any_example(desk: Desk, start: str) -> None:
    assert desk.begin(start=start).status_code == 302
    page = desk.page()
    assert page.count('class="state done"') >= 4
    assert "Organisation (" not in page
    assert "This is still empty." in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Give the study a title."),
        ({"languages": []}, "Choose at least one language."),
        ({"programme": "elders"}, "Choose a programme."),
        ({"programme": ""}, "Choose a programme."),
    ],
)
def test_what_is_missing_is_told_beside_its_field_and_nothing_is_lost(
    desk: Desk, changes: dict[str, str], told: str
) -> None:
    answer = desk.begin(**{"title": "Mijn titel", **changes})
    assert answer.status_code == 400
    assert told in answer.text
    assert Forms(answer.text).fields["title"] == changes.get("title", "Mijn titel")


def test_two_studies_of_one_title_have_addresses_of_their_own(desk: Desk) -> None:
    assert desk.begin("New").location == "/studies/new-2/setup"
    assert desk.begin("New").location == "/studies/new-3/setup"
    assert desk.begin("???").location == "/studies/study/setup"


def test_a_copy_has_the_questionnaires_and_no_approval(desk: Desk) -> None:
    desk.prepare()
    assert desk.begin("Tweede", "copy:proefstudie").location == "/studies/tweede/setup"
    desk.study = "tweede"
    fields = desk.forms("setup/privacy").fields
    assert fields["privacy.officer.name"] == "FG"
    assert fields["dpia.reference"] == ""
    assert desk.forms("setup/about").fields["title.nl"] == "Tweede"


def test_nobody_begins_as_a_copy_of_what_they_may_not_see(desk: Desk) -> None:
    desk.prepare()
    stranger = Desk(desk.app, STRANGER)
    assert "proefstudie" not in stranger.visitor.get("/studies").text
    assert "copy:proefstudie" not in stranger.visitor.get("/studies/new").text
    stranger.begin("Gekopieerd", "copy:proefstudie", programme="elders")
    stranger.study = "gekopieerd"
    assert stranger.forms("setup/privacy").fields["privacy.officer.name"] == ""


def test_a_program_lead_sets_up_nothing(desk: Desk) -> None:
    desk.begin()
    lead = Visitor(desk.app)
    lead.log_in(LEAD)
    assert [lead.get(path).status_code for path in ("/studies", "/studies/new")] == [403, 403]
    assert lead.get("/studies/proefstudie/setup").status_code == 403
