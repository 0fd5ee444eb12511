"""Publishing a closed wave, from responses in the database to a stored document."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import Rules, canonical, described, digest_of, protect
from survey.analysis.frames import Record, frame
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import RefusedError
from survey.reporting.publish import (
    NothingToPublishError,
    OtherQuestionnaireError,
    PublishedBeforeError,
    TooFewResponsesError,
    WaveStillOpenError,
    publish,
)
from survey.storage.engines import Store
from survey.storage.responses import Response, Ticket
from survey.storage.studies import PublicationRow, Stage
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE, Engines, answer, load, response
from tests.unit.analysis import replica

Publish = Callable[..., int]

sqlite_only = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
"""For what does not depend on the kind of database."""


@pytest.fixture
def published(engines: Engines) -> Publish:
    """Publish the wave, in sessions of its own."""

    def run(wave: str = "single", study: str = STUDY.id, today: date = DAY) -> int:
        with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
            return publish(studies, responses, study, wave, today)

    return run


def stored(engines: Engines, publication: int) -> dict[str, Any]:
    """The document of a publication."""
    with Session(engines[Store.STUDIES]) as session:
        row = session.get_one(PublicationRow, publication)
        assert digest_of(row.document) == row.digest
        document: dict[str, Any] = json.loads(row.document)
        return document


def number(engines: Engines) -> int:
    with Session(engines[Store.STUDIES]) as session:
        return session.scalar(select(func.count()).select_from(PublicationRow)) or 0


def test_the_replica_is_published_with_its_figures(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED, break_offs=3)
    document = stored(engines, published())
    tables = {(table["measure"], table["breakdown"]): table for table in document["tables"]}
    (grade,) = tables["grade", None]["groups"]
    assert [cell["percent"] for cell in grade["cells"]] == [9, 19, 72]
    assert [(cell["low"], cell["high"]) for cell in grade["cells"]] == [(5.2, 14.4), (13.5, 26.0), (64.6, 78.8)]
    assert (grade["mean"], grade["base"]) == ("8.0", 137)
    assert tables["yield", None]["groups"][0]["merged"]["percent"] == 65
    assert document["response"] == {
        "invited": 1561,
        "complete": 141,
        "partial": 2,
        "break_off": 3,
        "rr1": {"definition": "complete / invited", "percent": 9},
        "rr2": {"definition": "(complete + partial) / invited", "percent": 9},
    }


def test_the_tables_are_to_the_byte_those_of_answers_read_one_by_one(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    tables = [{key: each[key] for key in each if key != "method"} for each in stored(engines, published())["tables"]]
    one_by_one = tabulate(frame(QUESTIONNAIRE, replica.records()), STUDY, QUESTIONNAIRE, replica.INVITED)
    assert canonical({"tables": tables}) == canonical({"tables": described(protect(one_by_one, Rules()))})


@sqlite_only
def test_a_document_says_what_it_is_about_in_codes(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    document = stored(engines, published())
    assert {name: document[name] for name in ("format", "study", "wave", "audience", "day", "population")} == {
        "format": 1,
        "study": STUDY.id,
        "wave": "single",
        "audience": "participant",
        "day": "2026-11-22",
        "population": 1561,
    }
    assert document["questionnaire"] == {
        "id": "participant-satisfaction",
        "version": QUESTIONNAIRE.version,
        "digest": QUESTIONNAIRE.digest(),
    }
    assert document["rules"]["smallest_group"] == 10
    assert "jobcoach" not in json.dumps(document).replace(STUDY.id, "")


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.OPENING, Stage.OPEN, Stage.CLOSING])
@sqlite_only
def test_only_a_closed_wave_is_published(engines: Engines, published: Publish, stage: Stage) -> None:
    load(engines, stage)
    answer(engines, replica.records(), replica.INVITED)
    with pytest.raises(WaveStillOpenError, match="survey studies close amsterdam-jobcoaching single"):
        published()


@pytest.mark.parametrize(("study", "wave"), [(STUDY.id, "later"), ("unknown", "single")])
@sqlite_only
def test_an_unknown_wave_is_a_sentence(engines: Engines, published: Publish, study: str, wave: str) -> None:
    load(engines)
    with pytest.raises(NothingToPublishError, match=f"Study {study} has no wave “{wave}”"):
        published(wave, study)


@pytest.mark.parametrize("complete", [0, 1, 9])
@sqlite_only
def test_fewer_complete_responses_than_a_group_publish_nothing(
    engines: Engines, published: Publish, complete: int
) -> None:
    load(engines)
    answer(engines, [Record({"grade": 8})] * complete, invited=20)
    with pytest.raises(TooFewResponsesError, match="wave single has fewer than 10 complete responses"):
        published()
    assert number(engines) == 0


@sqlite_only
def test_the_smallest_wave_publishes_what_keeps_the_rules(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, [Record({"grade": 6})] * 5 + [Record({"grade": 9})] * 5, invited=20)
    tables = stored(engines, published())["tables"]
    shown = {(table["measure"], table["breakdown"]): table["step"] for table in tables if table["step"] != "nothing"}
    assert shown == {("grade", None): "full"}


@sqlite_only
def test_small_totals_of_employers_show_the_merged_share_only(engines: Engines, published: Publish) -> None:
    load(engines, audience=Audience.EMPLOYER)
    answer(engines, [Record({"grade": 6})] * 8 + [Record({"grade": 9})] * 8, invited=20)
    tables = stored(engines, published())["tables"]
    assert next(t["step"] for t in tables if (t["measure"], t["breakdown"]) == ("grade", None)) == "merged"


@sqlite_only
def test_responses_to_another_questionnaire_are_refused(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    with Session(engines[Store.RESPONSES]) as session:
        session.add(response(Record({"grade": 8}), digest="0" * 64))
        session.commit()
    with pytest.raises(OtherQuestionnaireError):
        published()


def test_publishing_twice_gives_the_same_publication(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    first = published()
    assert published(today=DAY + timedelta(days=30)) == first
    assert number(engines) == 1


def test_a_wave_that_lost_a_response_is_not_published_again(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    published()
    with Session(engines[Store.RESPONSES]) as session:
        withdrawn = session.scalars(select(Response.id).where(Response.wave_id == WAVE).limit(1)).one()
        session.execute(delete(Response).where(Response.id == withdrawn))
        session.commit()
    with pytest.raises(PublishedBeforeError, match="2026-11-22"):
        published(today=DAY + timedelta(days=1))
    assert number(engines) == 1


def test_every_refusal_can_be_told_in_another_language() -> None:
    refusal: RefusedError = TooFewResponsesError(wave="single", smallest=10)
    assert refusal.told(lambda message: "NL " + message).startswith("NL Nothing was published: wave single")


def test_answers_that_had_no_invitation_have_no_response_rate(engines: Engines, published: Publish) -> None:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    with Session(engines[Store.RESPONSES]) as session:
        session.execute(delete(Ticket))
        session.commit()
    document = stored(engines, published())
    assert (document["response"]["invited"], document["response"]["rr1"]["percent"]) == (0, None)
    tables = {(table["measure"], table["breakdown"]): table for table in document["tables"]}
    assert tables["grade", None]["population"] is None
