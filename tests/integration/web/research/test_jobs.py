"""What pages ask of the worker: asked once, seen by who asked, only of closed waves, and never by looking."""

import io
import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from survey.storage.jobs import JobKind, JobRow
from survey.storage.studies import AuditEntry, Stage
from tests.fixtures.staff import ANALYST, FIELDWORKER, OWNER, RESEARCHER, STRANGER
from tests.fixtures.themes import close
from tests.integration.reporting.fieldwork import STUDY, WAVE

from .conftest import Engines, Work
from .test_data import send
from .test_results import somebody

RESULTS, DATA = f"/studies/{STUDY.id}/results", f"/studies/{STUDY.id}/data"
ASKED = (f"{RESULTS}/single/preview", f"{RESULTS}/single/publish", f"{DATA}/single/export")
WISH = {"form": "csv", "reason": "Scriptie"}


def jobs(engines: Engines) -> list[JobKind]:
    with Session(engines[Store.STUDIES]) as studies:
        return [JobKind(each) for each in studies.scalars(select(JobRow.kind).order_by(JobRow.id))]


def logged(engines: Engines) -> int:
    with Session(engines[Store.STUDIES]) as studies:
        return studies.scalar(select(func.count()).select_from(AuditEntry)) or 0


@pytest.mark.parametrize("path", ASKED)
def test_what_waits_already_is_not_asked_twice(staff: Flask, closed: Engines, path: str) -> None:
    visitor = somebody(staff, ANALYST)
    first, second = (send(visitor, path, **WISH).location for _ in range(2))
    assert first == second
    assert len(jobs(closed)) == 1
    assert send(somebody(staff, RESEARCHER), path, **WISH).location != first
    assert len(jobs(closed)) == 2


@pytest.mark.parametrize("path", ASKED)
def test_a_job_is_shown_to_who_asked_for_it_under_its_own_pages(staff: Flask, closed: Engines, path: str) -> None:
    visitor = somebody(staff, ANALYST)
    at = send(visitor, path, **WISH).location
    assert visitor.get(at).status_code == 200
    assert somebody(staff, RESEARCHER).get(at).status_code == 404
    other = at.replace(RESULTS, DATA) if at.startswith(RESULTS) else at.replace(DATA, RESULTS)
    assert visitor.get(other).status_code == 404
    assert visitor.get(at.rpartition("/")[0] + "/999").status_code == 404
    assert closed


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.OPENING, Stage.OPEN, Stage.CLOSING])
def test_of_a_wave_that_is_not_closed_nothing_is_asked(staff: Flask, closed: Engines, stage: Stage) -> None:
    close(closed, WAVE, stage)
    visitor = somebody(staff, ANALYST)
    assert [send(visitor, path, **WISH).status_code for path in ASKED] == [404] * 3
    assert [
        visitor.get(f"{at}/single/{page}").status_code for at, page in ((RESULTS, "publish"), (DATA, "export"))
    ] == [
        404,
        404,
    ]
    assert jobs(closed) == []


@pytest.mark.parametrize(("who", "status"), [(OWNER, 403), (FIELDWORKER, 403), (STRANGER, 404)])
def test_who_may_not_work_with_answers_asks_nothing(staff: Flask, closed: Engines, who: str, status: int) -> None:
    visitor = somebody(staff, who)
    assert [send(visitor, path, **WISH).status_code for path in ASKED] == [status] * 3
    assert visitor.get(DATA).status_code == status
    assert jobs(closed) == []


def test_looking_asks_and_logs_nothing(staff: Flask, closed: Engines) -> None:
    visitor = somebody(staff, ANALYST)
    before = logged(closed)
    for path in (RESULTS, f"{RESULTS}/single/publish", DATA, f"{DATA}/single/export", f"{DATA}/single/codebook.html"):
        assert visitor.get(path).status_code == 200
    assert visitor.get(f"{RESULTS}/single/preview").status_code in (404, 405)
    assert visitor.get(f"{RESULTS}/approve/1").status_code in (404, 405)
    assert (jobs(closed), logged(closed)) == ([], before)


@pytest.mark.parametrize(
    "given",
    [{}, {"form": "csv"}, {"reason": "Scriptie"}, {"form": "CSV", "reason": "x"}, {"form": "csv", "reason": " \n\t "}],
)
def test_a_file_has_a_form_and_a_reason(staff: Flask, closed: Engines, given: dict[str, str]) -> None:
    refused = send(somebody(staff, ANALYST, "en"), f"{DATA}/single/export", **given)
    assert refused.status_code == 409
    assert "Say what the file is for." in refused.text
    assert jobs(closed) == []


def test_a_file_that_was_not_judged_is_not_made_and_not_fetched(staff: Flask, closed: Engines, work: Work) -> None:
    visitor = somebody(staff, ANALYST)
    at = send(visitor, f"{DATA}/single/export", **WISH).location
    assert visitor.get(f"{at}/file").status_code == 404
    work()
    assert visitor.get(f"{at}/file").status_code == 404
    assert send(visitor, f"{at}/import").status_code == 404
    assert send(visitor, f"{DATA}/jobs/999/export").status_code == 404
    assert jobs(closed) == [JobKind.JUDGE]


def test_a_publication_is_approved_once_and_by_one(staff: Flask, closed: Engines, work: Work) -> None:
    send(somebody(staff, ANALYST), f"{RESULTS}/single/publish")
    work()
    owner = somebody(staff, OWNER, "en")
    assert owner.post(f"{RESULTS}/approve/1").status_code == 303
    before = logged(closed)
    assert owner.post(f"{RESULTS}/approve/0").status_code == 409
    assert logged(closed) == before


@pytest.mark.parametrize("name", ["forms.txt", "forms", "forms.csv.exe", ""])
def test_forms_from_paper_come_in_a_sheet(staff: Flask, closed: Engines, name: str) -> None:
    close(closed, WAVE, Stage.OPEN)
    visitor = somebody(staff, ANALYST, "en")
    refused = send(visitor, f"{DATA}/single/import", file=(io.BytesIO(b"grade\n8\n"), name))
    assert refused.status_code == 409
    assert "Choose a file in CSV or XLSX" in refused.text
    assert send(visitor, f"{DATA}/single/import").status_code == 409
    assert jobs(closed) == []


def test_a_closed_wave_takes_no_forms_from_paper(staff: Flask, closed: Engines) -> None:
    visitor = somebody(staff, ANALYST)
    file = (io.BytesIO(b"grade\n8\n"), "forms.csv")
    assert send(visitor, f"{DATA}/single/import", file=file).status_code == 404
    assert send(visitor, f"{DATA}/nothing/import", file=(io.BytesIO(b"x"), "forms.csv")).status_code == 404
    assert jobs(closed) == []


@pytest.mark.parametrize(("tag", "told"), [("nl", "wacht op de worker"), ("en", "worker")])
def test_who_waits_is_told_so_in_their_language(staff: Flask, closed: Engines, tag: str, told: str) -> None:
    visitor = somebody(staff, ANALYST, tag)
    page = visitor.get(send(visitor, f"{RESULTS}/single/preview").location)
    assert f'lang="{tag}"' in page.text
    assert told in page.text
    assert closed


def test_somebody_elses_file_cannot_be_thrown_away(staff: Flask, closed: Engines, work: Work) -> None:
    close(closed, WAVE, Stage.OPEN)
    visitor = somebody(staff, ANALYST)
    rows = "8\n" * 12
    file = (io.BytesIO(f"grade\n{rows}".encode()), f"{uuid.uuid4()}.csv")
    at = send(visitor, f"{DATA}/single/import", file=file).location
    assert send(somebody(staff, RESEARCHER), f"{at}/forget").status_code == 404
    assert send(somebody(staff, RESEARCHER), f"{at}/import").status_code == 404
    work()
    assert "Formulieren: 12." in visitor.get(at).text
    assert send(visitor, f"{at}/forget").location == DATA
    assert jobs(closed) == [JobKind.REHEARSE]
