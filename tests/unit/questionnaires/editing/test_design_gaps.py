"""Gaps of a design: what stands in for each, so that all the rest can be checked already."""

import pytest

from survey.questionnaires.editing import design
from survey.questionnaires.editing.design_gaps import LINKED, WORDS, beside, stand_in
from survey.questionnaires.kinds import Place
from survey.questionnaires.tree import Plain
from tests.fixtures.studies import a_questionnaire, a_study

FOUND = {"four-questions": a_questionnaire()}
BOTH: dict[str, Plain] = {"nl": WORDS, "en": WORDS}

STAND_INS: dict[str, tuple[Place, Plain]] = {
    "a title": (("title",), BOTH),
    "a title in a language": (("title", "nl"), WORDS),
    "a letter": (("invitation", "body"), {"nl": LINKED, "en": LINKED}),
    "a letter in a language": (("invitation", "body", "en"), LINKED),
    "a subject": (("invitation", "subject"), BOTH),
    "an officer": (("privacy", "officer"), {"name": WORDS, "email": "nobody@example.org"}),
    "a helpdesk": (("helpdesk",), {"name": WORDS, "email": "nobody@example.org"}),
    "an address": (("helpdesk", "email"), "nobody@example.org"),
    "a day": (("dpia", "date"), "2000-01-01"),
    "how long keys are kept": (("privacy", "keep", "keys"), 0),
    "the text of a wave": (("waves", 3, "text"), BOTH),
    "the text of a wave in a language": (("waves", 3, "text", "nl"), WORDS),
    "a language that is not spoken": (("title", "ar"), None),
    "what nothing can stand in for": (("sending", "days"), None),
}


@pytest.mark.parametrize(("place", "expected"), STAND_INS.values(), ids=STAND_INS)
def test_what_stands_in(place: Place, expected: Plain) -> None:
    assert stand_in(place, ["nl", "en"]) == expected


def test_a_wave_and_results_stand_in_with_their_words_in_every_language() -> None:
    waves, results = stand_in(("waves",), ["nl", "en"]), stand_in(("results",), ["nl"])
    assert design.at(waves, (0, "text")) == BOTH
    assert design.at(results, ("measures", 0, "title")) == {"nl": WORDS}
    assert stand_in(("results", "measures"), ["nl"]) == design.at(results, ("measures",))


BESIDE: dict[str, tuple[Place, list[Place], bool]] = {
    "no gaps": (("title",), [], True),
    "the gap itself": (("title",), [("title",)], False),
    "inside a gap": (("title", "nl"), [("title",)], False),
    "around a gap": (("waves",), [("waves", 0, "text")], False),
    "beside a gap": (("waves", 1, "text"), [("waves", 0, "text")], True),
    "a name that begins alike": (("titles",), [("title",)], True),
    "everything": ((), [("title",)], True),
    "a gap that is everything": (("title",), [()], False),
}


@pytest.mark.parametrize(("place", "gaps", "expected"), BESIDE.values(), ids=BESIDE)
def test_what_has_nothing_to_do_with_gaps(place: Place, gaps: list[Place], expected: bool) -> None:
    assert beside(place, gaps) is expected


WHOLE = design.read(design.write(a_study().model_dump(mode="json", exclude_defaults=True)))
NEEDED: list[Place] = [
    ("organisation",),
    ("why",),
    ("programme",),
    ("helpdesk",),
    ("helpdesk", "email"),
    ("helpdesk", "name"),
    ("waves",),
    ("waves", 0, "text"),
    ("results",),
    ("invitation", "subject"),
    ("invitation", "body"),
]


@pytest.mark.parametrize("gap", NEEDED, ids=str)
def test_one_gap_is_told_once_and_hides_no_other_mistake(gap: Place) -> None:
    lacking = design.put(WHOLE, gap, None)
    assert [(each.place, each.message) for each in design.examine(lacking, FOUND).findings] == [(gap, design.EMPTY)]
    also = design.put(lacking, ("title", "en"), None)
    assert ("title",) in [each.place for each in design.examine(also, FOUND).findings]


@pytest.mark.parametrize("gap", NEEDED, ids=str)
def test_what_is_put_back_is_right_again(gap: Place) -> None:
    lacking = design.put(WHOLE, gap, None)
    again = design.put(lacking, gap, design.at(WHOLE, gap))
    assert again == WHOLE
    assert design.examine(again, FOUND).findings == ()
