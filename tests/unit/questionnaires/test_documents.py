"""Questionnaires, studies and problems as values."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.located import Located
from survey.questionnaires.mistakes import known_keys, written_place
from survey.questionnaires.problems import Problem, ProblemsFoundError
from survey.questionnaires.study import Purpose, Study
from survey.questionnaires.tree import Plain

STUDY, QUESTIONNAIRES = catalogue.load_study_file(catalogue.shipped_studies()["amsterdam-jobcoaching"])
SATISFACTION = QUESTIONNAIRES["participant-satisfaction"]


def test_items_and_pages_are_found_by_name() -> None:
    assert SATISFACTION.item("grade").id == "grade"
    page = SATISFACTION.page("grade")
    assert page is not None
    assert [item.id for item in page.items] == ["grade"]
    assert SATISFACTION.page("nowhere") is None
    with pytest.raises(KeyError):
        SATISFACTION.item("nowhere")


def test_a_document_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError):
        SATISFACTION.version = "2"


def test_a_study_can_be_loaded_under_another_name_and_purpose_and_is_checked_again() -> None:
    named = STUDY.named("demo-jobcoaching", Purpose.DEMO)
    assert (named.id, named.purpose, named.waves) == ("demo-jobcoaching", Purpose.DEMO, STUDY.waves)
    assert STUDY.named(None, None) == STUDY
    with pytest.raises(ValidationError):
        STUDY.named("../x", None)


def test_a_study_survives_storage() -> None:
    assert Study.model_validate_json(STUDY.model_dump_json(exclude_none=True)) == STUDY


def test_waves_are_found_by_name() -> None:
    assert STUDY.wave("single") == STUDY.waves[0]
    assert STUDY.wave("double") is None


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    problems = [Problem("b", 1, "x"), Problem("a", 9, "y"), Problem("a", 2, "z {n}", {"n": 3}, place="column")]
    assert str(ProblemsFoundError(problems)) == "a:2: column: z 3\na:9: y\nb:1: x"


def test_a_problem_is_told_in_the_language_of_the_reader() -> None:
    assert Problem("a", 2, "{n} items", {"n": 3}).told({"{n} items": "{n} vragen"}.__getitem__) == "a:2: 3 vragen"


LINES = {(): 1, ("pages",): 3, ("pages", 0): 4, ("pages", 0, "id"): 4, ("pages", 0, "options"): 6, ("title",): 2}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("title", "fr"), 2),
        (("minutes",), 1),
        (("pages", 0, "when"), 4),
        (("pages", 0, "items", 0, "id"), 4),
        (("pages", 0, "items", 0, "options", 1, "text"), 6),
        (("pages", 7, "id"), 3),
    ],
)
def test_a_problem_stands_on_the_line_of_its_place_or_of_what_is_around_it(
    place: tuple[str | int, ...], line: int
) -> None:
    assert Located("f.yaml", SATISFACTION, LINES).problem(place, "wrong") == Problem("f.yaml", line, "wrong")


WRITTEN: Plain = {"pages": [{"id": "a", "kind": "single_choice", "options": [{"code": "A"}]}]}


def test_tags_of_pydantic_are_no_part_of_a_place() -> None:
    loc = ("pages", 0, "items", 0, "single_choice", "options", 0)
    assert written_place(WRITTEN, (*loc, "code")) == ("pages", 0, "options", 0, "code")
    assert written_place(WRITTEN, (*loc, "text")) == ("pages", 0, "options", 0, "text")
    assert written_place(WRITTEN, loc[:5]) == ("pages", 0, "single_choice")
    assert written_place({"title": {"NL": "x"}}, ("title", "NL", "[key]")) == ("title", "NL")


@pytest.mark.parametrize(
    ("loc", "keys"),
    [
        (("pages", 3), {"id", "when", "items"}),
        (("pages", 3, "items", 0, "information"), {"id", "kind", "text", "hint", "when", "core"}),
        (
            ("pages", 3, "items", 0, "single_choice", "options", 1),
            {"code", "text", "missing", "exclusive", "other", "picture", "when"},
        ),
    ],
)
def test_the_keys_that_are_known_depend_on_the_place(loc: tuple[str | int, ...], keys: set[str]) -> None:
    assert known_keys(Questionnaire, loc) == keys


def test_every_shipped_file_ends_with_a_line_and_has_no_tabs() -> None:
    for path in [*catalogue.shipped_questionnaires().values(), *catalogue.shipped_studies().values()]:
        text = Path(path).read_text(encoding="utf-8")
        assert text.endswith("\n")
        assert "\t" not in text
