"""The steps of the set-up: every part of a design is asked in one step, and buttons do what they say."""

import pytest
from werkzeug.datastructures import MultiDict

from survey.fieldwork.assembling import Assembled
from survey.questionnaires.editing.design import Values
from survey.questionnaires.kinds import Place
from survey.questionnaires.study import Study
from survey.web.research.setup.steps import STEPS, Step, acted, find, part_of


def step(key: str) -> Step:
    found = find(key)
    assert found is not None
    return found


def test_every_key_of_a_design_is_asked_in_exactly_one_step() -> None:
    parts = [part for each in STEPS for part in each.parts]
    assert len(parts) == len(set(parts))
    # The code of an open study is written in its text: it is made with an example, not question by question.
    asked = {part_of((name,)) for name in Study.model_fields} - {"audiences", "group_code"}
    assert asked - set(parts) == set()


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ((), "about"),
        (("title", "nl"), "about"),
        (("helpdesk", "email"), "about"),
        (("waves", 0, "questionnaire"), "waves"),
        (("waves", 0, "invitation", "subject", "nl"), "mails"),
        (("waves", 2, "thanks"), "mails"),
        (("invitation", "body", "en"), "mails"),
        (("audiences", "employer", "reminder"), "mails"),
        (("audiences", "employer", "languages"), "languages"),
        (("audiences", "employer", "smallest_group"), "results"),
        (("audiences", "employer"), "waves"),
        (("attributes", 0, "classes", 1, "text"), "background"),
        (("smallest_cohort",), "background"),
        (("results", "measures", 0), "results"),
        (("dpia", "date"), "privacy"),
        (("permissions", "utrecht"), "permissions"),
    ],
)
def test_what_is_wrong_is_told_in_the_step_that_asks_it(place: Place, key: str) -> None:
    assert [each.key for each in STEPS if each.holds(place)] == [key]


@pytest.mark.parametrize("key", ["", "About", "yaml", "checklist", "nothing"])
def test_there_is_no_other_step(key: str) -> None:
    assert find(key) is None


def waves(*names: str) -> Values:
    return {"waves": [{"id": name} for name in names]}


@pytest.mark.parametrize(
    ("do", "left"),
    [
        ("save", ["a", "b", "c"]),
        ("all", ["a", "b", "c"]),
        ("remove.waves.0", ["b", "c"]),
        ("remove.waves.2", ["a", "b"]),
        ("remove.waves.3", ["a", "b", "c"]),
        ("up.waves.1", ["b", "a", "c"]),
        ("up.waves.0", ["a", "b", "c"]),
        ("down.waves.1", ["a", "c", "b"]),
        ("down.waves.2", ["a", "b", "c"]),
        ("down.waves.x", ["a", "b", "c"]),
        ("remove", ["a", "b", "c"]),
        ("up", ["a", "b", "c"]),
        ("down", ["a", "b", "c"]),
    ],
)
def test_a_button_moves_or_removes_what_it_names_and_nothing_else(do: str, left: list[str]) -> None:
    values = waves("a", "b", "c")
    found = Assembled.__new__(Assembled)  # No button here looks at the rest of the study.
    assert acted(step("about"), values, found, MultiDict({"do": do})) == waves(*left)
    assert values == waves("a", "b", "c")
