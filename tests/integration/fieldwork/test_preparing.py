"""Studies that are being set up: nothing that was saved is lost, and nobody overwrites what they did not see."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN, Saving
from survey.storage.engines import Store
from survey.storage.studies import Preparation, Prepared, Revision

from .ground import NOW, Ground

ANNA = Saving("anna@example.org", NOW, "first")
BERT = Saving("bert@example.org", NOW + timedelta(minutes=1))


@pytest.fixture
def studies(ground: Ground) -> Session:
    """A database with a study that is being set up."""
    session = ground.session(Store.STUDIES)
    ground.sessions.append(session)
    preparing.begin(session, "nieuw", "proef", {DESIGN: "id: nieuw", "vragen": "one"}, ANNA)
    session.commit()
    return session


def save(studies: Session, text: str, saving: Saving = ANNA) -> int:
    return preparing.save(studies, preparing.read(studies, "nieuw", "vragen"), text, saving)


def text(studies: Session) -> str:
    return preparing.read(studies, "nieuw", "vragen").text


def test_a_study_that_is_set_up_has_its_documents_and_programme(studies: Session) -> None:
    assert preparing.names(studies, "nieuw") == [DESIGN, "vragen"]
    assert preparing.programme_of(studies, "nieuw") == "proef"
    assert preparing.programme_of(studies, "ander") is None
    assert text(studies) == "one"


def test_a_name_is_given_once(studies: Session, ground: Ground) -> None:
    with pytest.raises(preparing.AlreadyPreparedError, match="nieuw"):
        preparing.begin(studies, "nieuw", "proef", {}, ANNA)
    with pytest.raises(preparing.AlreadyThereError, match="vragen"):
        preparing.add(studies, "nieuw", "vragen", "again", ANNA)
    studies.rollback()
    loaded = ground.load()
    with pytest.raises(preparing.AlreadyPreparedError):
        preparing.begin(studies, loaded.id, "proef", {}, ANNA)


def test_what_is_saved_is_read_and_stands_in_the_history(studies: Session) -> None:
    assert save(studies, "two", BERT) == 2
    assert text(studies) == "two"
    told = [(each.number, each.based_on, each.author, each.note, each.text) for each in history(studies)]
    assert told == [(2, 1, BERT.author, "", "two"), (1, 0, ANNA.author, "first", "one")]
    assert history(studies)[0].at == BERT.at


def history(studies: Session) -> list[preparing.Version]:
    return preparing.history(studies, "nieuw", "vragen")


def test_the_same_text_again_is_no_revision(studies: Session) -> None:
    assert save(studies, "one") == 1
    assert len(history(studies)) == 1


def test_who_did_not_see_the_last_change_does_not_overwrite_it(studies: Session) -> None:
    seen = preparing.read(studies, "nieuw", "vragen")
    save(studies, "of Bert", BERT)
    for act in (preparing.undo, preparing.redo, preparing.remove):
        with pytest.raises(preparing.ChangedMeanwhileError):
            act(studies, seen)
    with pytest.raises(preparing.ChangedMeanwhileError, match="bert@example"):
        preparing.save(studies, seen, "of Anna", ANNA)
    assert text(studies) == "of Bert"


def test_undo_goes_back_a_step_at_a_time_and_redo_forward(studies: Session) -> None:
    save(studies, "two")
    save(studies, "three")
    for expected in ("two", "one"):
        preparing.undo(studies, preparing.read(studies, "nieuw", "vragen"))
        assert text(studies) == expected
    first = preparing.read(studies, "nieuw", "vragen")
    assert (first.can_undo, first.can_redo) == (False, True)
    with pytest.raises(preparing.NothingToUndoError):
        preparing.undo(studies, first)
    for expected in ("two", "three"):
        preparing.redo(studies, preparing.read(studies, "nieuw", "vragen"))
        assert text(studies) == expected
    last = preparing.read(studies, "nieuw", "vragen")
    assert (last.can_undo, last.can_redo) == (True, False)
    with pytest.raises(preparing.NothingToUndoError):
        preparing.redo(studies, last)


def test_what_was_undone_is_kept_when_something_else_is_saved(studies: Session) -> None:
    save(studies, "two")
    preparing.undo(studies, preparing.read(studies, "nieuw", "vragen"))
    assert save(studies, "another two") == 3
    assert [(each.number, each.based_on, each.text) for each in history(studies)] == [
        (3, 1, "another two"),
        (2, 1, "two"),
        (1, 0, "one"),
    ]
    preparing.undo(studies, preparing.read(studies, "nieuw", "vragen"))
    preparing.redo(studies, preparing.read(studies, "nieuw", "vragen"))
    assert text(studies) == "another two"


def test_removing_takes_the_history_along(studies: Session) -> None:
    preparing.remove(studies, preparing.read(studies, "nieuw", "vragen"))
    assert preparing.names(studies, "nieuw") == [DESIGN]
    assert history(studies) == []
    with pytest.raises(preparing.UnknownDocumentError, match="vragen"):
        preparing.read(studies, "nieuw", "vragen")
    preparing.stop(studies, "nieuw")
    preparing.stop(studies, "nieuw")
    assert [studies.scalar(select(func.count()).select_from(table)) for table in (Preparation, Prepared, Revision)] == [
        0,
        0,
        0,
    ]
