"""The checklist and its steps: what is filled in is saved, what is wrong is told beside it, and nothing is lost."""

import pytest
from sqlalchemy import select

from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Values
from survey.storage.studies import Revision
from survey.web.research.setup.steps import STEPS
from tests.fixtures.staff import ANALYST, stores_of

from .sheet import Desk, Forms, Given


def values(desk: Desk) -> Values:
    with stores_of(desk.app).studies() as session:
        return design.read(preparing.read(session, desk.study, DESIGN).text)


def states(desk: Desk) -> dict[str, str]:
    """The state of each line of the checklist."""
    page = desk.page()
    lines = page.split('<li id="')[1:]
    return {line.partition('"')[0]: line.split('class="state ')[1].partition('"')[0] for line in lines}


def test_the_checklist_says_what_is_to_do(desk: Desk) -> None:
    desk.begin()
    assert states(desk) == {
        "about": "todo",
        "waves": "todo",
        "languages": "done",
        "mails": "done",
        "background": "done",
        "results": "todo",
        "privacy": "todo",
        "contacts": "todo",
        "trial": "optional",
        "approval": "todo",
        "opening": "todo",
    }
    page = desk.page()
    assert "Organisation: This is still empty." in page
    assert "This text is missing in the language “en”." in page


def test_a_study_that_lacks_nothing_waits_for_people_and_approval(desk: Desk) -> None:
    desk.prepare()
    left = {key for key, state in states(desk).items() if state != "done"}
    assert left == {"contacts", "trial", "approval", "opening"}


def test_a_step_without_problems_leads_back_to_the_checklist(desk: Desk) -> None:
    desk.begin()
    answer = desk.send("setup/about", {"title.en": "Title", "organisation.nl": "Gemeente", "organisation.en": "City"})
    assert answer.location == "/studies/proefstudie/setup#about"
    assert design.at(values(desk), ("organisation",)) == {"nl": "Gemeente", "en": "City"}


def test_what_is_wrong_is_saved_and_told_beside_its_field(desk: Desk) -> None:
    desk.begin()
    answer = desk.send("setup/about", {"helpdesk.email": "nobody", "organisation.nl": "Gemeente"})
    assert answer.location.startswith("/studies/proefstudie/setup/about?saved=1")
    page = desk.visitor.get(answer.location).text
    assert 'id="helpdesk.email" name="helpdesk.email" value="nobody" autocomplete="off" aria-describedby' in page
    assert "is not right for “email”" in page
    assert design.at(values(desk), ("organisation", "nl")) == "Gemeente"
    assert states(desk)["about"] == "problem"


@pytest.mark.parametrize("step", [each.key for each in STEPS if each.key != "permissions"])
def test_saving_what_stands_there_changes_nothing(desk: Desk, step: str) -> None:
    desk.prepare()
    before = values(desk)
    assert desk.send(f"setup/{step}").status_code == 302
    assert values(desk) | {"privacy": before["privacy"]} == before


def test_waves_are_added_moved_and_removed(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"chosen": "employer"}, "wave")
    assert [design.at(values(desk), ("waves", each, "audience")) for each in (0, 1)] == ["participant", "employer"]
    desk.send("setup/waves", {}, "up.waves.1")
    assert [design.at(values(desk), ("waves", each, "id")) for each in (0, 1)] == ["employer", "participant"]
    desk.send("setup/waves", {}, "remove.waves.0")
    assert len(design.entries(values(desk), ("waves",))) == 1
    desk.send("setup/waves", {"chosen": ""}, "wave")
    assert len(design.entries(values(desk), ("waves",))) == 1


def test_whom_a_wave_is_for_follows_its_questionnaire(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"waves.0.questionnaire": "employer"})
    assert design.at(values(desk), ("waves", 0, "audience")) == "employer"


def test_waves_open_by_themselves_and_remind(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"waves.0.offset": "6 months", "waves.0.reminders.after": ["14 days"]})
    assert design.at(values(desk), ("waves", 0, "offset")) == "6 months"
    page = desk.page("setup/waves")
    assert "The calendar that follows" in page
    assert page.count("<time") == 3
    desk.send("setup/waves", {"waves.0.reminders.after": ["7 days", "14 days", "21 days"]})
    assert "can have at most 2" in desk.page("setup/waves")


def test_questions_that_were_asked_otherwise_can_be_declared(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"chosen": "participant-six-months"}, "wave")
    offered = Forms(desk.page("setup/waves")).offered.get("waves.1.declared_changes", [])
    told = "is not asked as in the wave" in desk.page("setup/waves")
    assert bool(offered) == told


def test_a_language_comes_with_the_words_that_there_are(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/languages", {"languages": ["nl", "en", "nl-x-easy"]})
    assert values(desk)["languages"] == ["nl", "en", "nl-x-easy"]
    assert design.at(values(desk), ("invitation", "body", "nl-x-easy"))
    assert states(desk)["about"] == "todo"
    desk.send("setup/languages", {"languages": ["nl"]})
    assert design.at(values(desk), ("title",)) == {"nl": "Proefstudie"}
    desk.send("setup/languages", {"languages": []})
    assert values(desk)["languages"] == ["nl"]


def test_one_audience_can_have_fewer_languages_and_an_invitation_of_its_own(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/waves", {"chosen": "employer"}, "wave")
    desk.send("setup/languages", {"audiences.employer.languages": ["nl"]})
    desk.send("setup/mails", {}, "own.employer")
    subject: dict[str, Given] = {"audiences.employer.invitation.subject.nl": "Werkgever, doe mee"}
    desk.send("setup/mails", subject)
    assert design.at(values(desk), ("audiences", "employer", "invitation", "subject", "nl")) == "Werkgever, doe mee"
    desk.send("setup/mails", {}, "drop.audiences.employer.invitation")
    assert design.at(values(desk), ("audiences", "employer")) == {"languages": ["nl"]}
    desk.send("setup/waves", {}, "remove.waves.1")
    assert design.at(values(desk), ("audiences",)) is None


def test_a_letter_without_a_link_is_told(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/mails", {"invitation.body.nl": "Beste deelnemer"})
    assert "people could not answer" in desk.page("setup/mails")
    assert states(desk)["mails"] == "problem"


def test_characteristics_have_classes(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/background", {}, "attribute")
    desk.send("setup/background", {"attributes.0.id": "region"}, "class.0")
    desk.send("setup/background", {}, "remove.attributes.0.classes.2")
    assert states(desk)["background"] == "todo"
    texts = {
        f"attributes.0.{place}.{tag}": "Woord"
        for place in ("text", "classes.0.text", "classes.1.text")
        for tag in ("nl", "en")
    }
    desk.send("setup/background", {**texts})
    assert states(desk)["background"] == "done"
    assert "region" in Forms(desk.page("setup/results")).offered["results.breakdowns"]
    desk.send("setup/background", {}, "remove.attributes.0")
    assert "attributes" not in values(desk)


def test_what_is_published_is_ticked(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/results", {"publish": ["grade"], "results.breakdowns": ["age_class"], "results.norm": "7.5"})
    measures = design.entries(values(desk), ("results", "measures"))
    assert [design.at(each, ("id",)) for each in measures] == ["grade"]
    assert design.at(values(desk), ("results", "breakdowns")) == ["age_class"]
    assert states(desk)["results"] == "done"
    desk.send("setup/results", {"results.smallest_group": "2"})
    assert "must be at least 5" in desk.page("setup/results")


def test_change_between_two_waves_can_be_published(desk: Desk) -> None:
    desk.begin(start="werk-als-waarde")
    there = len(design.entries(values(desk), ("results", "measures")))
    desk.send("setup/results", {}, f"remove.results.measures.{there - 2}")
    assert "change.baseline.six_months" in desk.forms("setup/results").buttons
    desk.send("setup/results", {}, "change.baseline.six_months")
    assert len(design.entries(values(desk), ("results", "measures"))) == there


def test_instruments_of_others_ask_for_a_permission(desk: Desk) -> None:
    desk.begin(start="werk-als-waarde")
    assert states(desk)["permissions"] == "todo"
    desk.send("setup/permissions", {"permissions.0.wording": "literal"})
    assert "Say who permitted the literal wording." in desk.page("setup/permissions")
    desk.send("setup/permissions", {"permissions.0.given_by": "F. Abma", "permissions.0.date": "2026-11-01"})
    assert states(desk)["permissions"] == "done"


def test_a_change_is_undone_and_done_again(desk: Desk) -> None:
    desk.begin()
    desk.send("setup/about", {"organisation.nl": "Gemeente"})
    desk.post("setup/turn", {"do": "undo", "revision": "2"})
    assert "organisation" not in values(desk)
    desk.post("setup/turn", {"do": "redo", "revision": "1"})
    assert design.at(values(desk), ("organisation", "nl")) == "Gemeente"
    assert desk.post("setup/turn", {"do": "redo", "revision": "2"}).status_code == 409


def test_the_history_tells_what_changed(desk: Desk) -> None:
    desk.begin()
    desk.send("setup/about", {"title.nl": "Een andere titel", "title.en": "Another"})
    page = desk.page("setup/history")
    assert "<del>Proefstudie</del><ins>Een andere titel</ins>" in page
    assert "title, en" in page
    assert "New study" in page


def test_who_was_slower_overwrites_nothing_and_loses_nothing(desk: Desk) -> None:
    desk.begin()
    read = desk.forms("setup/about").fields
    desk.send("setup/about", {"organisation.nl": "Eerst"})
    read["organisation.nl"] = "Later"
    answer = desk.post("setup/about", read)
    assert answer.status_code == 409
    assert "was not saved" in answer.text
    assert design.at(values(desk), ("organisation", "nl")) == "Eerst"
    again = Forms(answer.text).fields
    assert again["organisation.nl"] == "Later"
    desk.post("setup/about", again)
    assert design.at(values(desk), ("organisation", "nl")) == "Later"


def test_the_whole_is_one_text_for_who_wants_it(desk: Desk) -> None:
    desk.prepare()
    fields = desk.forms("setup/yaml").fields
    fields["text"] = fields["text"].replace("nl: Proefstudie", "nl: Uit YAML")
    assert desk.post("setup/yaml", fields).location == "/studies/proefstudie/setup"
    assert design.at(values(desk), ("title", "nl")) == "Uit YAML"


@pytest.mark.parametrize("text", ["title: [", "- a", ""])
def test_a_text_that_cannot_be_read_is_handed_back(desk: Desk, text: str) -> None:
    desk.begin()
    fields = desk.forms("setup/yaml").fields
    fields["text"] = text
    answer = desk.post("setup/yaml", fields)
    assert answer.status_code == 400
    assert Forms(answer.text).fields["text"] == text
    with stores_of(desk.app).studies() as session:
        assert len(session.scalars(select(Revision.number)).all()) == 1


def test_a_text_that_is_wrong_stays_editable_on_the_pages(desk: Desk) -> None:
    desk.begin()
    fields = desk.forms("setup/yaml").fields
    fields["text"] = "title: 3\nwaves: {a: b}\nlanguages: nl\nattributes: [1]\nresults: none\naudiences: [2]"
    assert desk.post("setup/yaml", fields).status_code == 302
    assert [desk.visitor.get(desk.address(f"setup/{each.key}")).status_code for each in STEPS] == [200] * len(STEPS)
    assert states(desk)["about"] == "problem"


def test_a_study_that_has_begun_is_only_looked_at(desk: Desk) -> None:
    desk.open()
    page = desk.page("setup/about")
    assert "This study has begun." in page
    assert '<fieldset class="all" disabled>' in page
    answer = desk.send("setup/about", {"title.nl": "Te laat"})
    assert answer.status_code == 409
    assert "its design is frozen" in answer.text
    assert desk.post("setup/turn", {"do": "undo", "revision": "9"}).status_code == 409
    fields = desk.forms("setup/yaml").fields
    fields["text"] += "\n"
    assert desk.post("setup/yaml", fields).status_code == 400


def test_pages_that_are_not_there(desk: Desk) -> None:
    assert desk.visitor.get("/studies/nergens/setup").status_code == 404
    desk.begin()
    assert desk.visitor.get(desk.address("setup/nothing")).status_code == 404


def test_an_analyst_designs_but_neither_invites_nor_approves(desk: Desk) -> None:
    desk.prepare()
    analyst = Desk(desk.app, ANALYST)
    assert "Approve</button>" not in analyst.page("setup/approval")
    assert analyst.visitor.get(desk.address("setup/contacts")).status_code == 403
    assert analyst.post("setup/approval").status_code == 403
    assert analyst.send("setup/about", {"title.nl": "Van de analist"}).status_code == 302
