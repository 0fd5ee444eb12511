"""Forms from a file: understood in codes and in words, and judged as the pages judge them."""

from pathlib import Path
from typing import Any

import pytest

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from tests.fixtures.studies import AGE, a_questionnaire, a_study

from .forms import one, problems, taken, written

EVERY_KIND = load_checked(Path(__file__).parents[2] / "questionnaires" / "written" / "every-kind.yaml")
WORKS = {"agree": "yes", "work": "yes"}


def understood(key: str, text: str, **cells: str) -> Any:
    """What the cell of `key` becomes in a form on every kind of question."""
    return one(EVERY_KIND, **(WORKS | {key: text} | cells)).answers[key]


@pytest.mark.parametrize(
    ("key", "text", "answer"),
    [
        ("work", "other", "other"),
        ("work", "ja", "yes"),
        ("work", "Something else, namely", "other"),
        ("grade", "8", 8),
        ("grade", "weet ik niet", "dont_know"),
        ("hours", "32,5", "32.5"),
        ("hours", "32", "32.0"),
        ("hours", "dont_know", "dont_know"),
        ("coaching", "4.5", "4.5"),
        ("since", "2020-03", "2020-03"),
        ("since", "3-2020", "2020-03"),
        ("since", "2020-03-01", "2020-03"),
        ("first_day", "31-3-2020", "2020-03-31"),
        ("first_day", "2020-03-31", "2020-03-31"),
        ("recommend", "I don't know", "dont_know"),
        ("mood", "Gaat wel", "so_so"),
        ("income__b", "very_well", "very_well"),
        ("good", "other; Tijd voor mij", ("time", "other")),
        ("good", "Something else, namely", ("other",)),
        ("order", "Collega's;pay", ("people", "pay")),
        ("tell_us", "Fijn\r\nzo", "Fijn\nzo"),
        ("tell_us", "'=1+1", "=1+1"),
        ("tell_us", "'s avonds", "'s avonds"),
        ("job", "''s avonds", "'s avonds"),
    ],
)
def test_an_answer_is_understood_in_its_code_and_in_words(key: str, text: str, answer: object) -> None:
    assert understood(key, text) == answer


def test_options_may_have_columns_of_their_own() -> None:
    cells = {"good.time": "1", "good.other": "x", "good.nothing": "0", "order.pay": "2", "order.people": "1"}
    answers = one(EVERY_KIND, **cells).answers
    assert (answers["good"], answers["order"]) == (("time", "other"), ("people", "pay"))


def test_the_status_says_that_somebody_does_not_know() -> None:
    answers = one(EVERY_KIND, **{"agree": "no", "grade": "", "grade.status": "dont_know"}).answers
    assert answers["grade"] == "dont_know"


@pytest.mark.parametrize("cells", [{"good.dont_know": "1"}, {}])
def test_a_status_may_repeat_what_the_columns_of_the_options_say(cells: dict[str, str]) -> None:
    unsure = {"code": "dont_know", "text": {"nl": "?", "en": "?"}, "missing": "dont_know", "exclusive": True}
    pages = [page.model_dump(mode="json", exclude_defaults=True) for page in a_questionnaire().pages]
    (good,) = pages[1]["items"]
    good["options"].append(unsure)
    asked = a_questionnaire(pages=pages)
    assert one(asked, **{"grade": "8", "good.status": "dont_know"}, **cells).answers["good"] == ("dont_know",)


def test_what_is_calculated_is_calculated_anew() -> None:
    assert one(EVERY_KIND, **WORKS, hours="12", month_hours="999").answers["month_hours"] == "52.0"


def test_who_writes_under_another_answer_meant_that_one() -> None:
    assert one(grade="8", good__other="De koffie").answers["good"] == ("other",)


def test_what_is_left_open_and_what_is_not_shown_are_different() -> None:
    answers = one(EVERY_KIND, agree="no", grade="7").answers
    assert answers["promote"] is None
    assert "work" not in answers
    assert "tell_us" not in answers


def test_every_problem_is_told_at_once_with_its_line_and_column() -> None:
    rows = [
        {"grade": "11", "recommend": "maybe", "good.kind": "2", "good.nothing": "1"},
        {"grade": "8", "recommend": "yes"},
        {"grade": "8", "recommend": "yes", "good": "nothing;kind", "why": "Druk"},
    ]
    assert problems(written(rows)) == [
        "forms.csv:2: grade: “11” is not a number from 1 to 10 in steps of 1",
        "forms.csv:2: good.kind: “2” is neither 1 nor 0",
        "forms.csv:2: recommend: “maybe” is not one of the answers (yes, no)",
        "forms.csv:4: good: “kind;nothing”: one of these answers excludes all others",
        "forms.csv:4: why: “Druk”: whoever gives the other answers on this line is not asked this",
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"hours": "80.5"}, "hours: “80.5” is not a number from 0 to 80 in steps of 0.1"),
        ({"hours": "3.25"}, "hours: “3.25” is not a number from 0 to 80 in steps of 0.1"),
        ({"coaching": "4.2"}, "coaching: “4.2” is not a number from 0 to 100 in steps of 0.5"),
        ({"since": "1969-12"}, "since: “1969-12” is not a month from 1970-01 to 2030-12, such as 2026-03"),
        ({"first_day": "31-2-2020"}, "first_day: “2020-02-31” is not a day from 1900-01-01 to 2099-12-31"),
        ({"good": "time;knows;other"}, "good: “time;knows;other” are 3 answers; choose from 1 to 2"),
        ({"good": "tea"}, "good: “tea” is not one of the answers (time, knows, at_work, other, nothing)"),
        ({"order": "pay;people;hours_that_fit"}, "order: “pay;people;hours_that_fit” are 3 answers"),
        ({"order.pay": "1", "order.people": "1"}, "order.people: “1” is not a place from 1 to 2, each given once"),
        ({"order.pay": "first"}, "order.pay: “first” is not a place from 1 to 2, each given once"),
        ({"good": "time", "good.time": "1"}, "good: this answer is also given in the column “good.time”"),
        ({"job": "x" * 101}, "job: the text has 101 characters, and there is room for 100"),
        ({"good__other": "Koffie", "good": "time"}, "good__other: “Koffie”: whoever gives the other answers"),
        ({"language": "fr"}, "response:language: “fr” is not a language of this study (nl, en)"),
        ({"period": "2027Q1"}, "response:period: “2027Q1” is not a quarter such as 2026Q3, or it is still to come"),
        ({"period": "2026-08"}, "response:period: “2026-08” is not a quarter"),
    ],
)
def test_what_the_pages_would_refuse_is_refused(cells: dict[str, str], told: str) -> None:
    (problem,) = problems(written([WORKS | {"grade": "8"} | cells]), EVERY_KIND)
    assert problem.startswith(f"forms.csv:2: {told}")


def test_an_option_that_is_not_offered_after_the_other_answers_is_refused() -> None:
    (problem,) = problems(written([{"agree": "yes", "work": "no", "good": "at_work"}]), EVERY_KIND)
    assert problem == "forms.csv:2: good: “at_work”: whoever gives the other answers on this line cannot choose this"


def test_a_wrong_answer_that_decides_what_is_asked_brings_no_other_problems() -> None:
    rows = [{"agree": "yess", "work": "yes", "grade": "99"}]
    assert [each.split(":")[2].strip() for each in problems(written(rows), EVERY_KIND)] == ["agree", "grade"]


def test_the_columns_of_an_export_are_known_and_others_are_not() -> None:
    header = "response:language,response:complete,response:case,register:age,grade,grade.status,grade\n"
    found = problems(f"{header}nl,1,abc,young,8,answered,8\n")
    foreign = "this column is not part of the questionnaire; take it out. See docs/exports.md for what may be there"
    assert found == [f"forms.csv:1: register:age: {foreign}", "forms.csv:1: grade: this column is there 2 times"]
    assert problems("language\nnl\n") == ["forms.csv:1: the file has no column with answers"]


def test_empty_lines_and_short_lines_are_told() -> None:
    assert problems("grade,code\n,AB\n8\n") == [
        "forms.csv:2: This line has no answers.",
        "forms.csv:3: This line has 1 values, the first line has 2.",
    ]
    assert problems("grade,code\n") == ["forms.csv:1: There are no answers in this file."]


def test_what_the_code_tells_is_not_told_again() -> None:
    study = a_study(attributes=[AGE])
    rows = [
        {"grade": "8", "code": "AB12", "language": "nl", "register:age": "young"},
        {"grade": "8", "code": "ab 12"},
        {"grade": "8", "register:age": "ancient"},
    ]
    assert problems(written(rows), study=study) == [
        "forms.csv:2: response:language: “nl”: this is known by the code; leave it empty",
        "forms.csv:2: register:age: “young”: this is known by the code; leave it empty",
        "forms.csv:3: response:code: this code is on line 2 too",
        "forms.csv:4: register:age: “ancient” is not one of the classes (young, old)",
    ]


def test_language_quarter_and_classes_come_with_a_form_without_a_code() -> None:
    (form,) = taken(
        written([{"grade": "8", "language": "en", "period": "2025Q1", "register:age": "old"}]),
        study=a_study(attributes=[AGE]),
    )
    assert (form.language, form.period, form.attributes) == ("en", "2025Q1", {"age": "old"})
    assert (one(grade="8").language, one(grade="8").period) == ("nl", "2026Q4")


def test_an_item_may_be_called_like_a_column_about_the_response() -> None:
    asked = Questionnaire.model_validate(
        EVERY_KIND.model_dump(mode="json", exclude_defaults=True)
        | {"pages": [{"id": "language", "kind": "consent", "text": {"en": "?"}, "yes": {"en": "Y"}, "no": {"en": "N"}}]}
    )
    assert one(asked, language="yes").answers == {"language": "yes"}
