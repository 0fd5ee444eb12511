"""Waves and characteristics of a design: a new one needs as little as can be."""

from survey.questionnaires.definition import Audience
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Values, at
from survey.questionnaires.editing.design_attributes import with_attribute, with_class
from survey.questionnaires.editing.design_waves import TEXTS, free_name, texts, with_wave

DUTCH: Values = {"languages": ["nl", "en"]}


def test_a_wave_has_a_name_and_words_of_its_own() -> None:
    values = with_wave(with_wave(DUTCH, "employer", "employer"), "employer", "employer")
    assert [at(values, ("waves", each, "id")) for each in (0, 1)] == ["employer", "employer_2"]
    assert at(values, ("waves", 0, "text")) == {
        "nl": "Vragenlijst voor werkgevers",
        "en": "Questionnaire for employers",
    }
    assert at(values, ("waves", 0, "open_days")) == 42


def test_a_wave_has_reminders_where_there_are_words_for_them() -> None:
    assert at(with_wave(DUTCH, "employer", "employer"), ("waves", 0, "reminders")) is None
    reminding = with_wave(DUTCH | {"reminder": {}}, "employer", "employer")
    assert at(reminding, ("waves", 0, "reminders", "after")) == ["7 days", "21 days"]


def test_there_are_words_for_every_audience() -> None:
    assert set(TEXTS) == {each.value for each in Audience}
    assert texts("nobody", ["nl"]) == {}


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("wave", []) == "wave"
    assert free_name("wave", ["wave", "wave_2", None]) == "wave_3"


def test_a_characteristic_begins_with_two_classes() -> None:
    values = with_class(with_attribute(DUTCH, "participant"), 0)
    codes = [at(values, ("attributes", 0, "classes", each, "code")) for each in range(3)]
    assert codes == ["first", "second", "class"]
    found = design.examine(values, {}).findings
    assert ("attributes", 0, "text") in [each.place for each in found]
