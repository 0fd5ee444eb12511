"""The pages about open answers: reading, coding by two, deciding, clearing, quoting."""

import html
import re
import uuid
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.cli.demo.own_words import ITEM
from survey.fieldwork import designs
from survey.reporting.open_answers.codebook import Wanted, add
from survey.storage.engines import Store, writing
from survey.storage.responses import Coded, OpenText
from survey.storage.staff import Role
from survey.storage.studies import AuditEntry, Stage
from survey.web import accounts
from tests.fixtures.staff import ANALYST, LEAD, PASSWORD, QUICK, RESEARCHER, Visitor, seat, stores_of
from tests.fixtures.themes import close, coded, themed, uncoded
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE

AT = f"/studies/{STUDY.id}/open-answers"
HERE = f"{AT}/single/{ITEM}"
SECOND, THIRD = ANALYST, "third@example.org"
TEXTS = ("Mijn jobcoach Karin belt te weinig.", "Fijn dat er iemand luistert.", "Niets.")

Engines = Mapping[Store, Engine]


@pytest.fixture
def wave(engines: Engines) -> str:
    """A closed wave without answers."""
    with Session(engines[Store.STUDIES]) as studies:
        designs.load(writing(studies), themed(STUDY), {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        studies.commit()
    close(engines, WAVE)
    return WAVE


@pytest.fixture
def closed(staff: Flask, engines: Engines, wave: str) -> list[uuid.UUID]:
    """A closed wave with three answers and a codebook of two themes; the ids of the answers."""
    with Session(engines[Store.RESPONSES]) as responses:
        for nl, en in (("Vaker contact", "More contact"), ("Luisteren", "Listening")):
            add(responses, STUDY.id, ITEM, Wanted({"nl": nl, "en": en}))
        responses.commit()
    with stores_of(staff).studies() as session:
        accounts.add(session, THIRD, PASSWORD, QUICK)
        seat(session, THIRD, [Role.ANALYST])
        session.commit()
    return uncoded(engines, wave, *TEXTS)


def somebody(app: Flask, email: str = RESEARCHER, language: str = "nl") -> Visitor:
    visitor = Visitor(app, language)
    visitor.log_in(email)
    return visitor


def send(visitor: Visitor, path: str, **values: object) -> TestResponse:
    """Send a form of the workspace; a list gives a field several times."""
    given = {"csrf_token": visitor.token(), **values}
    return visitor.client.post(
        path, data=given, base_url=visitor.address, headers={"Accept-Language": visitor.language}
    )


def code(visitor: Visitor, key: uuid.UUID, *themes: str) -> TestResponse:
    return send(visitor, f"{HERE}/read/{key}", theme=list(themes))


def texts(engines: Engines) -> dict[uuid.UUID, OpenText]:
    with Session(engines[Store.RESPONSES]) as responses:
        return {each.id: each for each in responses.scalars(select(OpenText))}


def audited(engines: Engines) -> list[tuple[str, str, str]]:
    with Session(engines[Store.STUDIES]) as studies:
        entries = studies.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(entry.actor, entry.action, entry.detail) for entry in entries]


def test_two_people_code_a_third_decides_and_it_is_finished(closed: list[uuid.UUID], staff: Flask) -> None:
    first, second, third = (somebody(staff, email) for email in (RESEARCHER, SECOND, THIRD))
    assert send(first, f"{HERE}/join").location == f"{HERE}/read"
    assert "0 van 3 gelezen" in first.get(HERE).text
    for visitor in (first, second):
        send(visitor, f"{HERE}/join")
        for _ in closed:
            at = visitor.get(f"{HERE}/read").location
            key = uuid.UUID(at.rpartition("/")[2])
            themes = ["vaker_contact"] if key == closed[0] or (visitor is first and key == closed[1]) else []
            code(visitor, key, *themes)
        assert visitor.get(f"{HERE}/read").location == HERE
    page = first.get(HERE).text
    assert "3 van 3 gelezen" in page
    assert "In 2 van de 3 antwoorden" in page
    assert third.get(f"{HERE}/differences").location == f"{HERE}/differences/{closed[1]}"
    shown = third.get(f"{HERE}/differences/{closed[1]}").text
    assert "eerste codeur" in shown
    assert send(third, f"{HERE}/differences/{closed[1]}", theme=["luisteren"]).location == f"{HERE}/differences"
    assert third.get(f"{HERE}/differences").location == HERE
    assert f"besliste {THIRD}" in third.get(HERE).text
    assert "3 antwoorden, allemaal gecodeerd" in third.get(AT).text
    assert "decider" not in third.get(HERE).text


def test_nobody_sees_what_the_other_found_before_both_are_done(closed: list[uuid.UUID], staff: Flask) -> None:
    first, second = (somebody(staff, email) for email in (RESEARCHER, SECOND))
    for visitor in (first, second):
        send(visitor, f"{HERE}/join")
    for key in closed:
        code(first, key, "luisteren")
    page = second.get(f"{HERE}/read/{closed[0]}").text
    assert "checked" not in page
    assert "checked" in first.get(f"{HERE}/read/{closed[0]}").text
    for path in (HERE, f"{HERE}/differences", f"{HERE}/differences/{closed[0]}"):
        answer = second.get(path)
        assert "eerste codeur" not in answer.text
        assert "kappa" not in answer.text
    assert second.get(f"{HERE}/differences/{closed[0]}").location == HERE
    assert send(second, f"{HERE}/differences/{closed[0]}", theme=[]).status_code == 409
    for key in closed:
        code(second, key)
    assert first.get(f"{HERE}/read/{closed[0]}").location == HERE
    assert code(first, closed[0], "vaker_contact").status_code == 409


def test_a_third_person_does_not_code(closed: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    for email in (RESEARCHER, SECOND):
        send(somebody(staff, email), f"{HERE}/join")
    third = somebody(staff, THIRD)
    answer = send(third, f"{HERE}/join")
    assert answer.status_code == 409
    assert RESEARCHER in answer.text
    assert SECOND in answer.text
    assert code(third, closed[0], "luisteren").location == HERE
    with Session(engines[Store.RESPONSES]) as responses:
        assert list(responses.scalars(select(Coded))) == []


def test_personal_data_are_marked_and_taken_out_for_good(
    closed: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    send(visitor, f"{HERE}/join")
    assert '<mark>Karin<span class="kind">een naam</span></mark>' in visitor.get(f"{HERE}/read/{closed[0]}").text
    at = f"{HERE}/clear/{closed[0]}"
    assert send(visitor, at).status_code == 409
    asked = send(visitor, at, cut=["Karin"])
    assert "Mijn jobcoach [naam] belt te weinig." in asked.text
    assert texts(engines)[closed[0]].text == TEXTS[0]
    done = send(visitor, at, cut=["Karin"], words="te weinig", mark="other", before=TEXTS[0], sure="yes")
    assert done.location == f"{HERE}/read/{closed[0]}"
    assert texts(engines)[closed[0]].text == "Mijn jobcoach [naam] belt [weggelaten]."
    assert "Karin" not in visitor.get(done.location).text
    assert (RESEARCHER, "clear", f"single {ITEM}: naam, weggelaten") in audited(engines)
    assert send(visitor, at, words="Karin", before=TEXTS[0], sure="yes").status_code == 409


def test_an_answer_is_set_aside_and_brought_back(closed: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    visitor = somebody(staff)
    send(visitor, f"{HERE}/join")
    assert send(visitor, f"{HERE}/aside/{closed[2]}").location == f"{HERE}/read"
    assert texts(engines)[closed[2]].aside
    assert "0 van 2 gelezen" in visitor.get(HERE).text
    assert code(visitor, closed[2]).status_code == 409
    send(visitor, f"{HERE}/aside/{closed[2]}", aside="no")
    assert "0 van 3 gelezen" in visitor.get(HERE).text


def test_a_quote_is_approved_by_a_person_and_taken_back(
    closed: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    at = f"{HERE}/quote/{closed[0]}"
    assert TEXTS[0] in visitor.get(at).text
    doubted = send(visitor, at, quote=TEXTS[0])
    assert doubted.status_code == 409
    assert 'name="sure"' in doubted.text
    assert send(visitor, at, quote="Iets anders").status_code == 409
    assert send(visitor, f"{HERE}/quote/{closed[1]}", quote=TEXTS[1]).location == f"{HERE}#quotes"
    assert texts(engines)[closed[1]].quote == TEXTS[1]
    assert TEXTS[1] in visitor.get(HERE).text
    send(visitor, f"{HERE}/quote/{closed[1]}", deed="drop")
    assert texts(engines)[closed[1]].quote is None
    assert {detail for _actor, action, detail in audited(engines) if action == "quote"} == {
        f"single {ITEM}: approve",
        f"single {ITEM}: drop",
    }


def test_the_codebook_is_kept_on_pages(closed: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    visitor = somebody(staff, language="en")
    book = f"{HERE}/themes"
    assert send(visitor, book, name_nl="Regels", name_en="Rules", definition="Papieren.").location == book
    assert send(visitor, book, name_nl="Regels", name_en="Else").status_code == 409
    assert send(visitor, book, name_nl="Alleen dit").status_code == 409
    assert "Rules" in visitor.get(book).text
    assert send(visitor, f"{book}/regels", name_nl="Papieren", name_en="Paperwork").location == book
    assert send(visitor, f"{book}/regels", name_nl="", name_en="").status_code == 409
    send(visitor, f"{book}/regels", deed="retire")
    assert "retired" in visitor.get(book).text
    send(visitor, f"{book}/regels", deed="restore")
    asked = send(visitor, f"{book}/regels/merge", into="luisteren")
    assert "cannot be undone" in asked.text
    assert "Paperwork" in visitor.get(book).text
    assert send(visitor, f"{book}/regels/merge", into="luisteren", sure="yes").location == book
    assert "Paperwork" not in visitor.get(book).text
    assert send(visitor, f"{book}/luisteren/merge", into="luisteren").status_code == 409
    assert visitor.get(f"{book}/regels").status_code == 404
    back = send(visitor, book, name_nl="Reizen", name_en="Travel", back=str(closed[0]))
    assert back.location == f"{HERE}/read/{closed[0]}"
    assert send(visitor, book, name_nl="Nieuw", name_en="New", back="https://example.org/").location == book
    assert len([each for each in audited(engines) if each[1] == "theme"]) == 7


def test_an_open_wave_shows_no_answer(closed: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    close(engines, WAVE, Stage.OPEN)
    visitor = somebody(staff)
    assert "Deze meting is nog niet gesloten." in visitor.get(AT).text
    for path in (HERE, f"{HERE}/read", f"{HERE}/read/{closed[0]}", f"{HERE}/themes", f"{HERE}/clear/{closed[0]}"):
        assert visitor.get(path).status_code == 404


def test_what_is_not_there_is_not_found(closed: list[uuid.UUID], staff: Flask) -> None:
    visitor = somebody(staff)
    for path in (
        "/studies/nothing/open-answers",
        f"{AT}/single/grade",
        f"{AT}/single/nonsense",
        f"{AT}/nothing/{ITEM}",
        f"{HERE}/clear/{uuid.uuid4()}",
        f"{HERE}/quote/{uuid.uuid4()}",
    ):
        assert visitor.get(path).status_code == 404, path
    assert closed


def test_who_may_not_work_with_answers_sees_none(closed: list[uuid.UUID], staff: Flask) -> None:
    visitor = somebody(staff, LEAD)
    for path in (AT, HERE, f"{HERE}/read/{closed[0]}", f"{HERE}/themes"):
        assert visitor.get(path).status_code == 403


def test_agreement_on_the_page_is_that_of_the_statistics(staff: Flask, engines: Engines, wave: str) -> None:
    answers = coded(engines, wave, 300)
    page = html.unescape(somebody(staff, language="en").get(HERE).text)
    assert len(answers) == 300
    shown = re.findall(r"Krippendorff's alpha over whole answers: (0\.\d\d)", page)
    assert shown == [f"{_alpha(engines):.2f}"]


def _alpha(engines: Engines) -> float:
    """Over the codes in the database, by the function for agreement itself."""
    from survey.analysis.agreement import alpha  # noqa: PLC0415 - only this test needs it

    with Session(engines[Store.RESPONSES]) as responses:
        rows = responses.scalars(select(Coded)).all()
    found = {(row.text_id, row.coder): frozenset(row.themes) for row in rows if row.coder < 3}
    keys = sorted({key for key, _coder in found})
    places = {codes: float(place) for place, codes in enumerate(set(found.values()))}
    return alpha([[places[found[key, coder]] for key in keys] for coder in (1, 2)]).value
