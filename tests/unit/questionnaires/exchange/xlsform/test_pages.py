"""Groups, repeats and rows of other sorts: which pages they become."""

from survey.questionnaires.definition import Page

from .books import notices, received


def pages(survey: str) -> list[tuple[str, str | None, list[tuple[str, str | None]]]]:
    """Each page: its id and condition, and those of its items."""
    made: tuple[Page, ...] = received(survey).questionnaire.pages
    return [(page.id, page.when, [(item.id, item.when) for item in page.items]) for page in made]


def test_a_question_is_a_page() -> None:
    assert pages("| type | name | label |\n| note | a | A |\n| note | b | B |") == [
        ("a", None, [("a", None)]),
        ("b", None, [("b", None)]),
    ]


def test_a_group_gives_its_condition_to_its_pages_and_its_label_to_the_first() -> None:
    survey = """
    | type | name | label | relevant |
    | select_one yes_no | work | Work? |
    | begin group | about-work | About work | ${work} = 'yes' |
    | integer | hours | Hours? |
    | begin_group | inner | | ${hours} > 8 |
    | integer | days | Days? | ${hours} > 16 |
    | end_group |
    | end group |"""
    assert pages(survey)[1:] == [
        ("about_work", "work == yes", [("about_work", None), ("hours", None)]),
        ("days", "work == yes and hours > 8", [("days", "hours > 16")]),
    ]
    assert notices(survey) == []


def test_a_field_list_is_one_page_with_the_conditions_of_groups_inside_on_its_items() -> None:
    survey = """
    | type | name | label | relevant | appearance |
    | select_one yes_no | work | Work? |
    | begin_group | all | | ${work} = 'yes' | field-list |
    | integer | a | A? |
    | begin_group | inner | | ${work} != '' |
    | integer | b | B? | ${work} = 'no' |
    | end_group |
    | end_group |"""
    inner = "work is answered and work == no"
    assert pages(survey)[1:] == [("a", "work == yes", [("a", None), ("b", inner)])]


def test_who_looks_at_an_answer_on_the_same_page_comes_on_the_next() -> None:
    survey = """
    | type | name | label | relevant | appearance |
    | begin_group | all | | | field-list |
    | integer | a | A? |
    | integer | b | You said ${a}. B? |
    | integer | c | C? | ${b} > 1 |
    | end_group |"""
    assert [[item for item, _ in items] for _, _, items in pages(survey)] == [["a"], ["b"], ["c"]]


def test_a_page_holds_no_more_than_sixty() -> None:
    rows = "\n".join(f"| note | n{number} | N |" for number in range(130))
    survey = f"| type | name | label | appearance |\n| begin_group | all | All | field-list |\n{rows}\n| end_group |"
    sizes = [len(items) for _, _, items in pages(survey)]
    assert sum(sizes) == 131
    assert max(sizes) <= 60


def test_repeats_are_asked_once_and_that_is_said() -> None:
    survey = """
    | type | name | label | repeat_count |
    | begin_repeat | child | | 3 |
    | text | name | Name? |
    | end_repeat |"""
    assert pages(survey) == [("name", None, [("name", None)])]
    assert notices(survey) == [
        "2: survey, repeat_count: The column “repeat_count” has no counterpart and was not imported.",
        "2: survey, type: Questions cannot be repeated here. Those in “child” are asked once.",
    ]


def test_a_group_that_is_never_shown_is_left_out_with_everything_in_it() -> None:
    survey = """
    | type | name | label | relevant |
    | note | a | A |
    | begin_group | never | Never | false() |
    | begin_group | inner | Inner |
    | note | b | B |
    | end_group |
    | end_group |
    | note | c | C |"""
    assert [name for name, _, _ in pages(survey)] == ["a", "c"]
    assert notices(survey)[0] == "3: survey, relevant: This is never shown. It was left out."


def test_brackets_that_do_not_match_are_said() -> None:
    survey = "| type | name | label |\n| end_group |\n| begin_group | open | Open |\n| note | a | A |"
    assert pages(survey) == [("open", None, [("open", None), ("a", None)])]
    assert notices(survey) == ["2: survey, type: “end_group” ends nothing.", "3: survey, type: “open” is never ended."]


def test_a_heading_without_a_question_is_said() -> None:
    survey = "| type | name | label |\n| note | a | A |\n| begin_group | g | Empty |\n| image | p | P |\n| end_group |"
    assert "3: survey, label: The heading was left out: no question comes under it." in notices(survey)


def test_rows_without_type_and_disabled_rows_are_said_and_empty_ones_passed_over() -> None:
    survey = """
    | type | name | label | disabled | notes |
    | note | a | A |
    | | | | | just a remark |
    | | b | Forgotten |
    | note | c | C | yes |
    | |
    | note | d | D |"""
    assert [name for name, _, _ in pages(survey)] == ["a", "d"]
    assert notices(survey) == [
        "3: survey, notes: This row has no type, and was left out.",
        "4: survey, name: This row has no type, and was left out.",
        "5: survey, disabled: This row is disabled, and was left out.",
    ]


def test_what_the_checks_find_is_said_with_its_row_and_sheet() -> None:
    survey = """
    | type | name | label::English (en) | label::Nederlands (nl) |
    | select_one fruit | q | Which? | Welke? |
    | note | r | Thanks | |"""
    choices = "| list_name | name | label::en | label::nl |\n| fruit | a | A | A |\n| fruit | b | B | |"
    found = received(survey, choices, "| form_title::en | form_title::nl |\n| T | T |")
    assert [(each.line, each.place, each.values["language"]) for each in found.problems] == [
        (3, "choices", "nl"),
        (3, "survey", "nl"),
    ]
