"""The data page: a file is judged first, refused where people could be told apart, made, and fetched by one person."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.storage.engines import Store
from survey.storage.studies import AuditEntry, Stage
from tests.fixtures.staff import ANALYST, LEAD, RESEARCHER, Visitor
from tests.fixtures.themes import close
from tests.integration.reporting.fieldwork import STUDY, WAVE

from .test_results import Work, somebody

AT = f"/studies/{STUDY.id}/data"
Engines = Mapping[Store, Engine]


def send(visitor: Visitor, path: str, **values: object) -> TestResponse:
    given = {"csrf_token": visitor.token(), **values}
    return visitor.client.post(
        path, data=given, base_url=visitor.address, headers={"Accept-Language": visitor.language}
    )


def audited(engines: Engines, action: str) -> list[str]:
    with Session(engines[Store.STUDIES]) as studies:
        return list(studies.scalars(select(AuditEntry.detail).where(AuditEntry.action == action)))


@pytest.mark.parametrize("form", ["csv", "sav"])
def test_a_file_is_judged_accepted_with_a_reason_made_and_downloaded(
    staff: Flask, closed: Engines, work: Work, form: str
) -> None:
    analyst = somebody(staff, ANALYST)
    at = send(analyst, f"{AT}/single/export", form=form, reason="Scriptie").location
    work()
    judged = analyst.get(at).text
    assert "Wat dit bestand zou verraden" in judged
    assert "tenzij u dat met een reden aanvaardt" in judged
    refused = send(analyst, f"{at}/export").location
    work()
    assert "Dit is niet gedaan" in analyst.get(refused).text
    assert audited(closed, "export") == []
    made = send(analyst, f"{at}/export", accept="Alleen op onze server").location
    work()
    assert "Download" in analyst.get(made).text
    file = analyst.get(f"{made}/file")
    assert file.content_type == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(file.data)).namelist()
    assert f"{STUDY.id}-single-{form}/single.{form}" in names
    (detail,) = audited(closed, "export")
    assert f"single as {form}: Scriptie" in detail
    assert "Alleen op onze server" in detail
    assert audited(closed, "download") == [f"single as {form}"]
    assert somebody(staff, RESEARCHER).get(f"{made}/file").status_code == 404
    send(analyst, f"{made}/forget")
    assert analyst.get(f"{made}/file").status_code == 404
    assert "is er niet meer" in analyst.get(made).text


def test_leaving_columns_out_is_judged_again(staff: Flask, closed: Engines, work: Work) -> None:
    assert closed
    analyst = somebody(staff, ANALYST, "en")
    known = list(STUDY.results.breakdowns)
    at = send(analyst, f"{AT}/single/export", form="xlsx", reason="Thesis", without=known).location
    work()
    page = analyst.get(at).text
    assert "unless you accept that with a reason" not in page
    made = send(analyst, f"{at}/export").location
    work()
    assert "Download" in analyst.get(made).text


def test_a_file_without_a_reason_is_not_begun(staff: Flask, closed: Engines, work: Work) -> None:
    assert closed
    analyst = somebody(staff, ANALYST)
    assert send(analyst, f"{AT}/single/export", form="csv", reason="  ").status_code == 409
    assert send(analyst, f"{AT}/single/export", form="exe", reason="Scriptie").status_code == 409
    assert work() == 0


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("xml", b"<?xml"), ("pdf", b"%PDF")])
def test_the_codebook_comes_in_every_form(staff: Flask, closed: Engines, form: str, begins: bytes) -> None:
    assert closed
    answer = somebody(staff, ANALYST).get(f"{AT}/single/codebook.{form}")
    assert answer.status_code == 200
    assert answer.data.lower().startswith(begins.lower())


def test_forms_from_paper_are_read_first_and_then_taken_in(staff: Flask, closed: Engines, work: Work) -> None:
    close(closed, WAVE, Stage.OPEN)
    analyst = somebody(staff, ANALYST)
    rows = "".join("8\n" for _ in range(12))
    file = (io.BytesIO(f"grade\n{rows}".encode()), "forms.csv")
    at = send(analyst, f"{AT}/single/import", file=file).location
    work()
    assert "Formulieren: 12." in analyst.get(at).text
    assert audited(closed, "import") == []
    done = send(analyst, f"{at}/import").location
    work()
    assert "Dit is ingevoerd" in analyst.get(done).text
    assert len(audited(closed, "import")) == 1
    again = send(analyst, f"{at}/import").location
    work()
    assert "is er niet meer" in analyst.get(again).text


def test_what_is_wrong_with_a_file_is_told_without_its_answers(staff: Flask, closed: Engines, work: Work) -> None:
    close(closed, WAVE, Stage.OPEN)
    analyst = somebody(staff, ANALYST)
    file = (io.BytesIO(b"grade\n8\nheel geheim\n"), "forms.csv")
    at = send(analyst, f"{AT}/single/import", file=file).location
    work()
    page = analyst.get(at).text
    assert "Regel 3" in page
    assert "geheim" not in page
    wrong = send(analyst, f"{AT}/single/import", file=(io.BytesIO(b"x"), "forms.exe"))
    assert wrong.status_code == 409


def test_only_who_works_with_answers_gets_them(staff: Flask, closed: Engines) -> None:
    assert closed
    lead = somebody(staff, LEAD)
    for path in (AT, f"{AT}/single/export", f"{AT}/single/codebook.html", f"{AT}/jobs/1", f"{AT}/jobs/1/file"):
        assert lead.get(path).status_code == 403
    analyst = somebody(staff, ANALYST)
    for path in (f"{AT}/nothing/export", f"{AT}/jobs/1", f"{AT}/jobs/1/file", f"{AT}/nothing/codebook.html"):
        assert analyst.get(path).status_code == 404
