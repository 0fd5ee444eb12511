"""Texts of a form and ours: what is filled in, brackets, lay-out, and more columns in one language."""

import pytest

from survey.questionnaires.exchange.xlsform.asked import Asked, Questions
from survey.questionnaires.exchange.xlsform.columns import rows
from survey.questionnaires.exchange.xlsform.losses import Notices
from survey.questionnaires.exchange.xlsform.texts import Texts, is_exact, outward, plain
from survey.questionnaires.exchange.xlsform.tongues import Tongues
from survey.questionnaires.exchange.xlsform.workbook import Sheet
from survey.questionnaires.kinds import Domain, Sort


def texts() -> Texts:
    """Texts of a form with a question that was called `Your age`."""
    questions = Questions()
    questions.questions = {"Your-age": Asked("your_age", Domain(Sort.NUMBER))}
    return Texts(Tongues("nl"), questions, Notices("form.xlsx"))


def read(cells: dict[str, str], column: str = "label") -> tuple[dict[str, str], list[str]]:
    """The texts in `column` of a row, and what is said of it."""
    (row,) = rows(Sheet("survey", tuple(cells), (cells,)))
    reading = texts()
    return reading.wording(row, column), [str(each).removeprefix("form.xlsx:2: ") for each in reading.notices.found]


KEPT = [
    ("Hoe oud bent u?", "Hoe oud bent u?"),
    ("  Spaties  ", "Spaties"),
    ("twee\nregels", "twee\nregels"),
    ("{haken} en {{dubbel}}", "{{haken}} en {{{{dubbel}}}}"),
    ("U bent ${Your-age} jaar", "U bent {your_age|…} jaar"),
    ("${ Your-age }${Your-age}", "{your_age|…}{your_age|…}"),
    ("prijs: $5 en 10%", "prijs: $5 en 10%"),
    ("1 < 2 > 0 & meer", "1 < 2 > 0 & meer"),
    ("snake_case en 2*3*4", "snake_case en 2*3*4"),
    ("مرحبا 😀", "مرحبا 😀"),
]


@pytest.mark.parametrize(("cell", "text"), KEPT)
def test_words_are_kept_and_nothing_is_said(cell: str, text: str) -> None:
    assert read({"label": cell}) == ({"nl": text}, [])


FORMATTED = ["**vet**", "_schuin_", "# Kop", "<b>vet</b>", "[hier](http://a.nl)", "R&amp;D", "a&nbsp;b"]


@pytest.mark.parametrize("cell", FORMATTED)
def test_lay_out_that_is_taken_off_is_said(cell: str) -> None:
    found, said = read({"label": cell})
    assert found == {"nl": plain(cell)}
    assert said == ["survey, label: Bold, colours, headings and links are not kept; the words are."]


def test_only_lay_out_leaves_no_text() -> None:
    assert read({"label": "<br/>"})[0] == {}


def test_what_cannot_be_filled_in_is_said_for_each_name() -> None:
    found, said = read({"label": "Dag ${naam}, ${plaats}"})
    assert found == {"nl": "Dag …, …"}
    assert said == [
        f"survey, label: “{name}” cannot be filled in here. An ellipsis stands in its place; change the text."
        for name in ("naam", "plaats")
    ]


def test_a_question_that_is_filled_in_is_remembered() -> None:
    (row,) = rows(Sheet("survey", ("label",), ({"label": "U bent ${Your-age}"},)))
    reading = texts()
    reading.wording(row, "label")
    assert reading.questions.used == {"your_age"}


def test_each_language_has_its_text() -> None:
    cells = {"label": "Dag", "label::English (en)": "Hello", "label::Arabic": "مرحبا", "hint": "x"}
    assert read(cells) == ({"nl": "Dag", "en": "Hello", "ar": "مرحبا"}, [])


def test_of_two_different_texts_in_one_language_the_first_counts_and_that_is_said() -> None:
    found, said = read({"label": "Dag", "label::Dutch": "Hallo", "label::nl": "Dag"})
    assert found == {"nl": "Dag"}
    assert said == ["survey, label::Dutch: This text was left out: “label” is in the same language, “nl”."]


def test_our_own_column_counts_while_the_cell_beside_it_says_the_same() -> None:
    ours = {"label": "U bent … jaar", "werkpeil__label__nl": "U bent {attribute:age} jaar"}
    assert read(ours) == ({"nl": "U bent {attribute:age} jaar"}, [])
    assert read(ours | {"label": "U bent oud"}) == ({"nl": "U bent oud"}, [])


EXACT = [
    ("Hoe oud?", True),
    ("{age|…}", False),
    ("{{haken}}", False),
    ("**vet**", False),
    (" spatie", False),
    ("hard\u00a0spatie", False),
    ("twee\nregels", True),
]


@pytest.mark.parametrize(("text", "exact"), EXACT)
def test_a_text_that_a_cell_cannot_say_is_known(text: str, exact: bool) -> None:
    assert is_exact(text) is exact
    assert not exact or outward(text) == text
