"""A design that is edited: values go in and come out, and everything that is wrong has its place."""

import pytest

from survey.questionnaires.checks.permissions import NO_DAY, NOBODY
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import EMPTY, Examined, Values
from survey.questionnaires.problems import ProblemsFoundError, Reason
from survey.questionnaires.tree import Plain
from tests.fixtures.studies import a_questionnaire, a_study, both

FOUND = {"four-questions": a_questionnaire()}


def written() -> Values:
    return design.read(design.write(a_study().model_dump(mode="json", exclude_defaults=True)))


def examined(values: Values) -> Examined:
    return design.examine(values, FOUND)


def told(values: Values) -> dict[str, str]:
    return {".".join(map(str, each.place)): each.told(str) for each in examined(values).findings}


def test_what_is_written_reads_back() -> None:
    values = written()
    assert design.read(design.write(values)) == values


@pytest.mark.parametrize("text", ["- a\n- b", "title: one\ntitle: two", "a: [", "hello"])
def test_a_text_without_keys_is_refused(text: str) -> None:
    with pytest.raises(ProblemsFoundError):
        design.read(text)


def test_a_right_design_is_a_study() -> None:
    found = examined(written())
    assert found.findings == ()
    assert found.study == a_study()


def test_what_is_missing_has_the_place_where_it_should_stand() -> None:
    values = design.put(written(), ("organisation",), None)
    assert told(values) == {"organisation": EMPTY}
    assert examined(values).study is None
    assert examined(values).findings[0].is_missing


def test_a_list_without_entries_is_missing_too() -> None:
    assert told(design.put(written(), ("waves",), [])) == {"waves": EMPTY}


def test_what_is_wrong_has_its_place() -> None:
    values = design.put(written(), ("helpdesk", "email"), "nobody")
    assert list(told(values)) == ["helpdesk.email"]
    values = design.put(written(), ("waves", 0, "questionnaire"), "other")
    assert told(values) == {"waves.0.questionnaire": "There is no questionnaire “other”."}
    assert not examined(values).findings[0].is_missing


def test_a_text_that_lacks_a_language_is_still_to_do() -> None:
    found = examined(design.put(written(), ("title", "en"), None))
    assert [each.place for each in found.findings] == [("title",)]
    assert found.findings[0].is_missing


def test_what_is_missing_keeps_nothing_else_from_being_checked() -> None:
    values = design.put(design.put(written(), ("organisation",), None), ("title", "en"), None)
    assert list(told(values)) == ["organisation", "title"]
    values = design.put(design.put(values, ("waves",), None), ("results", "measures"), None)
    assert list(told(values)) == ["organisation", "waves", "results", "title"]


def test_what_is_wrong_with_the_form_is_told_first() -> None:
    values = design.put(design.put(written(), ("helpdesk", "email"), "nobody"), ("title", "en"), None)
    assert list(told(values)) == ["helpdesk.email"]


@pytest.mark.parametrize(
    ("place", "value", "left"),
    [
        (("title", "nl"), "Nieuw", {"title": {"nl": "Nieuw", "en": "Old"}}),
        (("title", "nl"), None, {"title": {"en": "Old"}}),
        (("helpdesk", "phone"), "1", {"title": {"nl": "Oud", "en": "Old"}, "helpdesk": {"phone": "1"}}),
        (("waves",), [{"id": "one"}], {"title": {"nl": "Oud", "en": "Old"}, "waves": [{"id": "one"}]}),
    ],
)
def test_put(place: tuple[str | int, ...], value: Plain, left: Values) -> None:
    before: Values = {"title": {"nl": "Oud", "en": "Old"}}
    assert design.put(before, place, value) == left
    assert before == {"title": {"nl": "Oud", "en": "Old"}}


def test_what_held_only_what_goes_goes_too_but_an_entry_of_a_list_stays() -> None:
    assert design.put({"look": {"colour": "#000000"}}, ("look", "colour"), "") == {}
    values: Values = {"waves": [{"reminders": {"after": ["7 days"]}}]}
    assert design.put(values, ("waves", 0, "reminders", "after"), None) == {"waves": [{}]}


def test_a_place_in_a_list_that_is_not_there_is_passed_over() -> None:
    assert design.put({"waves": []}, ("waves", 3, "id"), "x") == {"waves": []}
    assert design.at({"waves": []}, ("waves", 0, "id")) is None
    assert design.at({"title": "one"}, ("title", "nl")) is None


def test_entries_are_added_moved_and_removed() -> None:
    values: Values = design.added({}, ("waves",), "a")
    for each in ("b", "c"):
        values = design.added(values, ("waves",), each)
    assert design.moved(values, ("waves", 2), -1) == {"waves": ["a", "c", "b"]}
    assert design.moved(values, ("waves", 0), -1) == values
    assert design.moved(values, ("waves", 2), 1) == values
    assert design.removed(values, ("waves", 1)) == {"waves": ["a", "c"]}
    assert design.removed({"waves": ["a"]}, ("waves", 0)) == {}


def test_permission_for_literal_words_needs_a_name_and_a_day() -> None:
    entry: Plain = {"instrument": "capability_set", "wording": "literal"}
    found = examined(design.put(written(), ("permissions",), [entry])).findings
    assert [each.told(str) for each in found] == [NOBODY, NO_DAY]
    whole: Plain = {"instrument": "capability_set", "wording": "literal", "given_by": "F. Abma", "date": "2026-11-01"}
    assert told(design.put(written(), ("permissions",), [whole])) == {}


def test_a_reason_in_a_message_is_translated_too() -> None:
    finding = design.Finding((), "{a} {b}", {"a": "one", "b": Reason("two {c}", {"c": "three"})})
    assert finding.told(str) == "one two three"


def test_both_languages_stand_in_for_a_missing_text() -> None:
    values = design.put(written(), ("invitation", "body"), None)
    assert told(values) == {"invitation.body": EMPTY}
    assert told(design.put(values, ("why",), {**both("")})) != {}
