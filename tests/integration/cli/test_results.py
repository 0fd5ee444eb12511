"""`survey publish --preview`, `survey publication list` and `survey publication approve`."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from survey.storage.responses import Response
from survey.storage.studies import Stage, StudyRow, WaveRow
from tests.fixtures.databases import opened
from tests.fixtures.publications import load
from tests.integration.cli.terminal import Terminal
from tests.integration.reporting.fieldwork import STUDY as DESIGN
from tests.integration.reporting.fieldwork import answer
from tests.unit.analysis import replica

STUDY = "amsterdam-jobcoaching"


def ready(terminal: Terminal) -> None:
    """The replica, closed and answered, in a study that asks for approval."""
    studies, responses = (opened(terminal.urls[store], store) for store in (Store.STUDIES, Store.RESPONSES))
    with Session(studies) as session:
        load(session, STUDY)
        row = session.get_one(StudyRow, STUDY)
        results = DESIGN.results.model_copy(update={"approval": "required"})
        row.document = DESIGN.model_copy(update={"results": results}).model_dump_json()
        session.commit()
    answer({Store.RESPONSES: responses}, replica.records(), replica.INVITED)
    studies.dispose()
    responses.dispose()


def test_a_preview_tells_what_is_hidden_and_what_merging_would_buy(terminal: Terminal) -> None:
    ready(terminal)
    told = terminal.done("publish", STUDY, "single", "--preview")
    assert "grade by age_class: merged" in told
    assert "hidden: rather_not" in told
    assert "together would show" in told
    assert terminal.done("publication", "list", STUDY) == ""


def test_a_publication_waits_until_somebody_else_approves_it(terminal: Terminal) -> None:
    ready(terminal)
    assert "waits: survey publication approve 1 --by NAME" in terminal.done("publish", STUDY, "single")
    assert "waits for approval" in terminal.done("publication", "list", STUDY)
    assert "Nothing is published" in terminal.refused("publication", "show", STUDY)
    assert "is approved" in terminal.done("publication", "approve", "1", "--by", "Somebody Else")
    assert "shown Somebody Else" in terminal.done("publication", "list", STUDY)
    assert "1,561" in terminal.done("publication", "show", STUDY)


def test_interim_releases_are_of_open_waves(terminal: Terminal) -> None:
    ready(terminal)
    assert "has no open wave" in terminal.refused("publish", STUDY, "--interim")
    assert "without --interim" in terminal.refused("publish", STUDY, "single", "--interim")
    for store, change in (
        (Store.STUDIES, update(WaveRow).values(stage=Stage.OPEN)),
        (Store.RESPONSES, update(Response).values(period="2026Q2")),
    ):
        engine = opened(terminal.urls[store], store)
        with Session(engine) as session:
            session.execute(change)
            session.commit()
        engine.dispose()
    assert "hidden: rather_not" in terminal.done("publish", STUDY, "--interim", "--preview")
    assert "single" in terminal.done("publish", STUDY, "--interim")
    assert "waits for approval" in terminal.done("publication", "list", STUDY)


def test_there_is_nothing_to_approve(terminal: Terminal) -> None:
    terminal.done("init")
    assert "no publication 7" in terminal.refused("publication", "approve", "7", "--by", "Anna")
