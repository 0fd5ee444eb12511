"""Every problem is found with the question that it stands in, in words for somebody who never saw the file."""

from survey.questionnaires.editing import fresh, operations
from survey.questionnaires.editing.document import Document, opened, written
from survey.questionnaires.editing.outline import item
from survey.questionnaires.editing.troubles import Standing, standing, troubles

from .drafts import every_kind, small


def told(document: Document) -> list[tuple[str | None, str, str]]:
    return [(each.item, each.part, each.told(str)) for each in troubles(document)]


def changed(item_id: str, **values: object) -> Document:
    """The small questionnaire with something else in one question; None takes it away."""
    new = item(small(), item_id)
    for key, value in values.items():
        new = operations.with_key(new, key, value)
    return operations.replace_item(small(), item_id, new)


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert told(small()) == []


def test_a_new_questionnaire_has_no_questions() -> None:
    assert told(fresh.questionnaire("proef", "Proef", ["nl"])) == [(None, "pages", "There are no questions yet.")]


def test_what_is_empty_is_named_with_its_part() -> None:
    assert told(changed("grade", text=None, low=None)) == [
        ("grade", "text", "This is still empty."),
        ("grade", "low", "This is still empty."),
    ]


def test_a_missing_language_is_found_beside_what_is_empty() -> None:
    found = told(changed("grade", text={"nl": "Cijfer?"}, low=None))
    assert ("grade", "low", "This is still empty.") in found
    assert ("grade", "text", "This text is missing in the language “en”.") in found


def test_answers_that_are_not_there() -> None:
    assert told(changed("reason", options=None))[0] == (
        "reason",
        "options",
        "There is nothing to choose from. Give at least two answers.",
    )
    one = [{"code": "a", "text": {"nl": "A", "en": "A"}}]
    assert ("reason", "options", "Give at least two answers.") in told(changed("reason", options=one))


def test_a_condition_that_looks_at_nothing() -> None:
    found = told(changed("hours", when="nobody == 3"))
    assert [(where, part) for where, part, _ in found] == [("hours", "when")]
    assert "nobody" in found[0][2]


def test_a_condition_of_a_screen_belongs_to_its_first_question() -> None:
    found = told(operations.set_page_when(small(), "both", "hours > 3"))
    assert found[0][:2] == ("reason", "page")


def test_what_is_wrong_at_the_top_belongs_to_no_question() -> None:
    assert [(each.item, each.part) for each in troubles({**small(), "minutes": 900})] == [(None, "minutes")]


def test_a_setting_that_is_wrong() -> None:
    assert [each[:2] for each in told(changed("hours", minimum=9, maximum=3))] == [("hours", "maximum")]


def test_how_far_a_questionnaire_is() -> None:
    found = standing(written(every_kind()))
    assert isinstance(found, Standing)
    assert (found.screens, found.items, found.minutes) == (16, 17, 5)
    assert found.languages["nl"].percent == 100
    assert found.languages["en"].percent < 100
    assert found.of("vraag_single_choice")
    assert standing(written(small())).troubles == ()
    assert opened(written(small()), "x") == small()
