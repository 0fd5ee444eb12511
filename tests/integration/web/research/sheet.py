"""A form on a page of the workspace, filled in and sent as a browser would; and a study to set up with it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.fixtures.staff import RESEARCHER, Visitor

Given = str | list[str]
ENGLISH = {"Accept-Language": "en"}


class Forms(HTMLParser):
    """What the forms of a page would send as they stand, and the values of their buttons."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: MultiDict[str, str] = MultiDict()
        self.buttons: list[str] = []
        self.offered: dict[str, list[str]] = {}
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over what a control holds."""
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input":
            self._input(name, kind, given)
        elif tag == "button":
            self.buttons.append(given.get("value", ""))
        elif tag == "select":
            self._select = name
        elif tag == "option":
            self._option(given)
        elif tag == "textarea":
            self._area = name
            self.fields.add(name, "")

    def _input(self, name: str, kind: str, given: dict[str, str]) -> None:
        if kind in ("checkbox", "radio"):
            self.offered.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                self.fields.add(name, given.get("value", "on"))
        elif kind != "file" and name:
            self.fields.add(name, given.get("value", ""))

    def _option(self, given: dict[str, str]) -> None:
        self.offered.setdefault(self._select, []).append(given.get("value", ""))
        if "selected" in given:
            self.fields.add(self._select, given.get("value", ""))

    def handle_data(self, data: str) -> None:
        """The text in a text area; its first line break is not part of it."""
        if self._area:
            self.fields[self._area] = self.fields[self._area] + data

    def handle_endtag(self, tag: str) -> None:
        """Leave a text area or a list."""
        if tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""


@dataclass
class Desk:
    """Somebody of the staff at the set-up of a study."""

    app: Flask
    email: str = RESEARCHER
    study: str = "proefstudie"
    visitor: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.app, "en")
        self.visitor.log_in(self.email)

    def address(self, path: str) -> str:
        """Where a page of the study is."""
        return f"/studies/{self.study}/{path}"

    def page(self, path: str = "setup") -> str:
        """A page of the study."""
        answer = self.visitor.get(self.address(path))
        assert answer.status_code == 200, answer.text
        return answer.text

    def forms(self, path: str) -> Forms:
        """The forms of a page of the study."""
        return Forms(self.page(path))

    def send(self, path: str, changes: dict[str, Given] | None = None, do: str = "save") -> TestResponse:
        """Fill in what changes in a form of the study, and send it."""
        values = self.forms(path).fields
        values.poplist("do")
        values["do"] = do
        for name, value in (changes or {}).items():
            values.setlist(name, [value] if isinstance(value, str) else value)
        return self.post(path, values)

    def post(self, path: str, values: MultiDict[str, str] | dict[str, str] | None = None) -> TestResponse:
        """Send these values, with a token."""
        given = MultiDict(values or {})
        given["csrf_token"] = self.visitor.token()
        return self.visitor.client.post(self.address(path), data=given, base_url=self.visitor.address, headers=ENGLISH)

    def begin(self, title: str = "Proefstudie", start: str = "", **changes: Given) -> TestResponse:
        """Begin a study."""
        values: MultiDict[str, str] = MultiDict({"title": title, "programme": "proef", "from": start})
        values.setlist("languages", ["nl", "en"])
        for name, value in changes.items():
            values.setlist(name, [value] if isinstance(value, str) else value)
        values["csrf_token"] = self.visitor.token()
        return self.visitor.client.post("/studies/new", data=values, base_url=self.visitor.address, headers=ENGLISH)

    def prepare(self) -> None:
        """A study with one library questionnaire that lacks nothing but people."""
        assert self.begin().status_code == 302
        self.send("setup/about", {"title.en": "Trial study", "organisation.nl": "Gemeente", "organisation.en": "City"})
        self.send("setup/waves", {"chosen": "participant-satisfaction"}, "wave")
        self.send("setup/results", {}, "all")
        told = {"controller.nl": "Postbus 1", "controller.en": "PO box 1", "officer.name": "FG"}
        privacy: dict[str, Given] = {f"privacy.{name}": value for name, value in told.items()}
        privacy |= {"privacy.officer.email": "fg@example.org", "dpia.reference": "D1", "dpia.date": "2026-11-01"}
        assert self.send("setup/privacy", privacy | {"dpia.approved_by": "Directeur"}).status_code == 302

    def upload(self, content: bytes, name: str = "people.csv") -> TestResponse:
        """Send a file with people."""
        given = {"csrf_token": self.visitor.token(), "file": (BytesIO(content), name)}
        answer = self.visitor.client.post(
            self.address("setup/contacts"), data=given, base_url=self.visitor.address, headers=ENGLISH
        )
        answer.request.input_stream.close()  # What is large, the client keeps in a file.
        return answer

    def people(self, number: int = 12) -> None:
        """Put so many people on the panel."""
        rows = "\n".join(f"person-{each}@example.org,nl" for each in range(number))
        found = Forms(self.upload(f"email,language\n{rows}\n".encode()).text)
        values = found.fields
        values["do"] = "import"
        assert self.post("setup/contacts", values).status_code == 302

    def open(self) -> None:
        """A study that is in the field."""
        self.prepare()
        self.people()
        assert self.post("setup/approval").status_code == 302
        assert self.post("setup/opening", {"wave": "participant"}).status_code == 302
