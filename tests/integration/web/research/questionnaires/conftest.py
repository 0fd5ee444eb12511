"""A researcher who makes questionnaires, as through a browser without script."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey.extensions import now
from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN, Document, Saving
from survey.questionnaires import catalogue
from survey.questionnaires.editing.document import Document as Edited
from survey.questionnaires.editing.document import opened
from tests.fixtures.staff import RESEARCHER, Visitor, stores_of

STUDY = "proef"
SMALL = """\
id: vragen
version: '1'
audience: participant
languages: [nl, en]
title: {nl: Vragen, en: Questions}
minutes: 3
pages:
  - id: grade
    kind: report_grade
    text: {nl: Welk cijfer?, en: Which grade?}
    low: {nl: slecht, en: bad}
    high: {nl: goed, en: good}
  - id: why
    kind: single_choice
    when: grade <= 5
    text: {nl: Waarom?, en: Why?}
    options:
      - {code: time, text: {nl: Tijd, en: Time}}
      - {code: other, text: {nl: Anders, en: Other}, other: true}
  - id: both
    items:
      - {id: work, kind: short_text, text: {nl: Welk werk?, en: Which work?}}
      - {id: hours, kind: number, text: {nl: Hoeveel uur?, en: How many hours?}}
"""
FIELD = re.compile(r"<(input|textarea|select|button)\b([^>]*)>(?:([^<]*)</textarea>)?", re.DOTALL)
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
OPTION = re.compile(r'<option value="([^"]*)"( selected)?', re.DOTALL)


def fields(page: str, marker: str = "") -> dict[str, str]:
    """What a browser would send of the form in which `marker` stands: its fields as they are filled in."""
    form = next(each for each in re.findall(r"<form\b.*?</form>", page, re.DOTALL) if marker in each)
    found: dict[str, str] = {}
    for match in FIELD.finditer(form):
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[2])}
        if "name" not in given or match[1] == "button" or "disabled" in given:
            continue
        if match[1] == "select":
            options = OPTION.findall(form[match.end() : form.index("</select>", match.end())])
            found[given["name"]] = unescape(next((value for value, chosen in options if chosen), options[0][0]))
        elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
            text = unescape(match[3] or "").removeprefix("\n")
            found[given["name"]] = text if match[1] == "textarea" else given.get("value", "")
    return found


@dataclass
class Maker:
    """Somebody who makes the questionnaires of a study."""

    visitor: Visitor

    @property
    def app(self) -> Flask:
        """The application."""
        return self.visitor.app

    def path(self, rest: str = "", name: str = "vragen") -> str:
        """The address of a page about a questionnaire."""
        return f"/studies/{STUDY}/questionnaires/{name}{rest}"

    def page(self, rest: str = "", name: str = "vragen") -> str:
        """A page about a questionnaire."""
        answer = self.visitor.get(self.path(rest, name))
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, rest: str, marker: str = 'name="rev"', **values: str) -> TestResponse:
        """Open a page, fill in its form, and send it. A field that is given as `-` is not sent."""
        filled = fields(self.page(rest), marker) | values
        return self.post(rest, **{key: value for key, value in filled.items() if value != "-"})

    def post(self, rest: str, **values: str) -> TestResponse:
        """Send fields to a page."""
        return self.visitor.client.post(self.path(rest), data=values, base_url=self.visitor.address)

    def press(self, deed: str) -> str:
        """Press a button of the outline, and see the page that follows."""
        answer = self.send("", do=deed)
        assert answer.status_code == 303, answer.text
        return self.page()

    def kept(self, name: str = "vragen") -> Document:
        """What is kept of a questionnaire."""
        with stores_of(self.app).studies() as session:
            return preparing.read(session, STUDY, name)

    def document(self, name: str = "vragen") -> Edited:
        """A questionnaire as plain values."""
        return opened(self.kept(name).text, name)

    def write(self, text: str, name: str = "vragen") -> None:
        """Save another text behind everybody's back."""
        with stores_of(self.app).studies() as session:
            preparing.save(session, preparing.read(session, STUDY, name), text, self.saving("bert@example.org"))
            session.commit()

    def saving(self, author: str = RESEARCHER) -> Saving:
        """Who saves when."""
        with self.app.app_context():
            return Saving(author, now())


@pytest.fixture
def maker(staff: Flask) -> Maker:
    """A researcher with a study that is being set up, with one small questionnaire."""
    visitor = Visitor(staff)
    visitor.log_in(RESEARCHER)
    made = Maker(visitor)
    design = catalogue.shipped_studies()["jobcoaching"].read_text(encoding="utf-8")
    with stores_of(staff).studies() as session:
        preparing.begin(session, STUDY, "jobcoaching", {DESIGN: design, "vragen": SMALL}, made.saving())
        session.commit()
    return made
