"""Routing: what people see and what is kept."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires import routing
from survey.questionnaires.catalogue import questionnaire as shipped
from survey.questionnaires.checks import check_questionnaire, outcomes
from survey.questionnaires.conditions import Condition, parse
from survey.questionnaires.definition import Page, Questionnaire
from survey.questionnaires.kinds import Answers
from survey.questionnaires.located import Located

from .writing import answers, item, questionnaires

SATISFACTION = shipped("participant-satisfaction")


def ids(questionnaire: Questionnaire, given_answers: Answers) -> list[str]:
    """The ids of the pages that can be seen."""
    return [page.id for page in routing.reachable(questionnaire, given_answers)]


def holds(condition: str | None, kept: Answers, questionnaire: Questionnaire) -> bool:
    """Whether a condition holds on kept answers, said again apart from the routing."""
    parsed: Condition | None = parse(condition) if condition else None
    return parsed is None or parsed.holds(kept, questionnaire.domains)


@given(st.data())
def test_an_item_is_shown_exactly_when_its_conditions_hold_on_what_is_kept(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    given_answers = data.draw(answers(questionnaire))
    kept = routing.prune(questionnaire, given_answers)
    expected = {
        page.id: tuple(each for each in page.items if each.is_shown and holds(each.when, kept, questionnaire))
        for page in questionnaire.pages
        if holds(page.when, kept, questionnaire)
    }
    shown = routing.shown_items(questionnaire, given_answers)
    assert shown == {page: items for page, items in expected.items() if items}
    assert ids(questionnaire, given_answers) == list(shown)


@given(st.data())
def test_pruning_keeps_every_closed_key_of_what_is_shown_and_no_other(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    given_answers = data.draw(answers(questionnaire))
    kept = routing.prune(questionnaire, given_answers)
    shown = [each for items in routing.shown_items(questionnaire, given_answers).values() for each in items]
    closed = {key for each in shown for key in each.closed_keys()}
    texts = {key for each in shown for key in each.text_keys()}
    worked_out = {each.id for each in questionnaire.items() if not each.is_shown}
    assert closed <= set(kept) <= closed | texts | worked_out
    assert all(isinstance(kept[key], str) and kept[key] for key in set(kept) & texts)
    given_keys = set(kept) - worked_out
    assert all(kept[key] in (given_answers.get(key), None) or isinstance(kept[key], tuple) for key in given_keys)


@given(st.data())
def test_only_shown_options_and_questions_are_kept(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires(parts=True))
    given_answers = data.draw(answers(questionnaire))
    right = {
        key: answer
        for each in questionnaire.items()
        for key, answer in given_answers.items()
        if key in each.keys() and each.accepts(key, answer)  # noqa: SIM118 - not a mapping
    }
    kept = routing.prune(questionnaire, right)
    assert routing.invalid(questionnaire, kept) == []
    for each in (each for items in routing.shown_items(questionnaire, right).values() for each in items):
        for place, condition in each.conditions():
            assert holds(condition, kept, questionnaire), place
        assert all(each.accepts(key, kept[key]) for key in each.closed_keys())


@given(st.data())
def test_pruning_again_changes_nothing(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    kept = routing.prune(questionnaire, data.draw(answers(questionnaire)))
    assert routing.prune(questionnaire, kept) == kept
    assert routing.thaw(routing.dump(kept)) == kept


@given(st.data())
def test_continue_ends_after_every_reachable_page_and_back_returns_the_same_way(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    given_answers = data.draw(answers(questionnaire))
    walked: list[str] = []
    page = routing.first(questionnaire, given_answers)
    while page is not None:
        before = routing.preceding(questionnaire, given_answers, page.id)
        assert (before.id if before else None) == (walked[-1] if walked else None)
        walked.append(page.id)
        page = routing.following(questionnaire, given_answers, page.id)
    assert walked == ids(questionnaire, given_answers)


@given(st.data())
def test_what_the_checks_call_unreachable_or_always_so_is_so(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    places = {
        place: position
        for position, place in enumerate(
            (("pages", at, *rest) for at, page in enumerate(questionnaire.pages) for rest in whens(page)), start=2
        )
    }
    problems = check_questionnaire(Located("random", questionnaire, places))
    assert {each.message for each in problems} <= {outcomes.NEVER, outcomes.ALWAYS, outcomes.UNREACHABLE}
    hidden = {each.line for each in problems if each.message != outcomes.ALWAYS}
    given_answers = data.draw(answers(questionnaire))
    right = {key: answer for key, answer in given_answers.items() if not routing.invalid(questionnaire, {key: answer})}
    shown = routing.shown_items(questionnaire, right)
    for at, page in enumerate(questionnaire.pages):
        assert page.id not in shown or places.get(("pages", at, "when"), 0) not in hidden
        for n, each in enumerate(page.items):
            there = each.id in {one.id for one in shown.get(page.id, ())}
            assert not there or places.get(("pages", at, "items", n, "when"), 0) not in hidden


def whens(page: Page) -> Iterator[tuple[str | int, ...]]:
    """The places in a page where a condition stands."""
    yield ("items",)
    if page.when is not None:
        yield ("when",)
    for at, each in enumerate(page.items):
        if each.when is not None:
            yield ("items", at, "when")


@given(questionnaires(parts=True))
def test_random_questionnaires_survive_freezing(questionnaire: Questionnaire) -> None:
    frozen = Questionnaire.from_snapshot(questionnaire.snapshot())
    assert frozen == questionnaire
    assert frozen.digest() == questionnaire.digest()


def test_why_not_is_asked_only_of_those_who_do_not_recommend() -> None:
    assert "why_not" in ids(SATISFACTION, {"recommend": "no"})
    for answer in ("yes", "dont_know", None):
        assert "why_not" not in ids(SATISFACTION, {"recommend": answer})
    assert "why_not" not in ids(SATISFACTION, {})


def test_an_answer_that_went_out_of_reach_is_not_kept() -> None:
    changed: Answers = {"recommend": "yes", "why_not": ("too_little", "other"), "why_not__other": "Te kort"}
    assert not {"why_not", "why_not__other"} & set(routing.prune(SATISFACTION, changed))
    kept = routing.prune(SATISFACTION, changed | {"recommend": "no"})
    assert kept["why_not__other"] == "Te kort"


def test_what_is_out_of_reach_opens_nothing_behind_it() -> None:
    def choice(name: str, when: str | None) -> dict[str, object]:
        return item(name, "single_choice", when)

    chain = [choice("a", None), choice("b", "a == first"), choice("c", "b == first"), choice("d", "not (c == first)")]
    head = {"id": "chain", "version": "1", "audience": "participant", "languages": ["nl"], "minutes": 1}
    questionnaire = Questionnaire.model_validate(head | {"title": {"nl": "Keten"}, "pages": chain})
    everything: Answers = dict.fromkeys("abc", "first")
    assert ids(questionnaire, everything) == ["a", "b", "c"]
    assert ids(questionnaire, everything | {"a": "third"}) == ["a", "d"]
    assert routing.prune(questionnaire, everything | {"a": "third"}) == {"a": "third", "d": None}


@pytest.mark.parametrize(
    ("chosen", "text", "kept"),
    [
        (("find_job", "other"), "Luistert", True),
        (("find_job",), "Luistert", False),
        (("other",), "  ", False),
        (None, "Luistert", False),
    ],
)
def test_the_text_of_something_else_is_kept_only_while_its_option_is_chosen(
    chosen: tuple[str, ...] | None,
    text: str,
    kept: bool,
) -> None:
    result = routing.prune(SATISFACTION, {"good": chosen, "good__other": text})
    assert ("good__other" in result) is kept
    assert result["good"] == chosen


def test_several_answers_are_kept_in_the_order_of_the_options_and_none_is_open() -> None:
    assert routing.prune(SATISFACTION, {"good": ("other", "find_job")})["good"] == ("find_job", "other")
    assert routing.prune(SATISFACTION, {"good": ()})["good"] is None


def test_a_page_that_does_not_exist_is_an_error() -> None:
    for step in (routing.following, routing.preceding):
        with pytest.raises(KeyError):
            step(SATISFACTION, {}, "nowhere")


def test_from_a_page_that_went_out_of_reach_the_way_leads_on() -> None:
    following = routing.following(SATISFACTION, {"recommend": "yes"}, "why_not")
    preceding = routing.preceding(SATISFACTION, {"recommend": "yes"}, "why_not")
    assert following is not None
    assert preceding is not None
    assert (preceding.id, following.id) == ("recommend", "yield")


@pytest.mark.parametrize(("answered", "complete"), [(10, False), (11, True), (13, True), (0, False)])
def test_complete_is_eighty_percent_of_the_thirteen_shown_core_items(answered: int, complete: bool) -> None:
    core = [each.id for each in SATISFACTION.items() if each.core and each.id != "why_not"]
    assert len(core) == 13
    stored: Answers = {key: "yes" if at < answered else None for at, key in enumerate(core)}
    assert routing.is_complete(SATISFACTION, stored) is complete


def test_complete_counts_the_follow_up_only_where_it_was_shown() -> None:
    core = [each.id for each in SATISFACTION.items() if each.core]
    stored: Answers = {key: "yes" if at < 11 else None for at, key in enumerate(core)}
    assert not routing.is_complete(SATISFACTION, stored)
    assert routing.is_complete(SATISFACTION, {key: stored[key] for key in core[:-1]})


def test_invalid_names_wrong_answers_and_keys_that_nobody_owns() -> None:
    stored: Answers = {
        "grade": 11,
        "recommend": "perhaps",
        "good": ("nothing", "find_job"),
        "better": ("nothing",),
        "yield": None,
        "better__other": "x" * 201,
        "welcome": "yes",
        "nobodys": 1,
    }
    assert routing.invalid(SATISFACTION, stored) == [
        "grade", "recommend", "good", "better__other", "welcome", "nobodys",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["[]", "null", "1", '{"a": 1.5}', '{"a": true}', '{"a": [1]}', '{"a": {}}', "{", "NaN"]
)
def test_thawing_anything_else_than_answers_is_an_error(text: str) -> None:
    with pytest.raises(routing.UnreadableAnswersError):
        routing.thaw(text)


def test_equal_answers_give_equal_text() -> None:
    assert routing.dump({"b": ("x",), "a": None}) == routing.dump({"a": None, "b": ("x",)}) == '{"a":null,"b":["x"]}'


def test_routing_starts_without_what_pages_do_not_need() -> None:
    program = "import survey.questionnaires.routing, sys; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["pandas", "numpy", "lark", "yaml", "babel", "flask", "sqlalchemy"]
    done = subprocess.run([sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
