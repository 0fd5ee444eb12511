"""What somebody may do by the rows of their memberships."""

import pytest

from survey.fieldwork.memberships import effective
from survey.storage.staff import Membership, Role

FIELD, ANALYST, OWNER = Role.FIELDWORK, Role.ANALYST, Role.OWNER


def rows(*held: tuple[str, Role, str]) -> list[Membership]:
    return [Membership(staff_id=1, programme_id=name, role=role, reason=reason) for name, role, reason in held]


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        ([], {}),
        ([("a", FIELD, "")], {"a": {FIELD}}),
        ([("a", FIELD, ""), ("b", ANALYST, "")], {"a": {FIELD}, "b": {ANALYST}}),
        ([("a", FIELD, ""), ("a", ANALYST, "Alleen")], {"a": {FIELD, ANALYST}}),
        ([("a", FIELD, "Alleen"), ("a", ANALYST, "")], {"a": {FIELD, ANALYST}}),
        ([("a", FIELD, ""), ("a", ANALYST, "")], {"a": set()}),
        ([("a", FIELD, ""), ("a", ANALYST, ""), ("a", OWNER, "")], {"a": {OWNER}}),
        ([("a", FIELD, ""), ("a", ANALYST, ""), ("b", OWNER, "Elders")], {"a": set(), "b": {OWNER}}),
    ],
)
def test_contacts_and_answers_are_in_one_hand_only_where_that_was_accepted(
    held: list[tuple[str, Role, str]], allowed: dict[str, set[Role]]
) -> None:
    assert effective(rows(*held)) == allowed
