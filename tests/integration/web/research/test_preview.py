"""Mails are looked at before they leave: in every language, and one to oneself."""

import pytest
from flask import Flask

from survey.settings import Settings
from tests.fixtures.application import MakeApp
from tests.fixtures.staff import ANALYST, RESEARCHER, add_staff

from .sheet import Desk

MAIL = "setup/mails/participant/invitation/nl"


@pytest.fixture
def folded(settings: Settings, make_app: MakeApp) -> Flask:
    """The application without a mail server."""
    app = make_app(settings)
    add_staff(app)
    return app


def test_a_mail_is_shown_as_people_get_it(desk: Desk) -> None:
    desk.prepare()
    page = desk.page(MAIL)
    assert "Wat vindt u van uw jobcoach?" in page
    assert "Beste deelnemer," in page
    answer = desk.visitor.get(desk.address(f"{MAIL}/html"))
    assert "Beste deelnemer," in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in desk.visitor.get(desk.address(MAIL)).headers["Content-Security-Policy"]


def test_the_step_leads_to_every_mail_in_every_language(desk: Desk) -> None:
    desk.prepare()
    page = desk.page("setup/mails")
    for kind in ("invitation", "reminder"):
        for tongue in ("nl", "en"):
            assert f"/setup/mails/participant/{kind}/{tongue}" in page
    assert "/thanks/" not in page


def test_a_mail_to_look_at_has_nothing_of_anybody(desk: Desk) -> None:
    desk.prepare()
    desk.people(2)
    assert "person-" not in desk.page(MAIL)
    assert "person-" not in Desk(desk.app, ANALYST).page(f"{MAIL}/html")


@pytest.mark.parametrize(
    "path", ["participant/thanks/nl", "participant/invitation/fr", "other/invitation/nl", "participant/x/nl"]
)
def test_what_is_not_written_is_not_there(desk: Desk, path: str) -> None:
    desk.prepare()
    assert desk.visitor.get(desk.address(f"setup/mails/{path}")).status_code == 404


def test_a_mail_server_that_does_not_answer_is_told(desk: Desk) -> None:
    desk.prepare()
    answer = desk.post(MAIL)
    assert answer.status_code == 502
    assert "The mail server did not take it" in answer.text


def test_a_test_mail_goes_to_oneself(folded: Flask, settings: Settings) -> None:
    desk = Desk(folded)
    desk.prepare()
    fields = desk.forms("setup/yaml").fields
    fields["text"] = fields["text"].replace("purpose: real", "purpose: test")
    desk.post("setup/yaml", fields)
    answer = desk.post(MAIL)
    assert answer.status_code == 302
    assert f"Sent to {RESEARCHER}." in desk.visitor.get(answer.location).text
    (mail,) = (settings.mailbox / desk.study).glob("*.eml")
    text = mail.read_text()
    assert f"To: {RESEARCHER}" in text
    assert "Subject: Test: " in text


def test_a_real_study_needs_a_mail_server_for_it(folded: Flask) -> None:
    desk = Desk(folded)
    desk.prepare()
    answer = desk.post(MAIL)
    assert answer.status_code == 409
    assert "There is no mail server" in answer.text
