"""A study that is being set up as a whole, approved, and on the shelf."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from survey.fieldwork import approving, assembling, designs, preparing, programmes, shelf, waves
from survey.fieldwork.assembling import Assembled, assembled
from survey.fieldwork.loading import UnreadyLanguageError
from survey.fieldwork.preparing import DESIGN, Saving
from survey.fieldwork.programmes import Office
from survey.fieldwork.shelf import Standing
from survey.questionnaires.editing import design
from survey.questionnaires.exchange.written import write_yaml
from survey.storage.engines import Store
from survey.storage.studies import AuditEntry
from tests.fixtures.studies import YES_NO, a_dpia, a_privacy, a_questionnaire, a_study, both, some_people

from .ground import NOW, Ground

ANNA, BERT = Saving("anna@example.org", NOW), Saving("bert@example.org", NOW)

ASKED = a_questionnaire(
    pages=[
        {
            "id": "grade",
            "kind": "report_grade",
            "text": both("Cijfer"),
            "low": both("slecht"),
            "high": both("goed"),
            "dont_know": both("Weet ik niet"),
        },
        {"id": "recommend", "kind": "single_choice", "text": both("Aanraden"), "options": YES_NO},
    ]
)

Prepare = Callable[..., Session]


@pytest.fixture
def prepare(ground: Ground) -> Prepare:
    """Begin to set up the study of tests, with these changes."""

    def begin(questionnaire: str | None = None, **changes: Any) -> Session:
        session = ground.session(Store.STUDIES)
        ground.sessions.append(session)
        programmes.found(Office(session, NOW, "tester"), "proef", "Proef")
        values = a_study(**changes).model_dump(mode="json", exclude_defaults=True)
        own = questionnaire or write_yaml(ASKED).decode()
        preparing.begin(session, "proef", "proef", {DESIGN: design.write(values), "four-questions": own}, ANNA)
        session.commit()
        return session

    return begin


def change(studies: Session, place: tuple[str | int, ...], value: Any, saving: Saving = ANNA) -> Assembled:
    found = assembled(studies, "proef")
    preparing.save(studies, found.document, design.write(design.put(found.values, place, value)), saving)
    studies.commit()
    return assembled(studies, "proef")


def test_a_study_is_its_design_with_its_own_questionnaires(prepare: Prepare) -> None:
    found = assembled(prepare(), "proef")
    assert found.is_right
    assert found.study == a_study()
    assert found.asked() == {"four-questions": ASKED}
    assert found.id == "proef"


def test_a_questionnaire_of_the_library_is_found_where_it_is_asked(prepare: Prepare) -> None:
    found = change(prepare(), ("waves", 0, "questionnaire"), "participant-satisfaction")
    assert set(found.found) == {"four-questions", "participant-satisfaction"}
    assert found.study is not None


@pytest.mark.parametrize("text", ["id: [", "id: four-questions", "title: {nl: x}"])
def test_a_questionnaire_with_problems_is_named(prepare: Prepare, text: str) -> None:
    found = assembled(prepare(questionnaire=text), "proef")
    assert found.wrong == ["four-questions"]
    assert not found.is_right
    assert found.asked() == {}


def test_what_is_not_saved_yet_can_be_looked_at(prepare: Prepare) -> None:
    studies = prepare()
    values = design.put(assembled(studies, "proef").values, ("title",), None)
    assert [each.place for each in assembled(studies, "proef", values).findings] == [("title",)]
    assert assembled(studies, "proef").is_right


def test_the_id_is_that_of_the_study_whatever_the_text_says(prepare: Prepare) -> None:
    found = change(prepare(), ("id",), "another")
    assert found.study is not None
    assert found.study.id == "proef"


def test_an_approved_study_is_loaded_as_it_stands(prepare: Prepare, ground: Ground) -> None:
    studies = prepare()
    assert approving.approval(studies, assembled(studies, "proef")) is None
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    approved = approving.approval(studies, assembled(studies, "proef"))
    assert approved is not None
    assert (approved.by, approved.day, approved.is_current) == (BERT.author, NOW.date(), True)
    assert designs.find(studies, "proef") == a_study()
    assert [each.action for each in ground.rows(Store.STUDIES, AuditEntry)][-1] == approving.APPROVED


def test_what_changes_after_that_has_to_be_approved_again(prepare: Prepare) -> None:
    studies = prepare()
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    found = change(studies, ("title", "nl"), "Anders")
    approved = approving.approval(studies, found)
    assert approved is not None
    assert not approved.is_current
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    assert designs.find(studies, "proef").title["nl"] == "Anders"


def test_another_questionnaire_is_a_change_too(prepare: Prepare) -> None:
    studies = prepare()
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    text = write_yaml(ASKED.model_copy(update={"version": "2"})).decode()
    preparing.save(studies, preparing.read(studies, "proef", "four-questions"), text, ANNA)
    assert not approving.is_loaded(studies, assembled(studies, "proef"))


def test_a_study_that_is_not_right_is_not_approved(prepare: Prepare) -> None:
    studies = prepare()
    change(studies, ("title",), None)
    with pytest.raises(approving.NotRightError, match="1 things"):
        approving.approve(studies, "proef", BERT, lambda _tag: True)
    with pytest.raises(designs.UnknownStudyError):
        designs.find(studies, "proef")


def test_a_real_study_needs_its_assessment(prepare: Prepare) -> None:
    studies = prepare(purpose="real", privacy=a_privacy())
    assert [each.place for each in approving.lacking(assembled(studies, "proef"))] == [("dpia",)]
    assert approving.lacking(change(studies, ("dpia",), a_dpia())) == []


def test_instruments_of_others_need_a_word_about_whose_words_are_used(prepare: Prepare) -> None:
    studies = prepare()
    found = change(studies, ("waves", 0, "questionnaire"), "work-as-value")
    found = (
        change(
            studies,
            ("results", "measures"),
            [{"kind": "grade", "id": "g", "item": "grade_work", "title": {"nl": "C", "en": "G"}}],
        )
        if found.study is None
        else found
    )
    assert [each.place for each in approving.lacking(found)] == [("permissions",)]
    said = change(studies, ("permissions",), [{"instrument": "capability_set"}])
    assert approving.lacking(said) == []


def test_a_second_person_approves_where_the_study_says_so(prepare: Prepare) -> None:
    studies = prepare(second_person=True)
    with pytest.raises(approving.OwnWorkError):
        approving.approve(studies, "proef", ANNA, lambda _tag: True)
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    change(studies, ("title", "nl"), "Anders", BERT)
    with pytest.raises(approving.OwnWorkError):
        approving.approve(studies, "proef", BERT, lambda _tag: True)


def test_a_language_without_words_for_buttons_is_not_approved(prepare: Prepare) -> None:
    studies = prepare()
    with pytest.raises(UnreadyLanguageError, match="en"):
        approving.approve(studies, "proef", BERT, lambda tag: tag != "en")


def test_a_study_that_has_begun_is_not_approved_again(prepare: Prepare, ground: Ground) -> None:
    studies = prepare()
    approving.approve(studies, "proef", BERT, lambda _tag: True)
    assert not assembling.has_begun(studies, "proef")
    ground.enrol(a_study(), some_people(12))
    waves.open_wave(ground.field(), a_study(), "single")
    studies.rollback()
    assert assembling.has_begun(studies, "proef")
    with pytest.raises(designs.StudyInFieldError):
        approving.approve(studies, "proef", BERT, lambda _tag: True)


def test_the_shelf_says_where_each_study_stands(prepare: Prepare, ground: Ground) -> None:
    studies = prepare()
    ground.opened(a_study(id="lopend"))
    ground.opened(a_study(id="klaar"))
    waves.close_wave(ground.field(), a_study(id="klaar"), "single")
    studies.rollback()
    found = {each.id: each for each in shelf.entries(studies)}
    assert {name: each.standing for name, each in found.items()} == {
        "klaar": Standing.CLOSED,
        "lopend": Standing.FIELD,
        "proef": Standing.PREPARING,
    }
    assert found["proef"].prepared
    assert not found["lopend"].prepared
    assert [stage for _, stage in found["lopend"].stages] == ["open"]
    assert found["proef"].named("en") == "Wat vindt u?"


def test_a_study_without_a_title_is_called_by_its_id(prepare: Prepare) -> None:
    studies = prepare()
    change(studies, ("title",), None)
    entry = shelf.entry(studies, "proef")
    assert entry is not None
    assert entry.named("nl") == "proef"
    assert shelf.entry(studies, "nergens") is None
