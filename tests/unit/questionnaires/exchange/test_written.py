"""YAML as a person would write it, that reads back as the same questionnaire."""

from pathlib import Path
from typing import Any

import pytest

from survey.questionnaires.catalogue import load_checked, shipped_questionnaires
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.written import write_yaml
from survey.questionnaires.loader import read
from survey.questionnaires.problems import Source

EVERY_KIND = load_checked(Path(__file__).parents[1] / "written" / "every-kind.yaml")
SCALE = [{"code": code, "text": {"nl": code}} for code in ("a", "b")]


def made(*pages: dict[str, Any], **fields: Any) -> Questionnaire:
    """A small questionnaire with these pages."""
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["nl"], "title": {"nl": "Klein"}}
    return Questionnaire.model_validate(head | {"minutes": 1, "pages": list(pages)} | fields)


def note(text: str, **fields: Any) -> dict[str, Any]:
    """A page with one text."""
    return {"id": "note", "kind": "information", "text": {"nl": text}} | fields


def again(questionnaire: Questionnaire, *remarks: str) -> Questionnaire:
    """What is read of what was written."""
    return read(Source("a.yaml", write_yaml(questionnaire, remarks).decode()), Questionnaire).document


def test_a_small_questionnaire_is_written_as_a_person_would() -> None:
    assert write_yaml(made(note("Dag"))).decode() == (
        "id: small\nversion: '1'\naudience: participant\nlanguages:\n  - nl\ntitle:\n  nl: Klein\nminutes: 1\n"
        "pages:\n  - id: note\n    kind: information\n    text:\n      nl: Dag\n"
    )


def test_a_page_with_one_item_of_its_name_is_written_as_that_item() -> None:
    assert b"items:" not in write_yaml(made(note("Dag")))


@pytest.mark.parametrize(
    "page",
    [
        {"id": "page", "items": [note("Dag")]},
        {"id": "note", "items": [note("Dag")], "when": "work == yes"},
        {"id": "note", "items": [note("Dag"), note("Nog", id="other")]},
    ],
    ids=["another name", "a condition", "two items"],
)
def test_any_other_page_is_written_with_its_items(page: dict[str, Any]) -> None:
    questionnaire = made(page)
    assert b"    items:\n" in write_yaml(questionnaire)
    assert again(questionnaire) == questionnaire


def test_options_of_a_shared_scale_are_written_once() -> None:
    asked = {"kind": "rating_scale", "text": {"nl": "Vraag"}, "scale": "ab"}
    questionnaire = made({"id": "p", **asked}, {"id": "q", **asked}, scales={"ab": SCALE})
    assert write_yaml(questionnaire).decode().count("code: a") == 1
    assert again(questionnaire) == questionnaire


AWKWARD = [
    "ja", "yes", "no", "true", "null", "~", "1", "1.0", "1e3", "0x1F", "12:30", "2024-01-01", "=", "<<", "- lijst",
    "# geen opmerking", "a: b", "{a}", "[a]", "'quotes'", '"quotes"', "%procent", "@apenstaart", "`x`", "& en *", "!x",
    "|", ">", "? vraag", " spatie voor", "spatie achter ",
    "twee\nregels", "regel met einde\n", "\nbegin leeg", "tab\there", "\\n", "\ufeff",
    "hard\u00a0spatie", "\u2028", "\u200b", "\x07", "\r\n", "😀", "مرحبا", "x" * 500, "woord " * 100, "…",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=[repr(text)[:20] for text in AWKWARD])
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    questionnaire = made(note(f"x{text}"), note(f"{text}x", id="other"), version="1.10")
    assert again(questionnaire).digest() == questionnaire.digest()


def test_remarks_stand_above_it_as_comments() -> None:
    lines = (
        write_yaml(made(note("Dag")), ["Made of form.xlsx.", "two\nlines\r\nthree", "bell \x07"]).decode().splitlines()
    )
    assert lines[:6] == ["# Made of form.xlsx.", "# two", "# lines", "# three", "# bell  ", "id: small"]
    assert again(made(note("Dag")), "id: other", "\n- x") == made(note("Dag"))


def test_there_are_no_anchors_for_what_is_there_twice() -> None:
    page = note("Dezelfde tekst")
    text = write_yaml(made(page, page | {"id": "other"})).decode()
    assert "&" not in text
    assert "*" not in text


FILES = [*shipped_questionnaires().values()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_library_is_written_in_lines_that_can_be_read(path: Path) -> None:
    lines = write_yaml(load_checked(path)).decode().splitlines()
    assert max(map(len, lines)) <= 130
    assert not any(line.rstrip() != line for line in lines)


def test_every_kind_is_written_with_what_is_not_a_default_only() -> None:
    text = write_yaml(EVERY_KIND).decode()
    assert "null" not in text
    assert "randomise: false" not in text
    assert again(EVERY_KIND).digest() == EVERY_KIND.digest()
