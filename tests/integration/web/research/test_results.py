"""The results page: publishing with the worker, approval by somebody else, and what is said while it waits."""

from collections.abc import Callable, Mapping

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.storage.engines import Store, writing
from survey.storage.studies import Stage
from tests.fixtures.staff import ANALYST, LEAD, OWNER, RESEARCHER, Page, Visitor
from tests.fixtures.themes import close
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE

AT = f"/studies/{STUDY.id}/results"
Engines = Mapping[Store, Engine]
Work = Callable[[], int]


def somebody(app: Flask, email: str, language: str = "nl") -> Visitor:
    visitor = Visitor(app, language)
    visitor.log_in(email)
    return visitor


def test_a_wave_is_published_by_one_and_approved_by_another(staff: Flask, closed: Engines, work: Work) -> None:
    assert closed
    analyst, owner = somebody(staff, ANALYST), somebody(staff, OWNER)
    assert "Gesloten, en nog niet gepubliceerd." in analyst.get(AT).text
    assert "kan niet worden teruggenomen" in analyst.get(f"{AT}/single/publish").text
    at = analyst.post(f"{AT}/single/publish").location
    waiting = analyst.get(at)
    assert "wacht op de worker" in waiting.text
    assert "Kijk hoe ver het is" in analyst.get(AT).text
    assert work() == 1
    assert "wacht tot iemand anders haar goedkeurt" in analyst.get(at).text
    page = analyst.get(AT).text
    assert f"goedkeuring door iemand anders dan {ANALYST}" in page
    assert analyst.get(f"/dashboard/{STUDY.id}").status_code == 404
    assert analyst.post(f"{AT}/approve/1").status_code == 403
    assert owner.post(f"{AT}/approve/1").location == f"{AT}#publications"
    shown = Page(owner.get(AT).text)
    assert shown.tables[0][1][3:5] == [ANALYST, OWNER]
    assert f"/dashboard/{STUDY.id}?wave=single" in shown.links
    assert f"/results/{STUDY.id}/single" in shown.links
    assert owner.get(f"/dashboard/{STUDY.id}").status_code == 200


def test_who_made_it_does_not_approve_it(staff: Flask, closed: Engines, work: Work) -> None:
    assert closed
    both = somebody(staff, RESEARCHER)
    both.post(f"{AT}/single/publish")
    work()
    answer_ = both.post(f"{AT}/approve/1")
    assert answer_.status_code == 409
    assert "Iemand anders moet" in answer_.text
    assert both.post(f"{AT}/approve/99").status_code == 409


def test_a_preview_tells_what_would_be_hidden_and_publishes_nothing(staff: Flask, closed: Engines, work: Work) -> None:
    assert closed
    analyst = somebody(staff, ANALYST, "en")
    at = analyst.post(f"{AT}/single/preview").location
    work()
    page = Page(analyst.get(at).text)
    assert page.texts["h1"][0].startswith("What a publication of")
    (table,) = page.tables
    assert {row[2] for row in table[1:]} <= {"in full", "answers taken together", "only the mean", "nothing"}
    assert "Nothing is published yet." in analyst.get(AT).text
    assert somebody(staff, RESEARCHER).get(at).status_code == 404


def test_a_refusal_is_told_on_the_page(staff: Flask, engines: Engines, work: Work) -> None:
    with Session(engines[Store.STUDIES]) as session:
        designs.load(writing(session), STUDY, {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        session.commit()
    close(engines, WAVE)
    analyst = somebody(staff, ANALYST)
    at = analyst.post(f"{AT}/single/publish").location
    work()
    assert "Dit is niet gedaan" in analyst.get(at).text


def test_a_wave_that_is_open_says_why_it_cannot_be_published(staff: Flask, closed: Engines) -> None:
    close(closed, WAVE, Stage.OPEN)
    analyst = somebody(staff, ANALYST)
    assert "mensen kunnen nog antwoorden" in analyst.get(AT).text
    for path in (f"{AT}/single/publish", f"{AT}/single/preview", f"{AT}/nothing/publish"):
        assert analyst.post(path).status_code == 404


def test_a_lead_sees_publications_and_cannot_publish(staff: Flask, closed: Engines) -> None:
    assert closed
    lead = somebody(staff, LEAD)
    page = lead.get(AT)
    assert page.status_code == 200
    assert "single/publish" not in page.text
    assert lead.post(f"{AT}/single/publish").status_code == 403
    assert lead.get(f"{AT}/jobs/1").status_code == 403
