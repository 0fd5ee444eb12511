"""Fields: what somebody's browser sends becomes an answer of the questionnaire, or is refused by it."""

import pytest

from survey.analysis import coding
from survey.languages import languages, translator
from survey.questionnaires.kinds import KINDS, Answer, Information, Item, MultipleChoice, OpenText, ReportGrade
from survey.questionnaires.kinds.names import NAMES
from survey.web.participate import fields
from tests.fixtures.studies import a_questionnaire
from tests.house.sources import ROOT

GRADE, GOOD, RECOMMEND, WHY = a_questionnaire().items()
PARTIALS = ROOT / "survey" / "web" / "templates" / "participate" / "items"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_item_has_a_definition_a_field_a_partial_a_coding_and_a_name(kind: str) -> None:
    definition = KINDS[kind]
    assert issubclass(definition, Item)
    for dispatcher in (fields.fields, coding.columns):
        assert dispatcher.dispatch(definition) is not dispatcher.dispatch(object), dispatcher
    assert (PARTIALS / f"{kind}.html").is_file()
    assert all(translator(language).gettext(NAMES[kind]) for language in languages())


def test_no_two_kinds_are_called_the_same() -> None:
    assert set(NAMES) == set(KINDS)
    for language in languages():
        assert len({translator(language).gettext(name) for name in NAMES.values()}) == len(KINDS)


def test_there_is_no_partial_without_a_kind() -> None:
    assert {path.stem for path in PARTIALS.iterdir()} == {*KINDS, "parts"}


def test_a_kind_that_nobody_wrote_a_field_for_is_an_error() -> None:
    with pytest.raises(NotImplementedError, match="no field for a Item"):
        fields.fields(Item.model_construct(), "nl")


@pytest.mark.parametrize("item", [GRADE, GOOD, RECOMMEND, WHY], ids=lambda item: str(item.kind))
def test_an_item_has_a_field_per_answer_key(item: Item) -> None:
    assert tuple(fields.fields(item, "nl")) == item.keys()


def test_information_has_no_field() -> None:
    assert fields.fields(Information.model_construct(id="hello"), "nl") == {}


def test_no_item_can_take_the_place_of_the_forms_own_names() -> None:
    assert fields.name("validate") == "item_validate"


@pytest.mark.parametrize(
    ("item", "data", "answer"),
    [
        (GRADE, "8", 8),
        (GRADE, " 10 ", 10),
        (GRADE, "dont_know", "dont_know"),
        (GRADE, "", None),
        (GRADE, None, None),
        (GRADE, "8.5", "8.5"),
        (GRADE, "٨", "٨"),
        (GRADE, "1" * 5000, "1" * 5000),
        (RECOMMEND, "yes", "yes"),
        (RECOMMEND, "8", "8"),
        (GOOD, ["other", "kind"], ("kind", "other")),
        (GOOD, ["kind", "kind"], ("kind",)),
        (GOOD, [], None),
        (GOOD, ["stranger", "kind"], ("kind", "stranger")),
        (WHY, "  Druk\r\nen moe ", "Druk\nen moe"),
        (WHY, "a\rb\tc", "a\nb\tc"),
        (WHY, "een\x00\x07twee", "eentwee"),
        (WHY, "\x00 \n", None),
        (WHY, "👩‍👧 é 你好", "👩‍👧 é 你好"),
    ],
)
def test_what_a_field_holds_becomes_an_answer(item: Item, data: object, answer: Answer) -> None:
    assert fields.answer(item, data) == answer


@pytest.mark.parametrize(
    ("item", "data"),
    [(GRADE, "8.5"), (GRADE, "٨"), (GRADE, "1" * 5000), (RECOMMEND, "8"), (GOOD, ["stranger", "kind"])],
)
def test_what_is_no_answer_is_refused_by_the_item(item: Item, data: object) -> None:
    assert not item.accepts(item.id, fields.answer(item, data))


def test_the_examples_are_what_they_seem() -> None:
    assert [type(item) for item in (GRADE, GOOD, WHY)] == [ReportGrade, MultipleChoice, OpenText]
