"""A question gets another short name: conditions, calculations and texts follow it; codes that are called so do not."""

import pytest

from survey.questionnaires.editing import operations
from survey.questionnaires.editing.outline import item, sheets
from survey.questionnaires.editing.renaming import in_condition, in_text

from .drafts import small

CONDITIONS = {
    "grade <= 5": "mark <= 5",
    "grade<=5 and not (grade is answered)": "mark<=5 and not (mark is answered)",
    "reason == grade": "reason == grade",
    "reason contains grade": "reason contains grade",
    'reason == "grade" or grade == 3': 'reason == "grade" or mark == 3',
    "grades == 3": "grades == 3",
    "upgrade == 3": "upgrade == 3",
    "grade__other == 3": "mark__other == 3",
    "count(grade) > 2": "count(mark) > 2",
    "grade + grade * 2": "mark + mark * 2",
}


@pytest.mark.parametrize(("before", "after"), CONDITIONS.items())
def test_conditions_follow(before: str, after: str) -> None:
    assert in_condition(before, "grade", "mark") == after


TEXTS = {
    "U gaf een {grade}.": "U gaf een {mark}.",
    "U gaf {grade|een cijfer}.": "U gaf {mark|een cijfer}.",
    "{{grade}}": "{{grade}}",
    "{attribute:grade}": "{attribute:grade}",
    "{grades} en grade": "{grades} en grade",
}


@pytest.mark.parametrize(("before", "after"), TEXTS.items())
def test_texts_follow(before: str, after: str) -> None:
    assert in_text(before, "grade", "mark") == after


def test_a_whole_questionnaire_follows() -> None:
    document = small()
    after = operations.replace_item(document, "grade", item(document, "grade") | {"id": "mark"})
    assert sheets(after)[1].when == "mark <= 5"
    assert item(after, "hours")["when"] == "reason == grade"
    assert item(after, "more")["text"]["nl"] == "Meer over {mark|uw cijfer}?"
    assert item(after, "reason") == item(document, "reason")
    assert sheets(after)[0].id == "mark"
