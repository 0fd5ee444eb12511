"""Forms in the styles in which others publish them: what is asked in the end, and everything that is told."""

import pytest

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform

from .books import book
from .vanished import vanished

HEALTH = {
    "survey": """
    | type | name | label::English (en) | label::Français (fr) | relevant | constraint | required | calculation |
    | start | start |
    | deviceid | device |
    | begin_group | consent_group | Consent | Accord |
    | note | intro | **Welcome** to the survey | **Bienvenue** à l'enquête |
    | select_one yn | agree | Do you agree? | Êtes-vous d'accord ? | | | yes |
    | end_group |
    | begin_group | demo | About you | Sur vous | ${agree} = 'yes' |
    | integer | age | Age in years | Âge en années | | . >= 18 and . <= 69 | yes |
    | select_multiple ill | ills | Which? | Lesquelles ? | | not(selected(., 'none') and count-selected(.) > 1) |
    | decimal | kg | Weight | Poids | | . > 20 and . < 300 |
    | decimal | m | Height | Taille | | . > 0.5 and . < 2.5 |
    | calculate | bmi | | | | | | round(${kg} div (${m} * ${m}), 1) |
    | note | result | Your BMI is ${bmi} | Votre IMC est ${bmi} | ${bmi} >= 30 and selected(${ills}, 'sugar') |
    | end_group |""",
    "choices": """
    | list_name | name | label::English (en) | label::Français (fr) |
    | yn | yes | Yes | Oui |
    | yn | no | No | Non |
    | ill | none | None | Aucune |
    | ill | sugar | Diabetes | Diabète |""",
    "settings": """
    | form_title | form_id | version | default_language | style |
    | Steps | steps-1 | 2024 | English (en) | pages |""",
}
HEALTH_ITEMS = [
    "consent_group: information",
    "intro: information",
    "agree: single_choice",
    "demo: information if agree == yes",
    "age: number if agree == yes",
    "ills: multiple_choice if agree == yes",
    "kg: number if agree == yes",
    "m: number if agree == yes",
    "bmi: calculated if agree == yes",
    "result: information if agree == yes and bmi >= 30 and ills contains sugar",
]
HEALTH_TOLD = [
    "survey 2 type: “start” is not recorded here",
    "survey 3 type: “deviceid” is not recorded here",
    "survey 5 label::English (en): Bold, colours, headings",
    "survey 5 label::Français (fr): Bold, colours, headings",
    "survey 6 required: Every question may be left open",
    "survey 9 required: Every question may be left open",
    "survey 11 type: At most three decimals",
    "survey 12 type: At most three decimals",
    "settings 2 form_title: The form has one title for all",
    "settings 2 style: The setting “style” has no counterpart",
]

HOUSEHOLD = {
    "survey": """
    | type | name | label | relevance | appearance | jr:count | disabled | calculation | choice_filter | media::image |
    | begin group | hh | Household | | field-list |
    | select_one region | region | Region? | | minimal |
    | select_one town | town | Town? | ${region} != '' | | | | | region = ${region} |
    | integer | size | How many people? | | numbers |
    | begin repeat | member | Member | | | ${size} |
    | text | first_name | First name |
    | select_one sex | sex | Is ${first_name} a man? | | likert |
    | end repeat | member |
    | end group | hh |
    | text | old | Old question | | | | yes |
    | calculate | double | | | | | | ${size} * 2 |
    | calculate | group | | | | | | if(${size} > 5, 'big', 'small') |
    | note | thanks | Thank you ${group} | ../size > 0 | | | | | | thanks.png |
    | geopoint | place | Where are we? |""",
    "choices": """
    | list name | name | label | region |
    | region | 1 | North |
    | region | 2 | South |
    | town | A-1 | Aa | 1 |
    | town | B 2 | Be | 2 |
    | sex | 1 | Man |
    | sex | 2 | Woman |
    | sex | -88 | Won't say |
    | unused | x | Never |""",
    "settings": "| form_title | form_id | default_language |\n| Household | hh | English |",
}
HOUSEHOLD_ITEMS = [
    "hh: information",
    "region: single_choice",
    "town: single_choice if region is answered",
    "size: number",
    "member: information",
    "first_name: short_text",
    "sex: rating_scale",
    "double: calculated",
    "thanks: information if size > 0",
]
HOUSEHOLD_TOLD = [
    "survey 5 appearance: The appearance “numbers” has no counterpart",
    "survey 6 jr:count: The column “jr:count” has no counterpart",
    "survey 6 type: Questions cannot be repeated here. Those in “member” are asked once.",
    "survey 11 disabled: This row is disabled",
    "survey 13 calculation: The calculation was left out: “if(${size} > 5, 'big', 'small')” has no counterpart.",
    "survey 14 label: “group” cannot be filled in here.",
    "survey 14 media::image: The column “media::image” has no counterpart",
    "survey 15 type: Questions of type “geopoint” cannot be asked here.",
    "choices 9 list name: No question that was imported uses the list “unused”.",
]

OLD = {
    "Survey": """
    | Type | Name | Label | Hint | Relevance | Constraint | Required | Notes |
    | add select one prompt using YesNo | Q1 | First question | Read it aloud | | | Yes |
    | select all that apply from Fruit | Q2 | Second question | | selected(${Q1}, 'Yes') | count-selected(.) <= 2 |
    | q string | Q3 | Third question | | ${Q2} |
    | add integer prompt | Q4 | Fourth | | ${Q1} = 'No' or ${Q1} = 'Maybe' | . < 10 or . = 99 | | check this |
    | | | | | | | | a remark on a row of its own |
    | select one from YesNo or specify other | Q5 | Fifth question |
    | acknowledge | Q6 | Sixth question |
    | phone number | Q7 | Seventh question |""",
    "Choices": """
    | List Name | Name | Label |
    | YesNo | Yes | Yes |
    | YesNo | No | No |
    | Fruit | 1 | Apple |
    | Fruit | 2 | Pear |
    | Fruit | 3 | Plum |""",
    "Settings": "| Form Title | Form ID | Default Language |\n| Old form | old_form | en |",
}
OLD_ITEMS = [
    "q1: single_choice",
    "q2: multiple_choice if q1 == yes",
    "q3: short_text if q2 is answered",
    "q4: number if q1 == no",
    "q5: single_choice",
    "q6: consent",
]
OLD_TOLD = [
    "survey 2 Required: Every question may be left open",
    "survey 5 Relevance: A part of the condition is never so, and was left out: “Q1” has no answer “Maybe”.",
    "survey 5 Constraint: The rule for the answer was left out as far as it has no counterpart: . < 10 or . = 99",
    "survey 5 Notes: The column “Notes” has no counterpart",
    "survey 6 Notes: This row has no type",
    "survey 7 Type: An option with a text field was added",
    "survey 8 Type: This is asked as yes or no.",
    "survey 9 Type: “phone number” is not recorded here",
]

GRID = {
    "survey": """
    | type | name | label | appearance | $kuid | kobo--score-choices | relevant | parameters | trigger | default |
    | begin_group | table | How do you feel? | table-list w4 | k1 |
    | select_one mood | morning | In the morning | | k2 |
    | select_one mood | evening | In the evening | | k3 |
    | end_group |
    | begin_score | score | Score | | | mood |
    | score__row | one | One |
    | end_score |
    | range | pain | Pain? | vertical | | | | start=0 end=10 step=2 |
    | text | why | Why? | multiline w2 | | | ${pain} > 6 and ${evening} <= 2 |
    | date | since | Since when? | month-year | | | | | | today() |
    | dateTime | seen | When did you see it? |
    | time | hour | At what time? |
    | rank mood | order | Put in order |
    | barcode | code | Scan |
    | audio | voice | Say it | | | | | quality=low |
    | calculate | now | | | | | | | ${pain} |
    | select_one_from_file towns.csv | town | Which town? | autocomplete |""",
    "choices": """
    | list_name | name | label |
    | mood | 1 | Bad |
    | mood | 2 | So-so |
    | mood | 3 | Good |""",
    "settings": "| form_title | form_id | default_language |\n| Grid | grid | en |",
    "entities": "| dataset | label |\n| people | ${why} |",
}
GRID_ITEMS = [
    "table: information",
    "morning: single_choice",
    "evening: single_choice",
    "pain: number",
    "why: open_text if pain > 6 and (evening == c1 or evening == c2)",
    "since: month",
    "seen: date",
    "hour: short_text",
    "order: ranking",
    "code: short_text",
    "town: short_text",
]
GRID_TOLD = [
    "survey 2 appearance: The appearance “w4” has no counterpart",
    "survey 2 $kuid: The column “$kuid” has no counterpart",
    "survey 3 $kuid: The column “$kuid” has no counterpart",
    "survey 4 $kuid: The column “$kuid” has no counterpart",
    "survey 6 type: Questions of type “begin_score” cannot be asked here.",
    "survey 7 type: Questions of type “score__row” cannot be asked here.",
    "survey 8 type: Questions of type “end_score” cannot be asked here.",
    "survey 9 parameters: Every number from 0 to 10 can be given, not only steps of 2.",
    "survey 10 appearance: The appearance “w2” has no counterpart",
    "survey 11 default: The column “default” has no counterpart",
    "survey 12 type: Only the date is asked, not the time.",
    "survey 13 type: “time” is asked as a short text.",
    "survey 16 type: Questions of type “audio” cannot be asked here.",
    "survey 17 calculation: The calculation was left out",
    "survey 18 type: The options are in another file, “towns.csv”.",
    "entities 1: The sheet “entities” has no counterpart",
]

SCRIPTS = {
    "survey": """
    | type | name | label::العربية (ar) | label::English (en) | hint::العربية (ar) | label::kurdî |
    | text | اسم | ما اسمك؟ 😀 | What is your name? 😀 | اكتب هنا | Navê te? |
    | select_one نعم | q2 | هل تعمل؟ | Do you work? | | Tu dixebitî? |
    | note | n | مرحبا ${اسم} | Hello ${اسم} | | Silav ${اسم} |
    | note | m | شكرا | Thank you | | Spas |""",
    "choices": """
    | list_name | name | label::العربية (ar) | label::English (en) | label::kurdî |
    | نعم | نعم | نعم | Yes | Erê |
    | نعم | لا | لا | No | Na |""",
    "settings": """
    | form_title::العربية (ar) | form_title::English (en) | form_title::kurdî | form_id |
    | استبيان | Survey | Pirs | rtl |""",
}
SCRIPTS_ITEMS = ["q: short_text", "q2: single_choice", "n: information", "m: information"]
SCRIPTS_TOLD = ["survey 1: The language “kurdî” is not known. It became “und-x-kurd”"]

STYLES = {
    "health": (HEALTH, HEALTH_ITEMS, HEALTH_TOLD),
    "household": (HOUSEHOLD, HOUSEHOLD_ITEMS, HOUSEHOLD_TOLD),
    "old spellings": (OLD, OLD_ITEMS, OLD_TOLD),
    "grids and widgets": (GRID, GRID_ITEMS, GRID_TOLD),
    "scripts": (SCRIPTS, SCRIPTS_ITEMS, SCRIPTS_TOLD),
}
ALWAYS = ("does not say how long it takes", "does not say who is asked")
NAMES = sorted(STYLES)


def read(name: str) -> Received:
    """What comes of a form."""
    return read_xlsform(book(**STYLES[name][0]), "form.xlsx")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_and_when(name: str) -> None:
    asked = []
    for page in read(name).questionnaire.pages:
        for item in page.items:
            conditions = [each for each in (page.when, item.when) if each]
            kind = item.model_dump()["kind"]
            asked.append(f"{item.id}: {kind}" + (f" if {' and '.join(conditions)}" if conditions else ""))
    assert asked == STYLES[name][1]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told(name: str) -> None:
    told = [each for each in read(name).notices if not any(words in each.message for words in ALWAYS)]
    said = []
    for notice in told:
        sheet, _, column = notice.place.partition(", ")
        place = f"{sheet} {notice.line} {column}".strip()
        said.append(f"{place}: {str(notice).partition(f': {notice.place}: ')[2]}")
    expected = STYLES[name][2]
    assert [each for each in expected if not any(line.startswith(each) for line in said)] == []
    assert [line for line in said if not any(line.startswith(each) for each in expected)] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_vanishes(name: str) -> None:
    assert vanished(book(**STYLES[name][0]), read(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_used_at_once_or_says_what_to_mend(name: str) -> None:
    found = [str(each).removeprefix("form.xlsx:") for each in read(name).problems]
    missing = "2: survey: This text is missing in the language"
    assert found == ([f"{missing} “en”.", f"{missing} “und-x-kurd”."] if name == "scripts" else [])
