"""A form of ours that somebody changed in another tool: what was changed counts, the rest stays what it was."""

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.exchange.xlsform.writing import write_xlsform
from survey.questionnaires.kinds import MultipleChoice, Number, ReportGrade, SingleChoice, ValueCard

EVERY_KIND = load_checked(Path(__file__).parents[2] / "written" / "every-kind.yaml")

Cell = Callable[[str, str, str], str | None]
"""The new text of a cell, given the name in its row, its column and its text."""


def edited(change: Cell, questionnaire: Questionnaire = EVERY_KIND) -> Received:
    """What is read of a form in which `change` was made."""
    workbook = load_workbook(io.BytesIO(write_xlsform(questionnaire)))
    for sheet in workbook.worksheets:
        headers = [str(cell.value) for cell in sheet[1]]
        names = headers.index("name") if "name" in headers else 0
        for row in sheet.iter_rows(min_row=2):
            name = str(row[names].value)
            for header, cell in zip(headers, row, strict=True):
                cell.value = change(name, header, str(cell.value)) if cell.value is not None else None
    content = io.BytesIO()
    workbook.save(content)
    return read_xlsform(content.getvalue(), "form.xlsx")


def replaced(name: str, column: str, text: str | None) -> Cell:
    """Another text in one column of the rows called `name`."""
    return lambda row, header, old: text if (row, header) == (name, column) else old


def test_nothing_changed_is_nothing_changed() -> None:
    assert edited(lambda _name, _column, text: text).questionnaire.digest() == EVERY_KIND.digest()


def test_another_label_is_kept_with_everything_else() -> None:
    item = edited(replaced("grade", "label::English (en)", "Your grade?")).questionnaire.item("grade")
    assert isinstance(item, ReportGrade)
    before = EVERY_KIND.item("grade")
    assert item.text == before.text | {"en": "Your grade?"}
    assert item.model_copy(update={"text": before.text}) == before


def test_another_condition_is_kept() -> None:
    found = edited(replaced("work", "relevant", "${agree} = 'no'")).questionnaire
    assert (EVERY_KIND.item("work").when, found.item("work").when) == ("agree == yes", "agree == no")


def test_other_bounds_are_kept() -> None:
    number = next(item for item in EVERY_KIND.items() if isinstance(item, Number))
    item = edited(replaced(number.id, "constraint", ". >= 4 and . <= 8")).questionnaire.item(number.id)
    assert isinstance(item, Number)
    assert (str(item.minimum), str(item.maximum), item.unit) == ("4", "8", number.unit)


def test_another_number_of_answers_is_kept() -> None:
    several = next(item for item in EVERY_KIND.items() if isinstance(item, MultipleChoice))
    item = edited(replaced(several.id, "constraint", "count-selected(.) <= 3")).questionnaire.item(several.id)
    assert isinstance(item, MultipleChoice)
    assert item.maximum == 3


def test_another_type_makes_another_item_and_that_is_said() -> None:
    single = next(item for item in EVERY_KIND.items() if isinstance(item, SingleChoice))
    found = edited(replaced("grade", "type", "integer"))
    assert isinstance(found.questionnaire.item("grade"), Number)
    assert any("no longer a question of the kind “report_grade”" in str(notice) for notice in found.notices)
    assert found.questionnaire.item(single.id) == single


def test_a_card_whose_questions_were_removed_is_no_card_any_more() -> None:
    card = next(item for item in EVERY_KIND.items() if isinstance(item, ValueCard))

    def without(name: str, _column: str, text: str) -> str | None:
        return None if name.startswith(f"{card.id}__") else text

    found = edited(without)
    assert any("no longer a question of the kind “value_card”" in str(notice) for notice in found.notices)


def test_another_title_is_kept_in_the_default_language() -> None:
    found = edited(lambda _name, column, text: "Anders" if column == "form_title" else text)
    first = EVERY_KIND.languages[0]
    assert found.questionnaire.title == EVERY_KIND.title | {first: "Anders"}


def test_a_limit_without_counterpart_is_said() -> None:
    number = next(item for item in EVERY_KIND.items() if isinstance(item, Number))
    found = edited(replaced(number.id, "constraint", ". >= 4 and regex(., '4')"))
    item = found.questionnaire.item(number.id)
    assert isinstance(item, Number)
    assert str(item.minimum) == "4"
    assert [notice.place for notice in found.notices] == ["survey, constraint"]


def test_an_option_that_no_longer_stands_alone_is_one_like_the_others() -> None:
    several = next(item for item in EVERY_KIND.items() if isinstance(item, MultipleChoice))
    assert any(option.exclusive for option in several.options)
    item = edited(replaced(several.id, "constraint", "count-selected(.) <= 2")).questionnaire.item(several.id)
    assert isinstance(item, MultipleChoice)
    assert [option.exclusive for option in item.options] == [False] * len(item.options)


def test_another_choice_filter_is_read_like_any_other_and_that_is_said() -> None:
    several = next(item for item in EVERY_KIND.items() if isinstance(item, MultipleChoice))
    before = {option.code: option.when for option in several.options if option.when}
    assert set(before.values()) == {"work == yes"}
    found = edited(replaced(several.id, "choice_filter", f"name != '{next(iter(before))}' or ${{work}} = 'no'"))
    item = found.questionnaire.item(several.id)
    assert isinstance(item, MultipleChoice)
    assert {option.code: option.when for option in item.options if option.when} == dict.fromkeys(before, "work == no")
    assert any("no longer a question of the kind “multiple_choice”" in str(notice) for notice in found.notices)


def test_options_in_a_random_order_can_be_put_in_order() -> None:
    several = next(item for item in EVERY_KIND.items() if isinstance(item, MultipleChoice))
    changed = several.model_copy(update={"randomise": True})
    pages = tuple(
        page.model_copy(update={"items": tuple(changed if each == several else each for each in page.items)})
        for page in EVERY_KIND.pages
    )
    before = EVERY_KIND.model_copy(update={"pages": pages})
    found = edited(replaced(several.id, "parameters", "randomize=false"), before).questionnaire.item(several.id)
    assert isinstance(found, MultipleChoice)
    assert not found.randomise


def test_another_label_is_kept_in_its_language() -> None:
    found = edited(replaced("tell_us", "label::Nederlands (nl)", "Vertel het ons.")).questionnaire
    assert found.item("tell_us").text["nl"] == "Vertel het ons."
    assert found.item("tell_us").text["en"] == EVERY_KIND.item("tell_us").text["en"]
