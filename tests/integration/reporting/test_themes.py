"""Themes in a publication: counted when coding is finished, never below the threshold, and added later."""

import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.disclosure import NO_ANSWER
from survey.cli.demo.own_words import ITEM, TOPICS, TRAVEL
from survey.fieldwork import designs
from survey.reporting import read
from survey.reporting.exhibits import exhibit
from survey.reporting.open_answers import codebook
from survey.reporting.publish import PublishedBeforeError, publish
from survey.reporting.reader import Reader
from survey.storage.engines import Store
from survey.storage.responses import Coded, OpenText
from survey.storage.studies import PublicationRow, Stage
from tests.fixtures.themes import MEASURE, close, coded, themed
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE, Engines, answer
from tests.unit.analysis import replica

ENGLISH = Reader("en", str)
sqlite_only = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def load(engines: Engines, *, quotes: bool = True) -> None:
    """The shipped study with a measure of themes, closed and answered."""
    with Session(engines[Store.STUDIES]) as session:
        designs.load(session, themed(STUDY, quotes=quotes), {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        session.commit()
    close(engines, WAVE, Stage.CLOSED)
    answer(engines, replica.records(), replica.INVITED)


def published(engines: Engines) -> int:
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        return publish(studies, responses, STUDY.id, "single", DAY)


def text_of(engines: Engines, publication: int) -> str:
    with Session(engines[Store.STUDIES]) as session:
        return session.get_one(PublicationRow, publication).document


def themes_in(document: dict[str, Any]) -> dict[str, int]:
    (table,) = (each for each in document["tables"] if each["measure"] == MEASURE)
    (group,) = table["groups"]
    return {cell["code"]: cell["count"] for cell in group["cells"]}


def test_themes_are_published_over_the_threshold_and_no_other_is_named(engines: Engines) -> None:
    load(engines)
    answers = coded(engines, WAVE, 120)
    text = text_of(engines, published(engines))
    meant = {topic.code: sum(topic.code in each.themes for each in answers) for topic in (*TOPICS, TRAVEL)}
    document = json.loads(text)
    assert meant[TRAVEL.code] == 3
    assert set(themes_in(document)) == set(document["themes"][MEASURE]) == {c for c, n in meant.items() if n >= 5}
    for word in (TRAVEL.code, *TRAVEL.names):
        assert f'"{word}"' not in text
    assert [each["breakdown"] for each in document["tables"] if each["measure"] == MEASURE] == [None]
    assert NO_ANSWER not in themes_in(document)


@sqlite_only
def test_a_reader_sees_names_shares_of_answers_and_quotes(engines: Engines) -> None:
    load(engines)
    coded(engines, WAVE, 120)
    number = published(engines)
    with Session(engines[Store.STUDIES]) as session:
        found = read.publication(session, number)
    assert found is not None
    shown = exhibit(found, MEASURE, None, ENGLISH)
    assert shown is not None
    assert "Good support" in {record.answer for record in shown.records}
    assert "of the 120 answers in people's own words" in shown.sentences[0]
    assert any("two coders" in each for each in shown.methods)
    assert len(shown.quotes) == 3
    assert shown.charts


@sqlite_only
def test_a_quote_with_a_theme_that_is_too_rare_is_not_published(engines: Engines) -> None:
    load(engines)
    coded(engines, WAVE, 120)
    rare = TRAVEL.sentences[0]
    with Session(engines[Store.RESPONSES]) as responses:
        row = next(each for each in responses.scalars(select(OpenText)) if each.text.startswith(rare))
        row.quote = rare
        responses.commit()
    text = text_of(engines, published(engines))
    assert rare not in text
    assert len(json.loads(text)["quotes"][MEASURE]) == 3


@sqlite_only
def test_without_leave_of_the_study_no_quote_is_published(engines: Engines) -> None:
    load(engines, quotes=False)
    coded(engines, WAVE, 120)
    document = json.loads(text_of(engines, published(engines)))
    assert "quotes" not in document
    assert document["themes"]


@pytest.mark.parametrize("until", [0, 30, 119])
@sqlite_only
def test_while_somebody_is_coding_there_are_no_themes(engines: Engines, until: int) -> None:
    load(engines)
    coded(engines, WAVE, 120, until)
    document = json.loads(text_of(engines, published(engines)))
    assert not {"themes", "quotes"} & set(document)
    assert MEASURE not in {table["measure"] for table in document["tables"]}


@sqlite_only
def test_themes_may_come_after_the_other_tables_but_not_change(engines: Engines) -> None:
    load(engines)
    first = published(engines)
    coded(engines, WAVE, 120)
    second = published(engines)
    assert second != first
    assert published(engines) == second
    before, after = (json.loads(text_of(engines, each)) for each in (first, second))
    assert [each for each in after["tables"] if each["measure"] != MEASURE] == before["tables"]
    with Session(engines[Store.RESPONSES]) as responses:
        texts = select(Coded).join(OpenText).where(OpenText.wave_id == WAVE)
        changed = next(each for each in responses.scalars(texts) if "support" in each.themes and each.coder == 1)
        key = changed.text_id
        for each in responses.scalars(select(Coded).where(Coded.text_id == key)):
            each.themes = []
        responses.commit()
    with pytest.raises(PublishedBeforeError):
        published(engines)


@sqlite_only
def test_a_quote_can_be_taken_back_and_a_theme_renamed_with_a_new_publication(engines: Engines) -> None:
    load(engines)
    coded(engines, WAVE, 120)
    first = published(engines)
    with Session(engines[Store.RESPONSES]) as responses:
        row = responses.scalars(select(OpenText).where(OpenText.quote.is_not(None))).first()
        assert row is not None
        row.quote = None
        wanted = codebook.Wanted({"nl": "Fijne hulp", "en": "Kind help"})
        codebook.change(responses, STUDY.id, ITEM, "support", wanted)
        responses.commit()
    second = json.loads(text_of(engines, published(engines)))
    assert published(engines) != first
    assert len(second["quotes"][MEASURE]) == 2
    assert second["themes"][MEASURE]["support"] == {"nl": "Fijne hulp", "en": "Kind help"}


@sqlite_only
def test_what_is_set_aside_counts_nowhere(engines: Engines) -> None:
    load(engines)
    coded(engines, WAVE, 120)
    with Session(engines[Store.RESPONSES]) as responses:
        for row in responses.scalars(select(OpenText).limit(20)):
            row.aside, row.quote = True, None
        responses.commit()
    document = json.loads(text_of(engines, published(engines)))
    (table,) = (each for each in document["tables"] if each["measure"] == MEASURE)
    assert table["groups"][0]["base"] == 100
