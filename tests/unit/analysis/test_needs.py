"""Needs by role: shares of those who were shown the question, and no role under the smallest size."""

from survey.analysis.frames import Record, frame
from survey.analysis.needs import NeedsByRole, needs_by_role
from survey.analysis.reliability import Display
from survey.questionnaires.catalogue import questionnaire

QUESTIONNAIRE = questionnaire("needs-by-role")


def answer(role: str | None, *needs: str) -> Record:
    """Somebody's role and needs."""
    return Record({"role": role, "needs": list(needs) or None})


def matrix(*records: Record, smallest: int = 5) -> NeedsByRole:
    """The matrix of these answers."""
    return needs_by_role(frame(QUESTIONNAIRE, records), "role", "needs", smallest)


def test_shares_are_of_everybody_in_the_role_who_was_shown_the_list() -> None:
    coaches = [answer("job_coach", "clear_roles")] * 4 + [
        answer("job_coach", "clear_roles", "methods"),
        answer("job_coach"),
    ]
    found = {role.role: role for role in matrix(*coaches).roles}
    needs = {need.need: need for need in found["job_coach"].needs}
    assert (found["job_coach"].base, needs["clear_roles"].count, needs["methods"].count) == (6, 5, 1)
    assert needs["clear_roles"].share == 5 / 6
    assert needs["clear_roles"].interval.low < 5 / 6 < needs["clear_roles"].interval.high


def test_a_small_role_is_hidden_and_an_unknown_one_is_nowhere() -> None:
    found = matrix(*[answer("employer", "methods")] * 4, *[answer(None, "methods")] * 9)
    assert [(role.display, role.base, role.needs) for role in found.roles] == [(Display.HIDDEN, None, ())] * 6
    assert set(found.order) == set(QUESTIONNAIRE.item("needs").codes())


def test_who_was_not_shown_the_list_is_not_in_the_base() -> None:
    found = matrix(*[answer("employer", "methods")] * 5, *[Record({"role": "employer"})] * 3)
    assert {role.base for role in found.roles} == {5, None}


def test_needs_stand_in_the_order_of_their_mean_share_over_roles() -> None:
    many = [answer("job_coach", "methods")] * 90 + [answer("job_coach", "clear_roles")] * 10
    few = [answer("employer", "clear_roles")] * 5
    assert matrix(*many, *few).order[:2] == ("clear_roles", "methods")


def test_thirty_people_in_a_role_are_shown_normally() -> None:
    found = matrix(*[answer("employer", "methods")] * 30, *[answer("job_coach", "methods")] * 29)
    shown = {role.role: role.display for role in found.roles}
    assert (shown["employer"], shown["job_coach"]) == (Display.NORMAL, Display.INDICATIVE)
    assert "Base: 59 people." in found.method.told(str)
