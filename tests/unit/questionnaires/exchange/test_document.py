"""JSON: the format that is promised, and everything that is refused, with its place."""

import json
import time
from typing import Any

import pytest

from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.exchange.document import read_json, write_json
from survey.questionnaires.problems import ProblemsFoundError

LIBRARY = questionnaire("participant-satisfaction")


def document(**changes: Any) -> bytes:
    """The library's questionnaire as JSON, with other values in the questionnaire."""
    whole = json.loads(write_json(LIBRARY))
    whole["questionnaire"] |= changes
    return json.dumps(whole).encode()


def test_the_document_says_what_it_is() -> None:
    whole = json.loads(write_json(LIBRARY))
    assert (whole["format"], whole["format_version"]) == ("werkpeil-questionnaire", 1)
    assert list(whole) == ["format", "format_version", "questionnaire"]
    assert whole["questionnaire"]["pages"][0]["id"] == "welcome"


def test_equal_questionnaires_give_equal_documents() -> None:
    assert write_json(LIBRARY) == write_json(read_json(write_json(LIBRARY), "a.json").questionnaire)


def test_escaped_characters_are_read() -> None:
    found = read_json(document(source="\U0001f600 \u2028"), "a.json").questionnaire
    assert found.source == "\U0001f600"


WRONG: list[tuple[bytes, str]] = [
    (b"", "a.json:1: This is not valid JSON: Expecting value."),
    (b'{"format":\n "x",,}', "a.json:2: This is not valid JSON"),
    (b"[]", "The file must be a JSON object"),
    (b'{"a": 1, "a": 2}', "The key “a” is used twice in one object."),
    (b"\xff\xfe", "The file is not UTF-8 text."),
    (b"[" * 100_000, "nested more than 30 levels deep"),
    (b'{"a":' * 40 + b"1" + b"}" * 40, "nested more than 30 levels deep"),
    (document().replace(b"werkpeil-questionnaire", b"another"), "format: “another” is not possible for “format”"),
    (document().replace(b'"format_version": 1', b'"format_version": 2'), "format_version: “2” is not possible"),
    (document(minutes=1000), "questionnaire.minutes: “minutes” must be at most 60"),
    (document(colour="red"), "questionnaire.colour: The key “colour” is unknown"),
    (document(pages=[{"id": "a", "kind": "note"}]), "questionnaire.pages.0.kind: “note” is not possible for “kind”"),
    (document(languages=["nl"] * 100_000), "“languages” can have at most 50"),
    (document(pages=[1] * 400_000), "The file has more than 300000 values."),
]


@pytest.mark.parametrize(("content", "said"), WRONG, ids=[said[-30:] for _, said in WRONG])
def test_what_is_wrong_is_said_with_its_place_in_time(content: bytes, said: str) -> None:
    started = time.perf_counter()
    try:
        found = [str(problem) for problem in read_json(content, "a.json").problems]
    except ProblemsFoundError as error:
        found = [str(problem) for problem in error.problems]
    assert time.perf_counter() - started < 2
    assert any(said in each for each in found)


def test_what_the_checks_find_is_said_with_its_place() -> None:
    pages = [
        {"id": "a", "kind": "information", "text": {"nl": "A", "en": "A"}},
        {"id": "a", "kind": "information", "text": {"nl": "A", "en": "A"}, "when": "gone == yes"},
    ]
    found = [str(problem) for problem in read_json(document(pages=pages), "a.json").problems]
    assert "a.json:1: questionnaire.pages.1.id: “a” was already used on line questionnaire.pages.0.id." in found[0]
    assert any("questionnaire.pages.1.when: The condition names" in each for each in found)
