"""The routing on paper and on the screen are one: who does what the paper says answers the same questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires import routing
from survey.questionnaires.catalogue import questionnaire as shipped
from survey.questionnaires.catalogue import shipped_questionnaires
from survey.questionnaires.conditions import parse
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers, FixedChoice, OneOf, SingleChoice
from survey.questionnaires.paper.routes import END, Routes

from ..writing import answers, questionnaires


def by_the_paper(questionnaire: Questionnaire, wished: Answers) -> list[str]:
    """The items that somebody answers who reads on, does what "only if" says, and goes where an answer sends them."""
    routes = Routes(questionnaire)
    domains = questionnaire.domains
    done: list[str] = []
    kept: Answers = {}
    at = 0
    while at < len(routes.steps):
        step = routes.steps[at]
        sent = None
        if all(parse(when).holds(kept, domains) for when in step.whens()):
            done.append(step.item.id)
            kept |= {key: wished.get(key) for key in step.item.closed_keys()}
            answer = wished.get(step.item.id)
            if isinstance(step.item, OneOf | SingleChoice | FixedChoice) and isinstance(answer, str):
                sent = routes.leads_to(at, answer)
        if sent == END:
            break
        at = at + 1 if sent is None else [each.item.id for each in routes.steps].index(sent)
    return done


def on_the_screen(questionnaire: Questionnaire, wished: Answers) -> list[str]:
    """The items that the same person sees on the screen."""
    return [item.id for items in routing.shown_items(questionnaire, wished).values() for item in items]


def has_only_plain_conditions(questionnaire: Questionnaire) -> bool:
    """Whether nothing is worked out that paper cannot know, and no option comes and goes."""
    return all(
        item.is_shown and not any(place != ("when",) for place, _ in item.conditions())
        for item in questionnaire.items()
    )


@given(st.data())
def test_random_questionnaires_ask_the_same_on_paper(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires().filter(has_only_plain_conditions))
    wished = data.draw(answers(questionnaire))
    assert by_the_paper(questionnaire, wished) == on_the_screen(questionnaire, wished)


@pytest.mark.parametrize("name", shipped_questionnaires())
@given(data=st.data())
def test_the_library_asks_the_same_on_paper(name: str, data: st.DataObject) -> None:
    questionnaire = shipped(name)
    wished = data.draw(answers(questionnaire))
    assert by_the_paper(questionnaire, wished) == on_the_screen(questionnaire, wished)


def test_a_wrong_way_on_paper_would_be_found() -> None:
    """The comparison has teeth: a question that the paper jumps over is missed."""
    questionnaire = shipped("participant-satisfaction")
    wished: Answers = {"recommend": "no"}
    steps = Routes(questionnaire).steps
    reasons = next(at for at, step in enumerate(steps) if step.item.when or step.page.when)
    assert steps[reasons].item.id in by_the_paper(questionnaire, wished)
    assert steps[reasons].item.id not in by_the_paper(questionnaire, {"recommend": "yes"})
