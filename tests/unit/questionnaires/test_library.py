"""What the product ships: complete languages, short sentences, equal waves, and the scales that were published."""

import re
from collections.abc import Iterator

import pytest

from survey.questionnaires import catalogue
from survey.questionnaires.definition import Audience, Page, Questionnaire
from survey.questionnaires.kinds import ChoiceItem, HoursPerMonth, MultipleChoice, ReportGrade, SingleChoice, ValueCard
from survey.questionnaires.routing import reachable, shown_items
from survey.questionnaires.study import ItemMeasure, Mode, Study
from survey.questionnaires.wording import spoken

QUESTIONNAIRES = {name: catalogue.questionnaire(name) for name in catalogue.shipped_questionnaires()}
STUDIES = {name: catalogue.load_study_file(path)[0] for name, path in catalogue.shipped_studies().items()}

MOST_WORDS = 15
MOST_SCREENS = 26
SENTENCE_END = re.compile(r"(?<=[.!?:])\s|\n")
ARABIC = re.compile(r"[\u0600-\u06ff]")
DUTCH_ALONE = re.compile(r"\b(de|het|een|niet|uw|en|van)\b", re.IGNORECASE)

VALUES = ("use", "develop", "decide", "contacts", "goals", "income", "contribute")
PAIRS = [("participant-baseline", "participant-six-months"), ("job-coach-baseline", "job-coach-six-months")]


def wordings_of(asked: Questionnaire) -> Iterator[dict[str, str]]:
    """Every text that people can see."""
    yield asked.title
    for options in asked.scales.values():
        yield from (option.text for option in options)
    for item in asked.items():
        yield from (wording for _, wording in item.wordings())


def wordings_in(study: Study) -> Iterator[dict[str, str]]:
    """Every text of a study, its letters and its tables."""
    yield from (study.programme, study.title, study.organisation, study.why)
    for letter in filter(None, (study.invitation, study.reminder, study.thanks)):
        yield from (letter.subject, letter.body)
    yield from (wave.text for wave in study.waves)
    yield from (measure.title for measure in study.results.measures)


EVERYTHING = {name: list(wordings_of(each)) for name, each in QUESTIONNAIRES.items()}
EVERYTHING |= {f"study {name}": list(wordings_in(each)) for name, each in STUDIES.items()}


def labels(asked: str, item_id: str, language: str = "nl") -> list[str]:
    item = QUESTIONNAIRES[asked].item(item_id)
    assert isinstance(item, ChoiceItem)
    return [spoken(option.text, language) for option in item.options]


def pages(asked: Questionnaire) -> dict[str, Page]:
    return {page.id: page for page in asked.pages}


def test_the_library_and_the_studies_are_those_that_were_promised() -> None:
    assert set(QUESTIONNAIRES) == {
        "participant-satisfaction",
        "work-as-value",
        "participant-baseline",
        "participant-six-months",
        "job-coach-baseline",
        "job-coach-six-months",
        "employer",
        "municipality",
        "work-status",
        "needs-by-role",
    }
    assert set(STUDIES) == {
        "amsterdam-jobcoaching",
        "werk-als-waarde",
        "jobcoaching",
        "employer-quickscan",
        "needs-by-role",
    }


@pytest.mark.parametrize("asked", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_every_questionnaire_speaks_dutch_easy_dutch_and_english_and_to_participants_arabic(
    asked: Questionnaire,
) -> None:
    extra = ("ar",) if asked.audience is Audience.PARTICIPANT else ()
    assert asked.languages == ("nl", "nl-x-easy", "en", *extra)


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_every_study_speaks_what_all_of_its_questionnaires_speak_and_dutch_first(study: Study) -> None:
    spoken_by_all = set.intersection(*(set(QUESTIONNAIRES[wave.questionnaire].languages) for wave in study.waves))
    assert set(study.languages) == spoken_by_all
    assert study.languages[0] == "nl"


@pytest.mark.parametrize("wordings", EVERYTHING.values(), ids=EVERYTHING)
@pytest.mark.parametrize("language", ["nl", "nl-x-easy"])
def test_sentences_are_short(wordings: list[dict[str, str]], language: str) -> None:
    sentences = [sentence for wording in wordings for sentence in SENTENCE_END.split(wording[language])]
    assert [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("wordings", EVERYTHING.values(), ids=EVERYTHING)
def test_each_language_is_written_in_its_own_words(wordings: list[dict[str, str]]) -> None:
    for wording in wordings:
        assert "ar" not in wording or ARABIC.search(wording["ar"]), wording
        assert not ARABIC.search(wording["nl"] + wording["nl-x-easy"] + wording["en"]), wording
        if DUTCH_ALONE.search(wording["nl"]) and len(wording["nl"].split()) > 1:
            assert wording["en"] != wording["nl"], wording


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_letter_promises_nothing_about_names_as_the_product_says_that_by_the_state_of_the_keys(study: Study) -> None:
    letters = filter(None, (study.invitation, study.reminder, study.thanks))
    for text in (text for letter in letters for text in letter.body.values()):
        assert not re.search(r"anon[iy]|vertrouwelijk|confidential|مجهول|سري", text, re.IGNORECASE)


@pytest.mark.parametrize("asked", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_nobody_sees_more_screens_than_the_file_allows(asked: Questionnaire) -> None:
    assert asked.screens is not None
    assert len(asked.pages) <= asked.screens <= MOST_SCREENS


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_two_waves_share_is_word_for_word_equal_in_the_same_order_on_the_same_pages(
    before: str, after: str
) -> None:
    first, second = pages(QUESTIONNAIRES[before]), pages(QUESTIONNAIRES[after])
    assert {name: second.get(name) for name in first} == first
    assert [name for name in second if name in first] == list(first)


def test_the_second_wave_asks_participants_everything_of_the_satisfaction_questionnaire_too() -> None:
    second = QUESTIONNAIRES["participant-six-months"]
    asked = {item.id: item for item in second.items()}
    satisfaction = [item for item in QUESTIONNAIRES["participant-satisfaction"].items() if item.asks]
    assert [item.id for item in satisfaction if item.id not in asked] == ["paid_work"]
    assert all(asked[item.id] == item for item in satisfaction if item.id in asked)


@pytest.mark.parametrize("name", ["work-as-value", "participant-baseline", "participant-six-months"])
def test_seven_values_are_asked_on_seven_cards_with_three_questions(name: str) -> None:
    cards = [item for item in QUESTIONNAIRES[name].items() if isinstance(item, ValueCard)]
    assert [card.id for card in cards] == [f"value_{value}" for value in VALUES]
    for card in cards:
        assert [question.code for question in card.questions] == ["a", "b", "c"]
        important, chance, success = card.parts()
        assert list(important.values().values()) == list(chance.values().values()) == [1, 2, 3, 4, 5]
        assert chance.options == success.options


def test_who_has_no_work_is_asked_only_how_important_a_value_is() -> None:
    asked = QUESTIONNAIRES["work-as-value"]
    with_work = shown_items(asked, {"work_status": "paid_with_coach"})["value_income"][0]
    without = shown_items(asked, {"work_status": "no_paid_work"})["value_income"][0]
    assert with_work.keys() == ("value_income__a", "value_income__b", "value_income__c")
    assert without.keys() == ("value_income__a",)


def test_who_has_no_work_sees_one_screen_of_the_work_status() -> None:
    asked = QUESTIONNAIRES["work-status"]
    assert [page.id for page in reachable(asked, {"work_status": "no_paid_work"})] == ["work_status"]
    assert len(reachable(asked, {"work_status": "trial"})) == 2


@pytest.mark.parametrize("name", ["participant-satisfaction", "participant-six-months"])
def test_what_can_be_better_is_asked_of_everyone_whatever_the_grade(name: str) -> None:
    asked = QUESTIONNAIRES[name]
    assert all({"better", "gains"} <= set(shown_items(asked, {"grade": grade})) for grade in range(1, 11))


def test_the_scales_say_what_was_published() -> None:
    assert labels("participant-satisfaction", "there")[:4] == ["Altijd", "Meestal", "Soms", "Nooit"]
    assert labels("participant-satisfaction", "yield")[:5] == [
        "Niets",
        "Een beetje",
        "Redelijk veel",
        "Veel",
        "Heel veel",
    ]
    assert labels("participant-satisfaction", "recommend") == ["Ja", "Nee", "Weet ik niet"]
    scales = QUESTIONNAIRES["work-as-value"].scales
    assert [option.text["nl"] for option in scales["importance"]] == [
        "Helemaal niet belangrijk",
        "Niet belangrijk",
        "Neutraal",
        "Belangrijk",
        "Heel belangrijk",
        "Weet ik niet",
    ]
    assert [option.text["nl"] for option in scales["degree"]] == [
        "Helemaal niet",
        "Nauwelijks",
        "Een beetje",
        "Goed",
        "Heel goed",
        "Weet ik niet",
    ]
    match = QUESTIONNAIRES["job-coach-baseline"].scales["match"]
    assert [option.text["nl"] for option in match] == ["Slecht", "Matig", "Goed", "Uitstekend", "Weet ik niet"]
    assert labels("employer", "importance")[0] == "Heel onbelangrijk"


@pytest.mark.parametrize("asked", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_dont_know_is_never_a_point_of_a_scale(asked: Questionnaire) -> None:
    for item in asked.items():
        assert ("dont_know" in item.codes()) == ("dont_know" in item.missing_codes())
        if isinstance(item, ReportGrade):
            assert item.dont_know is not None


def test_no_item_calls_a_coach_internal_or_external_as_people_read_that_in_opposite_ways() -> None:
    for wordings in EVERYTHING.values():
        for wording in wordings:
            assert not re.search(r"\b(intern|extern)e?\b|\b(in|ex)ternal\b", f"{wording['nl']} {wording['en']}")


@pytest.mark.parametrize("name", ["work-as-value", "participant-baseline", "participant-six-months"])
def test_the_source_says_that_the_wording_of_the_values_is_ours_and_not_validated(name: str) -> None:
    source = QUESTIONNAIRES[name].source or ""
    assert "our own and not validated" in source
    assert "permission of the authors" in source


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_every_table_of_a_study_can_be_made_in_one_of_its_waves(study: Study) -> None:
    kinds = {"grade": ReportGrade, "choice": SingleChoice, "mentions": MultipleChoice, "amount": HoursPerMonth}
    asked = [QUESTIONNAIRES[wave.questionnaire] for wave in study.waves]
    for measure in study.results.measures:
        if isinstance(measure, ItemMeasure):
            assert measure.item not in study.results.breakdowns, "a breakdown has its own table"
            holders = [item for each in asked for item in each.items() if item.id == measure.item]
            assert holders
            assert all(isinstance(item, kinds[measure.kind]) and item == holders[0] for item in holders)


def test_the_standard_study_asks_three_audiences_and_joins_their_waves() -> None:
    study = STUDIES["jobcoaching"]
    assert study.mode is Mode.LINKED
    assert [(wave.id, wave.questionnaire) for wave in study.waves] == [
        ("baseline", "participant-baseline"),
        ("six_months", "participant-six-months"),
        ("coach_baseline", "job-coach-baseline"),
        ("coach_six_months", "job-coach-six-months"),
        ("employer_six_months", "employer"),
    ]
    assert [wave.months for wave in study.waves] == [0, 6, 0, 6, 6]
    assert {wave.reminder_days() for wave in study.waves} == {(7, 14)}


def test_a_reminder_says_what_to_do_for_who_has_answered_already() -> None:
    reminder = STUDIES["jobcoaching"].reminder
    assert reminder is not None
    assert "Heeft u de vragen al beantwoord? Dan hoeft u niets te doen." in reminder.body["nl"]


@pytest.mark.parametrize("name", sorted(set(STUDIES) - {"jobcoaching"}))
def test_other_studies_are_opened_by_hand(name: str) -> None:
    assert {wave.offset for wave in STUDIES[name].waves} == {None}
    assert {STUDIES[name].sending_of(wave) for wave in STUDIES[name].waves} == {None}


def test_questionnaires_without_waves_in_time_are_never_joined() -> None:
    modes = {name: study.mode for name, study in STUDIES.items()}
    assert {name for name, mode in modes.items() if mode is Mode.UNLINKED} == {
        "amsterdam-jobcoaching",
        "employer-quickscan",
        "needs-by-role",
    }
