"""Each type of question: the item that it becomes, and what is said about what is not kept."""

from typing import Any

import pytest

from survey.questionnaires.kinds import MultipleChoice, OptionsItem

from .books import CHOICES, items, notices, received

HEAD = "| type | name | label | hint | constraint | parameters | appearance | rows |\n"
BIG = "1000000000000"

TYPES: list[tuple[str, dict[str, Any]]] = [
    ("| note | q | Q |", {"kind": "information"}),
    ("| text | q | Q |", {"kind": "short_text", "length": 200}),
    ("| text | q | Q | | | | multiline |", {"kind": "open_text"}),
    ("| text | q | Q | | string-length(.) <= 1500 |", {"kind": "open_text", "length": 1500}),
    ("| text | q | Q | | string-length(.) < 20 |", {"kind": "short_text", "length": 19}),
    ("| integer | q | Q |", {"kind": "number", "minimum": f"-{BIG}"}),
    ("| int | q | Q | | . >= 0 and . <= 120 |", {"kind": "number", "maximum": "120"}),
    ("| integer | q | Q | | .>0 and 10>. |", {"kind": "number", "minimum": "1", "maximum": "9"}),
    ("| integer | q | Q | | (. > -5) and (. <= 5) |", {"kind": "number", "minimum": "-4", "maximum": "5"}),
    ("| decimal | q | Q | | . <= 2.5 |", {"kind": "number", "decimals": 3, "minimum": f"-{BIG}", "maximum": "2.5"}),
    ("| range | q | Q |", {"kind": "number", "maximum": "10"}),
    ("| range | q | Q | | | start=1 end=5 step=1 |", {"kind": "number", "minimum": "1", "maximum": "5"}),
    ("| range | q | Q | | | start=0; end=1; step=0.1 |", {"kind": "number", "maximum": "1", "decimals": 1}),
    ("| percentage | q | Q |", {"kind": "number", "maximum": "100"}),
    ("| date | q | Q |", {"kind": "date"}),
    (
        "| date | q | Q | | . > date('2020-01-31') and . <= '2021-12-31' |",
        {"kind": "date", "earliest": "2020-02-01", "latest": "2021-12-31"},
    ),
    ("| date | q | Q | | | | month-year |", {"kind": "month"}),
    ("| dateTime | q | Q |", {"kind": "date"}),
    ("| time | q | Q |", {"kind": "short_text", "length": 20}),
    ("| barcode | q | Q |", {"kind": "short_text", "length": 200}),
]


@pytest.mark.parametrize(("row", "fields"), TYPES, ids=[row for row, _ in TYPES])
def test_a_question_becomes_an_item(row: str, fields: dict[str, Any]) -> None:
    item = items(HEAD + row)["q"].model_dump(mode="json", exclude_defaults=True)
    assert item == {"id": "q", "text": {"en": "Q"}} | fields


@pytest.mark.parametrize(
    "spelling",
    [
        "select_one fruit",
        "select one fruit",
        "Select_One fruit",
        "select one from fruit",
        "select1 fruit",
        "add select one prompt using fruit",
        "select_one  fruit",
    ],
)
def test_one_choice_is_spelt_in_many_ways(spelling: str) -> None:
    item = items(f"{HEAD}| {spelling} | q | Q |")["q"]
    assert isinstance(item, OptionsItem)
    assert (getattr(item, "kind", ""), item.codes()) == ("single_choice", ("apple", "pear", "none"))


@pytest.mark.parametrize(
    "spelling", ["select_multiple fruit", "select multiple fruit", "select all that apply from fruit"]
)
def test_more_choices_are_spelt_in_many_ways(spelling: str) -> None:
    assert isinstance(items(f"{HEAD}| {spelling} | q | Q |")["q"], MultipleChoice)


EXCLUSIVE = [
    "not(selected(., 'none') and count-selected(.) > 1)",
    "not(selected(., 'none') and count-selected(.) >= 2)",
    "not(selected(., 'none')) or count-selected(.) = 1",
    "count-selected(.) < 2 or not(selected(., 'none'))",
    "if(selected(., 'none'), count-selected(.) = 1, true())",
]


@pytest.mark.parametrize("constraint", EXCLUSIVE)
def test_an_exclusive_option_is_recognised(constraint: str) -> None:
    item = items(f"{HEAD}| select_multiple fruit | q | Q | | {constraint} |")["q"]
    assert isinstance(item, MultipleChoice)
    assert item.exclusive_codes() == {"none"}
    assert notices(f"{HEAD}| select_multiple fruit | q | Q | | {constraint} |") == []


def test_how_many_may_be_chosen_is_kept() -> None:
    item = items(f"{HEAD}| select_multiple fruit | q | Q | | count-selected(.) >= 2 and count-selected(.) < 4 |")["q"]
    assert isinstance(item, MultipleChoice)
    assert (item.minimum, item.maximum) == (2, 3)


def test_or_other_adds_an_option_with_a_text_field() -> None:
    survey = f"{HEAD}| select_one fruit or_other | q | Q |"
    item = items(survey)["q"]
    assert isinstance(item, OptionsItem)
    assert [option.code for option in item.options if option.other] == ["other"]
    assert notices(survey) == [
        "2: survey, type: An option with a text field was added for another answer. Check its words."
    ]


def test_ranking_and_scales_and_chance() -> None:
    found = items(
        f"""{HEAD}| rank fruit | best | Best? |
| select_one steps | much | How much? | | | | likert |
| select_one fruit | any | Any? | | | randomize=true |"""
    )
    kinds = {name: item.model_dump(exclude_defaults=True) for name, item in found.items()}
    assert (kinds["best"]["kind"], kinds["much"]["kind"]) == ("ranking", "rating_scale")
    assert kinds["any"]["randomise"] is True


def test_a_list_of_more_questions_becomes_a_shared_scale() -> None:
    survey = f"{HEAD}| select_one steps | a | A |\n| select_one steps | b | B |\n| select_one fruit | c | C |"
    questionnaire = received(survey).questionnaire
    assert list(questionnaire.scales) == ["steps"]
    assert [item.model_dump().get("scale") for item in questionnaire.items()] == ["steps", "steps", None]


CONSENTS = [
    ("| acknowledge | q | I agree |", {"en": "Yes"}, "OK"),
    ("| select_multiple single | q | I agree |", {"en": "Agreed"}, "ok"),
]


@pytest.mark.parametrize(("row", "words", "name"), CONSENTS)
def test_one_thing_to_tick_is_asked_as_yes_or_no(row: str, words: dict[str, str], name: str) -> None:
    found = items(f"{HEAD}{row}\n| note | last | Last |".replace("| rows |", "| rows | relevant |"))
    assert found["q"].model_dump()["yes"] == words
    assert len(notices(f"{HEAD}{row}")) == 1
    survey = f"| type | name | label | relevant |\n{row}\n| note | last | Last | selected(${{q}}, '{name}') |"
    assert items(survey)["last"].when == "q == yes"


AS_TEXT = [
    ("select_one nowhere", "There is no list “nowhere” in the sheet “choices”."),
    ("select_one_from_file towns.csv", "The options are in another file, “towns.csv”."),
    ("select_one long", "The list “long” has 201 options; 200 are possible."),
]
LONG = CHOICES + "\n".join(f"| long | o{number} | O{number} |" for number in range(201))


@pytest.mark.parametrize(("type_", "reason"), AS_TEXT)
def test_options_that_cannot_be_had_leave_a_text_field(type_: str, reason: str) -> None:
    survey = f"{HEAD}| {type_} | q | Q |"
    assert items(survey, LONG)["q"].model_dump()["kind"] == "short_text"
    assert notices(survey, LONG) == [f"2: survey, type: {reason} The question is asked as a short text."]


LEFT_OUT = ["geopoint", "image", "audio", "file", "xml-external", "hidden", "nonsense", "select_one"]


@pytest.mark.parametrize("type_", LEFT_OUT)
def test_what_cannot_be_asked_is_left_out_and_said(type_: str) -> None:
    survey = f"{HEAD}| note | first | First |\n| {type_} | q | Q |"
    assert list(items(survey)) == ["first"]
    said = f"3: survey, type: Questions of type “{type_}” cannot be asked here. This one was left out."
    assert notices(survey) == [said]


@pytest.mark.parametrize("type_", ["start", "end", "today", "deviceid", "phone number", "start-geopoint", "audit"])
def test_what_would_tell_who_answers_is_not_recorded(type_: str) -> None:
    survey = f"{HEAD}| note | first | First |\n| {type_} | q |"
    assert list(items(survey)) == ["first"]
    assert f"“{type_}” is not recorded here" in notices(survey)[0]


LOSSES = [
    ("required", "yes", "3: survey, required: Every question may be left open here. It is not required."),
    ("default", "5", "3: survey, default: The column “default” has no counterpart and was not imported."),
    (
        "constraint",
        "regex(., 'a')",
        "The rule for the answer was left out as far as it has no counterpart: regex(., 'a')",
    ),
    ("constraint", ". > 1 and . < ${first}", "as far as it has no counterpart: . > 1 and . < ${first}"),
    ("Guidance Hint", "Ask twice", "3: survey, Guidance Hint: The column “Guidance Hint” has no counterpart"),
    ("constraint_message::English (en)", "Wrong", "3: survey, constraint_message::English (en): The column"),
    ("media::image", "a.png", "3: survey, media::image: The column “media::image” has no counterpart"),
    ("appearance", "w2 numbers", "3: survey, appearance: The appearance “w2 numbers” has no counterpart"),
    ("parameters", "max-pixels=640", "3: survey, parameters: The parameter “max-pixels=640” has no counterpart"),
    ("my own column", "hello", "3: survey, my own column: The column “my own column” has no counterpart"),
    ("bind::jr:preload", "uid", "3: survey, bind::jr:preload: The column “bind::jr:preload” has no counterpart"),
]


@pytest.mark.parametrize(("column", "cell", "notice"), LOSSES)
def test_every_other_cell_is_said_with_its_place(column: str, cell: str, notice: str) -> None:
    survey = f"| type | name | label::English (en) | {column} |\n| note | first | First |\n| integer | q | Q | {cell} |"
    found = notices(survey)
    assert len(found) == 1
    assert notice in found[0]


@pytest.mark.parametrize(("column", "cell"), [("required", "no"), ("required", "FALSE"), ("read_only", "no")])
def test_what_changes_nothing_is_not_said(column: str, cell: str) -> None:
    assert notices(f"| type | name | label | {column} |\n| integer | q | Q | {cell} |") == []


def test_texts_lose_their_lay_out_and_keep_their_words() -> None:
    survey = (
        "| type | name | label |\n| note | q | # **Hello** <span style='color:red'>you</span> [site](http://a.nl) {x} |"
    )
    assert items(survey)["q"].text == {"en": "Hello you site (http://a.nl) {{x}}"}
    assert notices(survey) == ["2: survey, label: Bold, colours, headings and links are not kept; the words are."]


def test_an_earlier_answer_is_filled_in_with_an_ellipsis_as_its_fallback() -> None:
    survey = """
    | type | name | label |
    | integer | Age | How old? |
    | note | q | You are ${Age}, ${nobody} |"""
    assert items(survey)["q"].text == {"en": "You are {age|…}, …"}
    assert "“nobody” cannot be filled in here." in notices(survey)[0]


def test_a_question_without_a_label_is_called_by_its_name_or_hint() -> None:
    found = items("| type | name | label | hint |\n| integer | age |\n| integer | size | | Your size |")
    assert (found["age"].text, found["size"].text) == ({"en": "age"}, {"en": "Your size"})


def test_settings_sheets_and_columns_of_options_that_are_not_used_are_said() -> None:
    choices = CHOICES.replace("| label |", "| label | image |", 1).replace("| Apple |", "| Apple | apple.png |")
    settings = "| form_title | style | sms_keyword |\n| A form | pages | x |"
    found = received("| type | name | label |\n| select_one fruit | q | Q |", choices, settings, notes="| a |\n| b |")
    assert {str(notice).partition("form.xlsx:")[2] for notice in found.notices} >= {
        "2: settings, style: The setting “style” has no counterpart and was not imported.",
        "2: settings, sms_keyword: The setting “sms_keyword” has no counterpart and was not imported.",
        "1: choices: The column “image” has no counterpart and was not imported.",
        "1: notes: The sheet “notes” has no counterpart and was not imported.",
    }
