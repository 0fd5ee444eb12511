"""How far a study is: numbers in steps, which tell of nobody, and what is late."""

import pytest

from survey.fieldwork import pauses, suppression
from survey.fieldwork.progress import Progress, progress
from survey.questionnaires.study import Study
from survey.storage.engines import Store

from .ground import Ground
from .posting import Smtp, sent
from .test_reminding import answer


def shown(ground: Ground, study: Study) -> Progress:
    (found,) = progress(ground.field(), study)
    return found


def test_it_counts_mails_and_answers_in_steps(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=30)
    sent(ground, smtp("--reject", "person-3@example.org").port)
    with ground.session(Store.CONTACTS) as session:
        suppression.stop(session, 7, ground.now.date())
    answer(ground, ground.secrets(study)[:13])
    found = shown(ground, study)
    assert (found.invited, found.unreachable, found.stopped) == (30, 1, 1)
    assert (found.answered, found.response) == (10, 33)
    assert (found.planned, found.handled, found.late) == (30, 30, 0)


@pytest.mark.parametrize(("answered", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (12, 10)])
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_one_answer_more_is_seldom_to_be_seen(ground: Ground, answered: int, told: int) -> None:
    study = ground.opened(number=12)
    answer(ground, ground.secrets(study)[:answered])
    assert shown(ground, study).answered == told


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_mails_that_wait_after_their_day_are_late_unless_the_study_rests(ground: Ground) -> None:
    study = ground.opened(number=12)
    assert shown(ground, study).late == 0
    ground.later(days=1)
    assert (shown(ground, study).late, shown(ground, study).handled) == (12, 0)
    pauses.pause(ground.field(), study, "summer")
    assert shown(ground, study).late == 0


def test_before_anything_opened_there_is_nothing_to_tell(ground: Ground) -> None:
    assert progress(ground.field(), ground.load()) == []
