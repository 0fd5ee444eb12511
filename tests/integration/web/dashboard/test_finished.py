"""Finished parts are kept while everything in them stays true, and no longer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.staff import Role
from survey.storage.studies import Destruction, PublicationRow, StudyRow
from survey.web import accounts
from tests.fixtures.databases import Urls
from tests.fixtures.publications import THREE
from tests.fixtures.published import copied
from tests.fixtures.staff import LEAD, PASSWORD, QUICK, RESEARCHER, Page, Visitor, seat, stores_of

OTHER = "amsterdam-jobcoaching"
STUDY = f"/dashboard/{THREE}"
RESULT = f"{STUDY}/grade?wave=y2026"
PUBLIC = f"/results/{THREE}/y2026"
PAGES = (STUDY, RESULT, f"{STUDY}/grade?wave=y2026&by=age_class", PUBLIC)
DAY = date(2026, 11, 22)
NARROW = "narrow@example.org"


@pytest.fixture
def urls(four_publications: Urls, tmp_path: Path) -> Urls:
    """A copy of the published studies for each test."""
    return copied(four_publications, tmp_path)


@pytest.fixture
def looked(lead: Visitor) -> None:
    """Every page was looked at once."""
    for path in PAGES:
        assert lead.get(path).status_code == 200


@pytest.fixture
def statements(lead: Visitor, looked: None) -> Iterator[list[str]]:
    """What the studies database is asked, from here on."""
    assert looked is None
    seen: list[str] = []

    def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = stores_of(lead.app).engines[Store.STUDIES]
    event.listen(engine, "before_cursor_execute", _note)
    yield seen
    event.remove(engine, "before_cursor_execute", _note)


def rewrite(app: Flask, study_id: str, **changes: object) -> None:
    """Change what a study says, as loading a new version of it does."""
    with stores_of(app).studies() as session:
        row = session.get_one(StudyRow, study_id)
        study = Study.model_validate_json(row.document)
        row.document = Study.model_validate(study.model_dump() | changes).model_dump_json()
        session.commit()


def results_of(app: Flask, **changes: object) -> dict[str, object]:
    """The results of the three-wave study, some of them changed."""
    with stores_of(app).studies() as session:
        study = Study.model_validate_json(session.get_one(StudyRow, THREE).document)
    return study.results.model_dump() | changes


@pytest.mark.parametrize("path", PAGES)
def test_a_second_look_reads_no_publication(lead: Visitor, statements: list[str], path: str) -> None:
    lead.get(path)
    assert not [each for each in statements if "publication.document" in each or "snapshot" in each]
    assert len([each for each in statements if each != "BEGIN"]) <= 9


@pytest.mark.usefixtures("looked")
@pytest.mark.parametrize("path", PAGES[:3])
def test_a_kept_part_is_the_page_that_was_drawn_for_whoever_looks(lead: Visitor, path: str) -> None:
    other = Visitor(lead.app)
    other.log_in(RESEARCHER)
    first, second = lead.get(path).text, other.get(path).text
    assert Page(first).tables == Page(second).tables
    assert first.partition("<main")[2] == second.partition("<main")[2]
    assert LEAD not in second


@pytest.mark.usefixtures("looked")
def test_who_may_not_read_another_programme_is_not_shown_what_others_were(lead: Visitor) -> None:
    chosen = f"{RESULT}&beside={OTHER}/single"
    assert "Jobcoaching Amsterdam" in lead.get(RESULT).text
    assert lead.get(chosen).status_code == 200
    with stores_of(lead.app).studies() as session:
        accounts.add(session, NARROW, PASSWORD, QUICK)
        seat(session, NARROW, [Role.PROGRAM_LEAD], ["jobcoaching-voorbeeldstad"])
        session.commit()
    narrow = Visitor(lead.app)
    narrow.log_in(NARROW)
    answer = narrow.get(RESULT)
    assert answer.status_code == 200
    assert "Jobcoaching Amsterdam" not in answer.text
    assert narrow.get(chosen).status_code == 404


@pytest.mark.usefixtures("looked")
def test_each_language_has_its_own(lead: Visitor) -> None:
    assert "Gemiddeld is dat een 8,0." in lead.get(STUDY).text
    assert "On average it is 8.0." in lead.get(f"{STUDY}?lang=en").text
    assert "On average it is 8.0." in lead.get(STUDY).text, "the choice of a language lasts for the visit"


@pytest.mark.usefixtures("looked")
def test_a_publication_that_is_no_longer_approved_is_gone(lead: Visitor) -> None:
    with stores_of(lead.app).studies() as session:
        session.query(PublicationRow).filter_by(wave_id=f"{THREE}/y2026").one().approved = None
        session.commit()
    assert "Gemiddeld is dat een 7,5." in lead.get(STUDY).text
    assert [lead.get(path).status_code for path in (RESULT, PUBLIC)] == [404, 404]


@pytest.mark.usefixtures("looked")
def test_new_words_of_the_study_are_read_at_once(lead: Visitor) -> None:
    rewrite(lead.app, THREE, programme={"nl": "Nieuwe naam", "en": "New name"})
    for path in (STUDY, RESULT):
        assert "Nieuwe naam" in lead.get(path).text
        assert "Voorbeeldstad" not in lead.get(path).text


@pytest.mark.usefixtures("looked")
def test_a_new_norm_and_other_figures_from_elsewhere_are_drawn_at_once(lead: Visitor) -> None:
    rewrite(lead.app, THREE, results=results_of(lead.app, norm="8.5", beside=[]))
    text = lead.get(STUDY).text
    assert "Dat ligt onder de norm van 8,5." in text
    assert "niet uit dit onderzoek" not in text
    assert "niet uit dit onderzoek" not in lead.get(PUBLIC).text


@pytest.mark.usefixtures("looked")
def test_a_study_that_is_no_longer_public_is_gone_at_once(lead: Visitor) -> None:
    rewrite(lead.app, THREE, results=results_of(lead.app, public=False))
    assert Visitor(lead.app).get(PUBLIC).status_code == 404


@pytest.mark.usefixtures("looked")
def test_what_stands_beside_follows_the_other_programme(lead: Visitor) -> None:
    rewrite(lead.app, OTHER, programme={"nl": "Amsterdam Noord", "en": "Amsterdam North"})
    assert "Amsterdam Noord" in " ".join(Page(lead.get(RESULT).text).texts["option"])
    with stores_of(lead.app).studies() as session:
        for row in session.query(PublicationRow).filter_by(study_id=OTHER):
            row.approved = None
        session.commit()
    assert "Amsterdam Noord" not in lead.get(RESULT).text


@pytest.mark.usefixtures("looked")
def test_what_is_said_of_the_answers_follows_the_keys(lead: Visitor) -> None:
    assert "De antwoorden zijn vertrouwelijk" in lead.get(STUDY).text
    with stores_of(lead.app).studies() as session:
        session.add(Destruction(study_id=THREE, first="A", second="B", begun=DAY, finished=DAY))
        session.commit()
    assert "De antwoorden zijn anoniem" in lead.get(STUDY).text


@pytest.mark.usefixtures("looked")
def test_what_is_asked_wrongly_is_refused_though_the_right_page_is_kept(lead: Visitor) -> None:
    for path in (f"{STUDY}?group=a", f"{RESULT}&wave=y2026", f"{RESULT}&by=none", f"{PUBLIC}?by=age_class"):
        assert lead.get(path).status_code == 404


@pytest.mark.usefixtures("looked")
def test_a_wave_that_the_study_no_longer_has_stays_readable(lead: Visitor) -> None:
    with stores_of(lead.app).studies() as session:
        study = Study.model_validate_json(session.get_one(StudyRow, THREE).document)
    rewrite(lead.app, THREE, waves=[each.model_dump() for each in study.waves if each.id != "y2025"])
    for path in (STUDY, RESULT, f"{STUDY}/grade?wave=y2025", f"{STUDY}/y2026/factsheet/waiting"):
        assert lead.get(path).status_code == 200, path
