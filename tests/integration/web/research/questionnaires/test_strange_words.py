"""Whatever is written anywhere stands on every page as text, and runs nowhere."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.document import written as yaml

from .conftest import Maker

STRANGE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{1337*7331}}{% raw %}",
    "</textarea><svg onload=alert(1)>",
    "</title><blink>",
    "%(a)s {0} {grade} %s",
    "\u202etxt.exe\u2066",
)
PAGES = (
    "",
    "/add",
    "/items/grade",
    "/items/why",
    "/heading",
    "/texts?to=en",
    "/history",
    "/history/2",
    "/source",
    "/remove",
    "/preview",
    "/preview?item=why",
    "/shared/s",
)


class Running(HTMLParser):
    """What on a page would run, or is no part of our pages."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts without our nonce, handlers, and tags that strings brought."""
        given = dict(attrs)
        if (tag == "script" and not given.get("nonce")) or tag == "blink" or (tag == "img" and given.get("src") == "x"):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on")]


def strange(text: str) -> Document:
    """A questionnaire with these words in every place that takes words."""
    said = {"nl": text, "en": text}
    options = [{"code": text, "text": said, "when": text}, {"code": "b", "text": said, "picture": text}]
    return {
        "id": text,
        "version": text,
        "audience": text,
        "languages": ["nl", "en"],
        "title": said,
        "minutes": text,
        "source": text,
        "scales": {"s": [{"code": "a", "text": said}, {"code": text, "text": said}]},
        "pages": [
            {"id": "grade", "kind": "report_grade", "text": said, "hint": said, "low": said, "high": said},
            {"id": "why", "kind": "single_choice", "when": text, "text": said, "options": options, text: text},
            {
                "id": "card",
                "kind": "value_card",
                "text": said,
                "questions": [{"code": text, "text": said}],
                "scale": text,
            },
            {"id": "sum", "kind": "calculated", "text": said, "value": text},
        ],
    }


def pages(maker: Maker) -> Iterator[tuple[str, str]]:
    for rest in PAGES:
        yield rest, maker.page(rest)
    yield "list", maker.visitor.get("/studies/proef/questionnaires").text


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_words_in_a_document_are_words_on_every_page(maker: Maker, text: str) -> None:
    maker.write(yaml(strange(text)))
    for rest, page in pages(maker):
        assert Running(page).found == [], rest
        assert "9801547" not in page, rest


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_words_in_a_form_are_words_on_the_page(maker: Maker, text: str) -> None:
    for rest, names in (
        (
            "/items/why",
            ("text:nl", "hint:nl", "o:0:text:nl", "o:0:code", "o:lines", "id", "w:0:answer", "when:text", "beside"),
        ),
        ("/heading", ("title:nl", "version", "minutes", "source", "audience", "language:other")),
    ):
        page = maker.page(rest)
        assert Running(page).found == []
        answer = maker.send(rest, do="o-add" if rest == "/items/why" else "save", **dict.fromkeys(names, text))
        assert Running(answer.text).found == []
    assert maker.send("/items/why", **{"text:nl": text, "id": text}).status_code == 303
    for rest in ("", "/history"):
        assert Running(maker.page(rest)).found == []
