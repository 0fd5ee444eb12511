"""Results of a design: what can be published of what is asked, and what stays of it when questions go."""

from survey.questionnaires import catalogue
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Values, at
from survey.questionnaires.editing.design_results import (
    CAPABILITY,
    asked,
    cards,
    chosen,
    comparable,
    publish,
    publishable,
    splitting,
    with_change,
)
from tests.fixtures.studies import AGE, a_questionnaire, a_study, a_wave

FOUND = {name: catalogue.questionnaire(name) for name in ("participant-baseline", "participant-six-months")}
OWN = {"four-questions": a_questionnaire()}


def written(**changes: object) -> Values:
    return design.read(design.write(a_study(**changes).model_dump(mode="json", exclude_defaults=True)))


def two_waves() -> Values:
    waves = [
        a_wave("first", questionnaire="participant-baseline"),
        a_wave("second", questionnaire="participant-six-months"),
    ]
    return written(waves=waves)


def test_what_can_be_published_follows_from_what_is_asked() -> None:
    items = asked(written(), OWN)
    assert list(items) == ["grade", "good", "recommend", "why"]
    assert publishable(items) == {"grade": "grade", "good": "mentions", "recommend": "choice", "why": "themes"}
    assert asked(written(), {}) == {}


def test_results_can_be_broken_down_by_characteristics_and_single_choices() -> None:
    assert splitting(written(attributes=[AGE]), asked(written(), OWN)) == ["age", "recommend"]


def test_what_is_ticked_is_published_and_is_right_at_once() -> None:
    items = asked(written(), OWN)
    values = publish(written(), ["grade", "good", "recommend"], items)
    assert chosen(values) == ["grade", "good", "recommend"]
    assert at(values, ("results", "measures", 2, "merged", "codes")) == ["yes"]
    assert design.examine(values, OWN).findings == ()


def test_what_was_said_about_a_measure_stays() -> None:
    items = asked(written(), OWN)
    values = design.put(written(), ("results", "measures", 0, "title", "nl"), "Ons cijfer")
    again = publish(values, ["recommend", "grade"], items)
    assert chosen(again) == ["grade", "recommend"]
    assert at(again, ("results", "measures", 0, "title", "nl")) == "Ons cijfer"
    assert chosen(publish(again, [], items)) == []


def test_value_cards_are_published_together() -> None:
    items = asked(two_waves(), FOUND)
    assert len(cards(items.values())) == 7
    assert cards(list(items.values())[:3]) == []
    values = publish(two_waves(), [CAPABILITY], items)
    assert chosen(values) == [CAPABILITY]
    assert design.examine(values, FOUND).findings == ()
    assert publish(values, [CAPABILITY], items) == values


def test_change_can_be_shown_between_linked_waves_of_one_audience() -> None:
    values = publish(two_waves(), [CAPABILITY, "grade_work"], asked(two_waves(), FOUND))
    assert [(one, two) for one, two, _of in comparable(values, FOUND)] == [("first", "second")]
    changed = with_change(values, "first", "second", FOUND)
    assert at(changed, ("results", "measures", 2, "of")) == ["grade_work", CAPABILITY]
    assert design.examine(changed, FOUND).findings == ()
    assert comparable(values | {"mode": "unlinked"}, FOUND) == []
    assert with_change(values, "second", "first", FOUND) == values


def test_change_goes_with_what_it_is_made_of() -> None:
    items = asked(two_waves(), FOUND)
    values = with_change(publish(two_waves(), [CAPABILITY, "grade_work"], items), "first", "second", FOUND)
    less = publish(values, ["grade_work"], items)
    assert at(less, ("results", "measures", 1, "of")) == ["grade_work"]
    assert len(design.entries(publish(less, [], items), ("results", "measures"))) == 0


def test_sets_of_an_example_keep_their_comparisons() -> None:
    values = design.read(
        design.write(
            catalogue.load_study_file(catalogue.shipped_studies()["jobcoaching"])[0].model_dump(
                mode="json", exclude_defaults=True
            )
        )
    )
    found = {name: catalogue.questionnaire(name) for name in catalogue.shipped_questionnaires()}
    again = publish(values, chosen(values), asked(values, found))
    kinds = {str(at(each, ("kind",))) for each in design.entries(values, ("results", "measures"))}
    assert {str(at(each, ("kind",))) for each in design.entries(again, ("results", "measures"))} == kinds
    assert design.examine(again, found).findings == ()
